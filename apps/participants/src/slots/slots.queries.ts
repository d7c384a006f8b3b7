import type { Slot as SlotReply } from '#contracts';
import { In, type EntityManager } from 'typeorm';
import { SessionCopy } from '../programme/session-copy.entity.js';
import { countJoined } from './slot-counts.queries.js';
import { SlotAllocation } from './slot-allocation.entity.js';
import { Slot } from './slot.entity.js';
import { keptUntil } from './slots.rules.js';

/** A slot with what it is read together with. */
export interface SlotView {
  readonly slot: Slot;
  readonly session: SessionCopy;
  readonly allocations: readonly SlotAllocation[];
  /** Sizes of the seats whose people have checked in. */
  readonly joined: number;
}

/** These slots, or those of these sessions, or both; in order of their ids, which is the order of their making. */
export async function findSlots(
  manager: EntityManager,
  wanted: { ids?: string[]; sessionIds?: string[] },
): Promise<SlotView[]> {
  const slots = await manager.find(Slot, {
    where: [{ id: In(wanted.ids ?? []) }, { sessionId: In(wanted.sessionIds ?? []) }],
    order: { id: 'ASC' },
  });
  const sessions = await manager.findBy(SessionCopy, { id: In(slots.map((slot) => slot.sessionId)) });
  const allocations = await manager.find(SlotAllocation, {
    where: { slotId: In(slots.map((slot) => slot.id)) },
    order: { city: 'ASC' },
  });
  const joined = await countJoined(
    manager,
    slots.map((slot) => slot.id),
  );
  return slots.map((slot) => ({
    slot,
    session: sessions.find((session) => session.id === slot.sessionId)!,
    allocations: allocations.filter((allocation) => allocation.slotId === slot.id),
    joined: joined.get(slot.id) ?? 0,
  }));
}

export function toSlotReply({ slot, session, allocations, joined }: SlotView): SlotReply {
  return {
    id: slot.id,
    sessionId: slot.sessionId,
    mode: slot.mode,
    capacity: slot.capacity,
    held: slot.held,
    confirmed: slot.confirmed,
    waiting: slot.waiting,
    offered: slot.offered,
    keptUntil: keptUntil(slot, session)?.toISOString() ?? null,
    allocations: Object.fromEntries(
      allocations.map(({ city, reserved, taken }) => [city, { reserved, taken }]),
    ),
    joined,
    offerPolicy: slot.offerPolicy,
    lapse: slot.lapse,
    opens: slot.opens,
    closes: slot.closes,
    maxPerPerson: slot.maxPerPerson,
    invitedOnly: slot.invitedOnly,
    version: slot.version,
  };
}
