import type { EntityManager } from 'typeorm';
import { ACTIVE } from '../seats/seats.rules.js';

/**
 * Locks a person, so that their seats in many slots can be counted. After the locks of slots, and one person at a time.
 * Not against FOR KEY SHARE: those who refer to the person go on.
 */
export async function lockPerson(manager: EntityManager, personId: string): Promise<void> {
  await manager.query('SELECT FROM persons WHERE id = $1 FOR NO KEY UPDATE', [personId]);
}

/** How many seats a person has, or waits for, in the slots of an event that have a limit, without one of their seats. */
export async function countSeatsInEvent(
  manager: EntityManager,
  personId: string,
  eventId: string,
  exceptSeatId: string | null,
): Promise<number> {
  const [row] = await manager.query<{ count: number }[]>(
    `SELECT coalesce(sum(seat.group_size), 0)::int AS count
     FROM seats seat JOIN slots slot ON slot.id = seat.slot_id JOIN sessions session ON session.id = slot.session_id
     WHERE seat.person_id = $1 AND session.event_id = $2 AND slot.max_per_person IS NOT NULL
       AND seat.status = ANY($3) AND seat.id IS DISTINCT FROM $4`,
    [personId, eventId, ACTIVE, exceptSeatId],
  );
  return row!.count;
}
