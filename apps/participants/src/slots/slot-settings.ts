import { newId, type Tx } from '#platform';
import type { Seating } from '../seats/seating.js';
import { SlotAllocation } from './slot-allocation.entity.js';
import { Slot, type SlotMode } from './slot.entity.js';
import type { SlotSettings } from './slots.rules.js';

/** Makes a slot without seats. Its settings must have been checked. */
export async function insertSlot(
  { manager, now }: Tx,
  slot: SlotSettings & { sessionId: string; mode: SlotMode; keptUntil: Date | null },
): Promise<string> {
  const { capacity, allocations, sessionId, mode, keptUntil } = slot;
  const id = newId();
  await manager.insert(Slot, { id, sessionId, mode, capacity, keptUntil, createdAt: now });
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
): Promise<void> {
  const { slot } = seating;
  slot.capacity = settings.capacity;
  slot.keptUntil = settings.keptUntil;
  slot.version += 1;
  const { capacity, keptUntil, version } = slot;
  await manager.update(Slot, { id: slot.id }, { capacity, keptUntil, version });

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
