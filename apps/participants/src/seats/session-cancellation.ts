import type { Tx } from '#platform';
import { In } from 'typeorm';
import { Slot } from '../slots/slot.entity.js';
import { Seat } from './seat.entity.js';
import { Seating } from './seating.js';
import { ACTIVE } from './seats.rules.js';

/** Cancels every seat, held or waited for, of a session that has been cancelled. Nobody is promoted. */
export async function cancelSeatsOfSession(tx: Tx, sessionId: string): Promise<void> {
  const slots = await tx.manager.find(Slot, { where: { sessionId }, order: { id: 'ASC' } });
  for (const { id } of slots) {
    const seating = await Seating.lock(tx, id);
    if (!seating) continue;
    const seats = await tx.manager.find(Seat, {
      where: { slotId: id, status: In([...ACTIVE]) },
      order: { id: 'ASC' },
    });
    seating.cancel(seats, 'session-cancelled');
    await seating.save();
  }
}
