import { Controller } from '@nestjs/common';
import { FindSeatHistory, ReplaySeats, type OutputOf, type ParsedInputOf } from '#contracts';
import { Answers, type RequestContext } from '#platform';
import { HistoryService } from './history.service.js';

@Controller()
export class HistoryController {
  constructor(private readonly history: HistoryService) {}

  @Answers(FindSeatHistory)
  find(
    input: ParsedInputOf<typeof FindSeatHistory>,
    context: RequestContext,
  ): Promise<OutputOf<typeof FindSeatHistory>> {
    return this.history.find(input, context);
  }

  @Answers(ReplaySeats)
  replay(
    input: ParsedInputOf<typeof ReplaySeats>,
    context: RequestContext,
  ): Promise<OutputOf<typeof ReplaySeats>> {
    return this.history.replay(input, context);
  }
}
