import type { EntityManager } from 'typeorm';
import { HELD_MINUTES } from './holding.rules.js';

/** How often seats were asked for with this person's address lately; what is older than a day is forgotten. */
export async function countWishes(
  manager: EntityManager,
  personId: string,
  now: Date,
): Promise<{ inTime: number; inDay: number }> {
  await manager.query(
    `DELETE FROM seat_wishes WHERE person_id = $1 AND created_at <= $2::timestamptz - interval '1 day'`,
    [personId, now],
  );
  const [row] = await manager.query<{ inTime: number; inDay: number }[]>(
    `SELECT count(*) FILTER (WHERE created_at > $2::timestamptz - make_interval(mins => $3))::int AS "inTime",
            count(*)::int AS "inDay"
     FROM seat_wishes WHERE person_id = $1`,
    [personId, now, HELD_MINUTES],
  );
  return row!;
}

/** Seats of a slot that are held for addresses that are not confirmed yet. */
export async function countHeld(manager: EntityManager, slotId: string): Promise<number> {
  const [row] = await manager.query<{ held: number }[]>(
    `SELECT count(*)::int AS held FROM seats WHERE slot_id = $1 AND status = 'held' AND block_id IS NULL`,
    [slotId],
  );
  return row!.held;
}

/** What somebody has asked for without a login and gets by signing in: a seat that is held for them, or a place that is drawn. */
export interface OpenWish {
  readonly sessionId: string;
  readonly isHeld: boolean;
  readonly until: Date;
}

/** Those of a person, one for each session, in order of their ends; not where they have a seat, or lost the held one. */
export function findOpenWishes(manager: EntityManager, personId: string, now: Date): Promise<OpenWish[]> {
  return manager.query(
    `SELECT slot.session_id AS "sessionId", bool_or(held.id IS NOT NULL) AS "isHeld",
            coalesce(min(wish.expires_at) FILTER (WHERE held.id IS NOT NULL), max(wish.expires_at)) AS until
     FROM seat_wishes wish
     JOIN slots slot ON slot.id = wish.slot_id
     LEFT JOIN seats held ON held.id = wish.seat_id AND held.status = 'held'
     WHERE wish.person_id = $1 AND wish.done_at IS NULL AND wish.expires_at > $2
       AND (wish.seat_id IS NULL OR held.id IS NOT NULL)
       AND NOT EXISTS (SELECT FROM seats own WHERE own.slot_id = wish.slot_id AND own.person_id = wish.person_id
                         AND own.status IN ('confirmed', 'waiting', 'offered'))
     GROUP BY slot.session_id ORDER BY until, slot.session_id`,
    [personId, now],
  );
}
