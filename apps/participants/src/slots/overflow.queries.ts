import type { EntityManager } from 'typeorm';
import { Seat } from '../seats/seat.entity.js';

/**
 * The seats of a slot that can go back to the queue, by when their people got them: offers before confirmed ones, the
 * last first.
 */
export function findSeated(manager: EntityManager, slotId: string): Promise<Seat[]> {
  return manager
    .createQueryBuilder(Seat, 'seat')
    .where(`seat.slot_id = :slotId AND seat.status IN ('confirmed', 'offered') AND seat.block_id IS NULL`, {
      slotId,
    })
    .orderBy(`seat.status = 'offered'`, 'DESC')
    .addOrderBy(`(SELECT max(log.id) FROM seat_log log WHERE log.seat_id = seat.id)`, 'DESC')
    .getMany();
}
