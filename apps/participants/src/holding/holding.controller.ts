import { Controller } from '@nestjs/common';
import { HoldSeat, type OutputOf, type ParsedInputOf } from '#contracts';
import { Answers, type RequestContext } from '#platform';
import { HoldingService } from './holding.service.js';

@Controller()
export class HoldingController {
  constructor(private readonly holding: HoldingService) {}

  @Answers(HoldSeat)
  hold(input: ParsedInputOf<typeof HoldSeat>, context: RequestContext): Promise<OutputOf<typeof HoldSeat>> {
    return this.holding.hold(input, context);
  }
}
