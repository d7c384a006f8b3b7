import { columnsOf, type Tx } from '#platform';
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
  tx: Tx,
  slotIds: readonly string[],
  { skipLocked = false }: { skipLocked?: boolean } = {},
): Promise<LockedSlot[]> {
  const { lock, lockFree, sessionsOf, allocationsOf } = (statements ??= prepare(tx));
  // One behind the other on their way, and so one after the other: what is read after the lock was got is as it is then,
  // a session cancelled while we waited cancelled.
  const [slots, sessions, allocations] = await Promise.all([
    tx.run<Slot>(skipLocked ? lockFree : lock, [slotIds]),
    tx.run<SessionCopy & { now: Date }>(sessionsOf, [slotIds]),
    tx.run<SlotAllocation>(allocationsOf, [slotIds]),
  ]);
  return slots.map((slot) => {
    const { now, ...session } = sessions.find(({ id }) => id === slot.sessionId)!;
    const own = allocations.filter(({ slotId }) => slotId === slot.id);
    return { slot, session, occupancy: occupancyOf(slot, own, session, now), now };
  });
}

/** Their columns are those of the entities, which are known when the service runs. */
let statements: ReturnType<typeof prepare> | undefined;

function prepare({ manager }: Tx) {
  const lock = `
    SELECT ${columnsOf(manager, Slot, 'slot')} FROM slots slot WHERE slot.id = ANY($1) ORDER BY slot.id FOR UPDATE`;
  return {
    lock,
    lockFree: `${lock} SKIP LOCKED`,
    sessionsOf: `
      SELECT ${columnsOf(manager, SessionCopy, 'session')}, clock_now() AS now FROM sessions session
      WHERE session.id IN (SELECT session_id FROM slots WHERE id = ANY($1))`,
    allocationsOf: `
      SELECT ${columnsOf(manager, SlotAllocation, 'allocation')} FROM slot_allocations allocation
      WHERE allocation.slot_id = ANY($1)`,
  };
}
