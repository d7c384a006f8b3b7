import { Controller } from '@nestjs/common';
import { CancelSeat, FindSeats, TakeSeat, type OutputOf, type ParsedInputOf } from '#contracts';
import { Answers, type RequestContext } from '#platform';
import { SeatsService } from './seats.service.js';

@Controller()
export class SeatsController {
  constructor(private readonly seats: SeatsService) {}

  @Answers(TakeSeat)
  take(input: ParsedInputOf<typeof TakeSeat>, context: RequestContext): Promise<OutputOf<typeof TakeSeat>> {
    return this.seats.take(input, context);
  }

  @Answers(CancelSeat)
  cancel(
    input: ParsedInputOf<typeof CancelSeat>,
    context: RequestContext,
  ): Promise<OutputOf<typeof CancelSeat>> {
    return this.seats.cancel(input, context);
  }

  @Answers(FindSeats)
  find(input: ParsedInputOf<typeof FindSeats>, context: RequestContext): Promise<OutputOf<typeof FindSeats>> {
    return this.seats.find(input, context);
  }
}
