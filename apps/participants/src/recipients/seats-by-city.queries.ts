import type { CountSeatsByCity, OutputOf } from '#contracts';
import type { EntityManager } from 'typeorm';

/** Seats that are taken or waited for, by session, mode and the city of who has them. */
export function countSeatsByCity(
  manager: EntityManager,
  sessionIds: readonly string[],
): Promise<OutputOf<typeof CountSeatsByCity>['items']> {
  return manager.query(
    `SELECT slot.session_id AS "sessionId", slot.mode, seat.city,
            coalesce(sum(seat.group_size) FILTER (WHERE seat.status <> 'waiting'), 0)::int AS taken,
            coalesce(sum(seat.group_size) FILTER (WHERE seat.status = 'waiting'), 0)::int AS waiting
     FROM slots slot
     JOIN seats seat ON seat.slot_id = slot.id AND seat.status IN ('held', 'confirmed', 'offered', 'waiting')
     WHERE slot.session_id = ANY($1)
     GROUP BY slot.session_id, slot.mode, seat.city
     ORDER BY slot.session_id, slot.mode, seat.city`,
    [sessionIds],
  );
}
