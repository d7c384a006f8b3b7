import { Controller } from '@nestjs/common';
import { FindBusy, type OutputOf, type ParsedInputOf } from '#contracts';
import { Answers, type RequestContext } from '#platform';
import { BusyService } from './busy.service.js';

@Controller()
export class BusyController {
  constructor(private readonly busy: BusyService) {}

  @Answers(FindBusy)
  find(input: ParsedInputOf<typeof FindBusy>, { actor }: RequestContext): Promise<OutputOf<typeof FindBusy>> {
    return this.busy.find(input, actor);
  }
}
