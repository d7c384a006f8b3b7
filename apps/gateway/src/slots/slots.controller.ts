import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ChangeSlot, CreateSlot, FindSlots, pageOf, Slot, SlotInput, SlotPatch } from '#contracts';
import { Requests } from '#platform';
import { z } from 'zod';
import { IfMatch, ContentTagged } from '../http/entity-tag.js';
import { one } from '../http/one.js';
import { Operation } from '../http/operation.js';
import { commaList } from '../http/validation.js';

const SlotBody = z.strictObject(SlotInput.shape);
const SlotChange = z.strictObject(SlotPatch.shape);
const SlotsQuery = z.strictObject({ sessions: commaList(500).describe('Ids of sessions: `a,b`.') });

@ApiTags('Slots and seats')
@Controller('v1')
export class SlotsController {
  constructor(private readonly requests: Requests) {}

  @Get('slots')
  @Operation('slot.read', {
    summary: 'The slots of sessions, with their counts',
    replies: { 200: pageOf(Slot) },
  })
  async list(@Query({ schema: SlotsQuery }) { sessions }: z.output<typeof SlotsQuery>) {
    const { items } = await this.requests.ask(FindSlots, { sessionIds: sessions });
    return { items, next: null };
  }

  @Post('sessions/:id/slots')
  @ContentTagged()
  @Operation('slot.write', {
    summary: 'Opens online or in-person seats for a session',
    isWrite: true,
    replies: { 201: Slot },
    refuses: ['not-found', 'slot.exists', 'slot.capacity', 'city.unknown', 'session.state'],
  })
  create(@Param('id') sessionId: string, @Body({ schema: SlotBody }) slot: z.output<typeof SlotBody>) {
    return this.requests.ask(CreateSlot, { ...slot, sessionId });
  }

  @Get('slots/:id')
  @ContentTagged()
  @Operation('slot.read', { summary: 'One slot', replies: { 200: Slot, 304: null }, refuses: ['not-found'] })
  async read(@Param('id') id: string) {
    return one(await this.requests.ask(FindSlots, { ids: [id] }), 'slot', id);
  }

  @Patch('slots/:id')
  @ContentTagged()
  @Operation('slot.write', {
    summary: 'Changes capacity or allocations',
    isWrite: true,
    takesIfMatch: true,
    replies: { 200: Slot },
    refuses: ['not-found', 'slot.capacity', 'city.unknown'],
  })
  change(
    @Param('id') id: string,
    @Body({ schema: SlotChange }) patch: z.output<typeof SlotChange>,
    @IfMatch() ifVersion?: number,
  ) {
    return this.requests.ask(ChangeSlot, { id, patch, ifVersion });
  }
}
