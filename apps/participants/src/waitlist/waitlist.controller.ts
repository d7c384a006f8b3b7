import { Controller } from '@nestjs/common';
import { AcceptSeat, type OutputOf, type ParsedInputOf } from '#contracts';
import { Answers, type RequestContext } from '#platform';
import { OffersService } from './offers.service.js';

@Controller()
export class WaitlistController {
  constructor(private readonly offers: OffersService) {}

  @Answers(AcceptSeat)
  accept(
    input: ParsedInputOf<typeof AcceptSeat>,
    context: RequestContext,
  ): Promise<OutputOf<typeof AcceptSeat>> {
    return this.offers.accept(input, context);
  }
}
