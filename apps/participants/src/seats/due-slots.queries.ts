import type { EntityManager } from 'typeorm';
import { KEPT_UNTIL_HOURS_BEFORE } from '../slots/slots.rules.js';
import { LAPSES_AFTER_MINUTES } from './lapse.rules.js';

/** The ids of slots in which time has brought something that nobody has done yet, at most so many. */
export async function findDueSlots(manager: EntityManager, limit: number): Promise<string[]> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT id FROM (
       SELECT seat.slot_id AS id FROM seats seat
       WHERE seat.status IN ('held', 'offered') AND seat.expires_at <= clock_now()
       UNION
       SELECT slot.id FROM slots slot JOIN sessions session ON session.id = slot.session_id
       WHERE slot.waiting > 0 AND session.status = 'scheduled'
         AND (session.starts_at IS NULL
              OR session.starts_at + make_interval(mins => session.duration_minutes) > clock_now())
         AND (
           (coalesce(slot.kept_until, session.starts_at - make_interval(hours => $1)) <= clock_now()
            AND EXISTS (SELECT FROM seats seat WHERE seat.slot_id = slot.id AND seat.status = 'waiting'
                          AND seat.group_size <= slot.capacity - slot.held - slot.confirmed - slot.offered))
           OR (slot.lapse AND session.starts_at + make_interval(mins => $2) <= clock_now()
               AND EXISTS (SELECT FROM seats seat WHERE seat.slot_id = slot.id AND seat.status = 'confirmed'
                             AND seat.joined_at IS NULL AND seat.changed_at <= clock_now() - make_interval(mins => $2)))
         )
     ) due
     ORDER BY id LIMIT $3`,
    [KEPT_UNTIL_HOURS_BEFORE, LAPSES_AFTER_MINUTES, limit],
  );
  return rows.map(({ id }) => id);
}
