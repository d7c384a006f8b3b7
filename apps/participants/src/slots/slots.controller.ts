import { Controller } from '@nestjs/common';
import { ChangeSlot, CreateSlot, FindSlots, type OutputOf, type ParsedInputOf } from '#contracts';
import { Answers, type RequestContext } from '#platform';
import { SlotsService } from './slots.service.js';

@Controller()
export class SlotsController {
  constructor(private readonly slots: SlotsService) {}

  @Answers(CreateSlot)
  create(
    input: ParsedInputOf<typeof CreateSlot>,
    context: RequestContext,
  ): Promise<OutputOf<typeof CreateSlot>> {
    return this.slots.create(input, context);
  }

  @Answers(ChangeSlot)
  change(
    input: ParsedInputOf<typeof ChangeSlot>,
    context: RequestContext,
  ): Promise<OutputOf<typeof ChangeSlot>> {
    return this.slots.change(input, context);
  }

  @Answers(FindSlots)
  find(input: ParsedInputOf<typeof FindSlots>, context: RequestContext): Promise<OutputOf<typeof FindSlots>> {
    return this.slots.find(input, context);
  }
}
