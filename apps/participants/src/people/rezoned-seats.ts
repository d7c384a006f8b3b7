import { SeatsChanged } from '#contracts';
import type { Tx } from '#platform';
import { lockSlots } from '../seats/locked-slots.queries.js';
import { findGuests, findSeats, type SlotGuest } from '../seats/seating.queries.js';
import { findSlotsAhead } from './people.queries.js';

/**
 * Does what puts a person into another zone, and publishes in which zone they read the times of their seats now, where
 * it is another: reminders are planned by zone. Locks the slots first, as all does that locks slots and people.
 */
export async function rezoneSeats(tx: Tx, personId: string, change: () => Promise<void>): Promise<void> {
  const slots = await lockSlots(tx, await findSlotsAhead(tx.manager, personId, tx.now));
  const wanted = slots.map(({ slot }) => ({ slotId: slot.id, personId, personIds: [personId], seatIds: [] }));
  const before = zones(await findGuests(tx, wanted));
  await change();
  const after = zones(await findGuests(tx, wanted));
  const seats = await findSeats(tx, wanted);

  for (const { slot } of slots) {
    const zone = after.get(slot.id)!;
    // One person, one seat in a slot.
    const seat = seats.find(({ slotId }) => slotId === slot.id);
    if (!seat || zone === before.get(slot.id)) continue;
    const { id: seatId, status, groupSize, cause, expiresAt } = seat;
    const until = expiresAt && { until: expiresAt.toISOString() };
    tx.publish(SeatsChanged, {
      slotId: slot.id,
      sessionId: slot.sessionId,
      changes: [{ seatId, personId, from: status, to: status, groupSize, zone, cause, ...until }],
    });
  }
}

function zones(guests: readonly SlotGuest[]): Map<string, string> {
  return new Map(guests.map(({ slotId, zone }) => [slotId, zone]));
}
