import type { EntityManager } from 'typeorm';
import type { Readers, Wanted } from './wanted.rules.js';

/**
 * Where the people of a session read: at most a row per zone and rule. A probe of an index per zone instead of a look at
 * every person, so that moving a session takes as long whether it has a thousand people or a hundred thousand.
 */
export async function findReaders(manager: EntityManager, sessionId: string): Promise<Readers> {
  const zones = await manager.query<{ zone: string; waits: boolean }[]>(
    `WITH RECURSIVE present AS (
       (SELECT zone FROM presences WHERE session_id = $1 AND active ORDER BY zone LIMIT 1)
       UNION ALL
       SELECT (SELECT zone FROM presences WHERE session_id = $1 AND active AND zone > present.zone ORDER BY zone LIMIT 1)
       FROM present WHERE present.zone IS NOT NULL
     )
     SELECT zone, EXISTS (
       SELECT FROM presences
       WHERE session_id = $1 AND active AND status = 'waiting' AND presences.zone = present.zone
     ) AS waits
     FROM present WHERE zone IS NOT NULL ORDER BY zone`,
    [sessionId],
  );
  const own = await manager.query<{ rule: string; zone: string }[]>(
    `SELECT DISTINCT rule, zone FROM presences JOIN preferences USING (person_id), unnest(reminders) AS rule
     WHERE session_id = $1 AND active AND reminders <> '{}' ORDER BY rule, zone`,
    [sessionId],
  );
  return {
    present: zones.map(({ zone }) => zone),
    waiting: zones.filter(({ waits }) => waits).map(({ zone }) => zone),
    own,
  };
}

/** How many people a session's reminder of this rule, zone and audience would reach as seats are now. */
export async function countReaders(
  manager: EntityManager,
  sessionId: string,
): Promise<(reminder: Wanted) => number> {
  const rows = await manager.query<{ zone: string; waits: boolean; own: string[] | null; people: number }[]>(
    `SELECT zone, coalesce(status = 'waiting', false) AS waits, preferences.reminders AS own, count(DISTINCT seat_id)::int AS people
     FROM presences LEFT JOIN preferences USING (person_id)
     WHERE session_id = $1 AND active AND NOT coalesce('reminders' = ANY(off), false) GROUP BY 1, 2, 3`,
    [sessionId],
  );
  return ({ rule, zone, audience }) =>
    rows
      .filter((row) => row.zone === zone && row.waits === (audience === 'waiting'))
      .filter((row) => audience !== 'own' || row.own?.includes(rule))
      .reduce((sum, { people }) => sum + people, 0);
}
