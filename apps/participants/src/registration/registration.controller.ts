import { Controller } from '@nestjs/common';
import { FindCodes, MakeCode, SwapSeat, type OutputOf, type ParsedInputOf } from '#contracts';
import { Answers, type RequestContext } from '#platform';
import { CodesService } from './codes.service.js';
import { SwapService } from './swap.service.js';

@Controller()
export class RegistrationController {
  constructor(
    private readonly codes: CodesService,
    private readonly swaps: SwapService,
  ) {}

  @Answers(MakeCode)
  make(input: ParsedInputOf<typeof MakeCode>, context: RequestContext): Promise<OutputOf<typeof MakeCode>> {
    return this.codes.make(input, context);
  }

  @Answers(FindCodes)
  find(input: ParsedInputOf<typeof FindCodes>, context: RequestContext): Promise<OutputOf<typeof FindCodes>> {
    return this.codes.find(input, context);
  }

  @Answers(SwapSeat)
  swap(input: ParsedInputOf<typeof SwapSeat>, context: RequestContext): Promise<OutputOf<typeof SwapSeat>> {
    return this.swaps.swap(input, context);
  }
}
