import type { Tx } from '#platform';
import type { EntityManager } from 'typeorm';
import type { SessionCopy } from '../programme/session-copy.entity.js';
import type { Audience } from './reminder.rules.js';
import type { Readers, Wanted } from './wanted.rules.js';

/** What of a session says whose it is. */
export type Peopled = Pick<SessionCopy, 'id' | 'programmeId' | 'speakers' | 'cities'>;

/** Roles that have to do with a session, as audiences; $1 its programme, $2 its speakers, $3 cities with a part in it. */
const ROLES_OF_SESSION = `
  SELECT person_id, zone, role || 's' AS audience FROM role_copies
  WHERE programme_id = $1 AND CASE role
    WHEN 'speaker' THEN id = ANY($2) WHEN 'liaison' THEN city = ANY($3) ELSE role = 'organizer'
  END`;

/** SQL condition: this row of `role_copies` has to do with this row of `session_copies`; both by their aliases. */
export function hasRoleIn(role: string, session: string): string {
  return `${session}.programme_id = ${role}.programme_id AND CASE ${role}.role
    WHEN 'speaker' THEN ${session}.speakers @> ARRAY[${role}.id] WHEN 'liaison' THEN ${role}.city = ANY(${session}.cities)
    ELSE ${role}.role = 'organizer' END`;
}

/**
 * Where the people of a session read: at most a row per zone and rule. A probe of an index per zone instead of a look at
 * every person, so that moving a session takes as long whether it has a thousand people or a hundred thousand.
 */
export async function findReaders(tx: Pick<Tx, 'run'>, session: Peopled): Promise<Readers> {
  const [zones, own, roles] = await Promise.all([
    tx.run<{ zone: string; waits: boolean; isDelegate: boolean }>(
      `WITH RECURSIVE present AS (
         (SELECT zone FROM presences WHERE session_id = $1 AND active ORDER BY zone LIMIT 1)
         UNION ALL
         SELECT (
           SELECT zone FROM presences WHERE session_id = $1 AND active AND zone > present.zone ORDER BY zone LIMIT 1
         )
         FROM present WHERE present.zone IS NOT NULL
       )
       SELECT zone, EXISTS (
         SELECT FROM presences
         WHERE session_id = $1 AND active AND status = 'waiting' AND presences.zone = present.zone
       ) AS waits, EXISTS (
         SELECT FROM presences WHERE session_id = $1 AND active AND is_delegate AND presences.zone = present.zone
       ) AS "isDelegate"
       FROM present WHERE zone IS NOT NULL ORDER BY zone`,
      [session.id],
    ),
    tx.run<{ rule: string; zone: string }>(
      `SELECT DISTINCT rule, zone FROM presences JOIN preferences USING (person_id), unnest(reminders) AS rule
       WHERE session_id = $1 AND active AND reminders <> '{}' ORDER BY rule, zone`,
      [session.id],
    ),
    tx.run<{ audience: Audience; zone: string }>(
      `SELECT DISTINCT audience, zone FROM (${ROLES_OF_SESSION}) AS role ORDER BY audience, zone`,
      [session.programmeId, session.speakers, session.cities],
    ),
  ]);
  const zonesOf = (wanted: Audience) =>
    roles.filter(({ audience }) => audience === wanted).map(({ zone }) => zone);
  return {
    present: zones.map(({ zone }) => zone),
    waiting: zones.filter(({ waits }) => waits).map(({ zone }) => zone),
    delegates: zones.filter(({ isDelegate }) => isDelegate).map(({ zone }) => zone),
    speakers: zonesOf('speakers'),
    liaisons: zonesOf('liaisons'),
    organizers: zonesOf('organizers'),
    own,
  };
}

/** How many people a session's reminder of this rule, zone and audience would reach as seats and roles are now. */
export async function countReaders(
  manager: EntityManager,
  session: Peopled,
): Promise<(reminder: Wanted) => number> {
  const seats = await manager.query<
    { zone: string; waits: boolean; isDelegate: boolean; own: string[] | null; people: number }[]
  >(
    `SELECT zone, coalesce(status = 'waiting', false) AS waits, is_delegate AS "isDelegate", preferences.reminders AS own,
            count(DISTINCT seat_id)::int AS people
     FROM presences LEFT JOIN preferences USING (person_id)
     WHERE session_id = $1 AND active AND NOT coalesce('reminders' = ANY(off), false) GROUP BY 1, 2, 3, 4`,
    [session.id],
  );
  const roles = await manager.query<{ audience: Audience; zone: string; people: number }[]>(
    `SELECT audience, zone, count(DISTINCT person_id)::int AS people
     FROM (${ROLES_OF_SESSION}) AS role LEFT JOIN preferences USING (person_id)
     WHERE NOT coalesce('reminders' = ANY(off), false) GROUP BY 1, 2`,
    [session.programmeId, session.speakers, session.cities],
  );
  const sum = (rows: readonly { people: number }[]) => rows.reduce((total, { people }) => total + people, 0);
  return ({ rule, zone, audience }) => {
    const here = seats.filter((row) => row.zone === zone && row.waits === (audience === 'waiting'));
    switch (audience) {
      case 'participants':
      case 'waiting':
        return sum(here);
      case 'delegates':
        return sum(here.filter(({ isDelegate }) => isDelegate));
      case 'own':
        return sum(here.filter(({ own }) => own?.includes(rule)));
      default:
        return sum(roles.filter((row) => row.zone === zone && row.audience === audience));
    }
  };
}
