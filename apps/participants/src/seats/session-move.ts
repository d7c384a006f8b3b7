import type { Tx } from '#platform';
import { Slot } from '../slots/slot.entity.js';
import { Seating } from './seating.js';

/**
 * A session starts sooner than it did: what is offered, and places kept for names, are so until its start at the latest,
 * as those made from now on.
 */
export async function shortenToStart(tx: Tx, sessionId: string, startsAt: Date): Promise<void> {
  const slots = await tx.manager.find(Slot, { where: { sessionId }, order: { id: 'ASC' } });
  for (const { id } of slots) {
    const seating = await Seating.lock(tx, id);
    if (!seating) continue;
    await tx.manager.query(
      `UPDATE seats SET expires_at = $2
       WHERE slot_id = $1 AND expires_at > $2 AND (status = 'offered' OR (status = 'held' AND block_id IS NOT NULL))`,
      [id, startsAt],
    );
    await tx.manager.query(
      `UPDATE seat_blocks SET names_until = $2 WHERE slot_id = $1 AND names_until > $2`,
      [id, startsAt],
    );
    await seating.catchUp();
    await seating.save();
  }
}
