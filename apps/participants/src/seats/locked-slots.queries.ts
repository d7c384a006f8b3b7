import type { Tx } from '#platform';
import { In } from 'typeorm';
import { SessionCopy } from '../programme/session-copy.entity.js';
import { SlotAllocation } from '../slots/slot-allocation.entity.js';
import { Slot } from '../slots/slot.entity.js';
import { occupancyOf } from '../slots/slots.rules.js';
import type { Occupancy } from './placement.rules.js';

/** A slot whose row is locked until the transaction ends, as it was when the lock was got. */
export interface LockedSlot {
  readonly slot: Slot;
  readonly session: SessionCopy;
  readonly occupancy: Occupancy;
  /** When the lock was got. */
  readonly now: Date;
}

/**
 * Locks these slots, in the order of their ids; those that don't exist are left out.
 * @param options.skipLocked leaves out also those that another transaction has locked, instead of waiting for them
 */
export async function lockSlots(
  { manager }: Tx,
  slotIds: readonly string[],
  { skipLocked = false }: { skipLocked?: boolean } = {},
): Promise<LockedSlot[]> {
  const slots = await manager.find(Slot, {
    where: { id: In([...slotIds]) },
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write', ...(skipLocked && { onLocked: 'skip_locked' }) },
  });
  if (slots.length === 0) return [];
  // Read after the lock was got, not joined to it: a session cancelled while we waited must be seen as cancelled.
  const { entities: sessions, raw } = await manager
    .createQueryBuilder(SessionCopy, 'session')
    .addSelect('clock_now()', 'now')
    .whereInIds(slots.map((slot) => slot.sessionId))
    .getRawAndEntities<{ now: Date }>();
  const { now } = raw[0]!;
  const allocations = await manager.findBy(SlotAllocation, { slotId: In(slots.map((slot) => slot.id)) });
  return slots.map((slot) => {
    const session = sessions.find(({ id }) => id === slot.sessionId)!;
    const own = allocations.filter(({ slotId }) => slotId === slot.id);
    return { slot, session, occupancy: occupancyOf(slot, own, session, now), now };
  });
}
