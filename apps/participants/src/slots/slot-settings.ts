import { newId, type Tx } from '#platform';
import type { Seating } from '../seats/seating.js';
import { SlotAllocation } from './slot-allocation.entity.js';
import { Slot, type SlotMode } from './slot.entity.js';
import { findSeated } from './overflow.queries.js';
import { overflowing } from './overflow.rules.js';
import type { SlotSettings } from './slots.rules.js';

/** What is said of a slot besides its size. */
export type SlotRules = Pick<
  Slot,
  'offerPolicy' | 'lapse' | 'opens' | 'closes' | 'maxPerPerson' | 'invitedOnly'
>;

/** A slot about which nothing has been said. */
export const NO_RULES: SlotRules = {
  offerPolicy: null,
  lapse: false,
  opens: null,
  closes: null,
  maxPerPerson: null,
  invitedOnly: false,
};

/** Makes a slot without seats. Its settings must have been checked. */
export async function insertSlot(
  { manager, now }: Tx,
  slot: SlotSettings & { sessionId: string; mode: SlotMode; keptUntil: Date | null },
  rules: SlotRules = NO_RULES,
): Promise<string> {
  const { capacity, allocations, sessionId, mode, keptUntil } = slot;
  const id = newId();
  await manager.insert(Slot, { id, sessionId, mode, capacity, keptUntil, createdAt: now, ...rules });
  const kept = Object.entries(allocations).map(([city, reserved]) => ({ slotId: id, city, reserved }));
  if (kept.length > 0) await manager.insert(SlotAllocation, kept);
  return id;
}

/**
 * Gives a locked slot other settings and seats who now fits. They must have been checked against what is taken.
 * Seats of an allocation that is no longer there count in the shared pool from now on.
 */
export async function changeSlot(
  { manager }: Tx,
  seating: Seating,
  settings: SlotSettings & { keptUntil: Date | null },
  rules: Partial<SlotRules> = {},
): Promise<void> {
  const { slot } = seating;
  slot.capacity = settings.capacity;
  slot.keptUntil = settings.keptUntil;
  slot.version += 1;
  Object.assign(slot, rules);
  const { capacity, keptUntil, version } = slot;
  await manager.update(Slot, { id: slot.id }, { capacity, keptUntil, version, ...rules });

  const cities = Object.keys(settings.allocations);
  await manager.query(
    `UPDATE seats SET allocation_city = NULL WHERE slot_id = $1 AND allocation_city <> ALL($2)`,
    [slot.id, cities],
  );
  await manager.query(`DELETE FROM slot_allocations WHERE slot_id = $1 AND city <> ALL($2)`, [
    slot.id,
    cities,
  ]);
  await manager.query(
    `INSERT INTO slot_allocations (slot_id, city, reserved)
     SELECT $1, city, reserved FROM unnest($2::text[], $3::int[]) AS wanted (city, reserved)
     ON CONFLICT (slot_id, city) DO UPDATE SET reserved = excluded.reserved`,
    [slot.id, cities, Object.values(settings.allocations)],
  );

  seating.settle(await manager.findBy(SlotAllocation, { slotId: slot.id }));
  await seating.promote('capacity');
  await seating.save();
}

/**
 * Makes room for smaller settings: the last who got a seat, offers first, go back to the front of the queue, in the order
 * they had. Saved by itself, because the slot holds no more than its capacity at any moment, also within a transaction.
 * @returns null; or, when even that is not enough, what stays: held for addresses that are not confirmed, or for names
 */
export async function sendBackOverflow(
  { manager }: Tx,
  seating: Seating,
  settings: SlotSettings,
): Promise<number | null> {
  const seated = await findSeated(manager, seating.slot.id);
  const parties = seated.map((seat) => ({ seat, size: seat.groupSize, allocation: seat.allocationCity }));
  const overflow = overflowing(parties, seating.occupancy.taken, settings);
  if (!overflow) return seating.occupancy.taken - parties.reduce((sum, { size }) => sum + size, 0);
  await seating.sendBack(overflow.back.map(({ seat }) => seat).reverse());
  await seating.save();
  if (overflow.toPool.length === 0) return null;
  await manager.query(
    `WITH moved AS (
       UPDATE seats SET allocation_city = NULL FROM seats old
       WHERE seats.id = ANY($2) AND old.id = seats.id RETURNING old.allocation_city AS city, seats.group_size AS size
     )
     UPDATE slot_allocations allocation SET taken = taken - (SELECT sum(size) FROM moved WHERE moved.city = allocation.city)
     WHERE slot_id = $1 AND city IN (SELECT city FROM moved)`,
    [seating.slot.id, overflow.toPool.map(({ seat }) => seat.id)],
  );
  return null;
}
