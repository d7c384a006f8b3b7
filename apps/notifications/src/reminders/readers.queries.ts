import type { EntityManager } from 'typeorm';
import type { Readers, Wanted } from './wanted.rules.js';

/** Where the people of a session read: at most a row per zone and rule, however many they are. */
export async function findReaders(manager: EntityManager, sessionId: string): Promise<Readers> {
  const zones = await manager.query<{ zone: string; waits: boolean }[]>(
    `SELECT zone, bool_or(status = 'waiting') AS waits FROM presences
     WHERE session_id = $1 AND active GROUP BY zone ORDER BY zone`,
    [sessionId],
  );
  const own = await manager.query<{ rule: string; zone: string }[]>(
    `SELECT DISTINCT rule, zone FROM presences JOIN preferences USING (person_id), unnest(reminders) AS rule
     WHERE session_id = $1 AND active ORDER BY rule, zone`,
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
