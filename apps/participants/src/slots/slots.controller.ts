import { Controller } from '@nestjs/common';
import { ChangeSlot, CreateSlot, FindSlots, type OutputOf, type ParsedInputOf } from '#contracts';
import { Answers, type RequestContext } from '#platform';
import { SlotSignals } from './slot-signals.js';
import { SlotsService } from './slots.service.js';

@Controller()
export class SlotsController {
  constructor(
    private readonly slots: SlotsService,
    private readonly signals: SlotSignals,
  ) {}

  @Answers(CreateSlot)
  create(
    input: ParsedInputOf<typeof CreateSlot>,
    context: RequestContext,
  ): Promise<OutputOf<typeof CreateSlot>> {
    return this.slots.create(input, context);
  }

  @Answers(ChangeSlot)
  async change(
    input: ParsedInputOf<typeof ChangeSlot>,
    context: RequestContext,
  ): Promise<OutputOf<typeof ChangeSlot>> {
    const slot = await this.slots.change(input, context);
    // Settings that move no seat publish nothing.
    this.signals.mark(slot.id);
    return slot;
  }

  @Answers(FindSlots)
  find(input: ParsedInputOf<typeof FindSlots>, context: RequestContext): Promise<OutputOf<typeof FindSlots>> {
    return this.slots.find(input, context);
  }
}
