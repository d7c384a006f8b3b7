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
