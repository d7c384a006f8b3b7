import type { RezonedSession, Start, Text } from '#contracts';
import { formatInstant } from '#time';
import type { EntityManager } from 'typeorm';
import type { PlacedSession } from '../relations/binding.rules.js';
import type { Session } from '../scheduling/session.entity.js';

/** Sessions to come: what has begun stays as it was, and what is cancelled is over. */
const TO_COME = `status <> 'cancelled' AND starts_at > clock_now()`;

/** A stored start with what a report says of its session. */
export interface StoredStart extends Start {
  id: string;
  eventId: string;
  title: Text;
}

/** The tzdb versions by which sessions to come are stored. */
export async function storedVersions(manager: EntityManager): Promise<string[]> {
  const rows = await manager.query<{ start_tzdb: string }[]>(
    `SELECT DISTINCT start_tzdb FROM sessions WHERE ${TO_COME}`,
  );
  return rows.map((row) => row.start_tzdb);
}

/** So many sessions to come of these versions, event by event, after one of them. */
export async function storedStarts(
  manager: EntityManager,
  versions: readonly string[],
  limit: number,
  after: Pick<StoredStart, 'eventId' | 'id'> | null = null,
): Promise<StoredStart[]> {
  const rows = await manager.query<(Omit<StoredStart, 'instant'> & { startsAt: Date })[]>(
    `SELECT id, event_id AS "eventId", title, start_local AS local, start_zone AS zone, start_offset AS "offset",
            starts_at AS "startsAt", start_tzdb AS tzdb
     FROM sessions
     WHERE ${TO_COME} AND start_tzdb = ANY ($1) AND ($3::text IS NULL OR (event_id, id) > ($2, $3))
     ORDER BY event_id, id LIMIT $4`,
    [versions, after?.eventId ?? null, after?.id ?? null, limit],
  );
  return rows.map(({ startsAt, ...row }) => ({ ...row, instant: formatInstant(startsAt) }));
}

/** Nobody changes a session of these events until the transaction ends. */
export async function lockEvents(manager: EntityManager, ids: readonly string[]): Promise<void> {
  await manager.query('SELECT 1 FROM events WHERE id = ANY ($1) ORDER BY id FOR UPDATE', [ids]);
}

/** Says that starts were read by this version and are the same. */
export async function confirmStarts(
  manager: EntityManager,
  ids: readonly string[],
  version: string,
): Promise<void> {
  await manager.query('UPDATE sessions SET start_tzdb = $2 WHERE id = ANY ($1)', [ids, version]);
}

/** What relations need to know of all placed sessions of the programmes that these sessions are in. */
export async function loadNeighbours(
  manager: EntityManager,
  sessionIds: readonly string[],
): Promise<PlacedSession[]> {
  const rows = await manager.query<
    (Pick<Session, 'id' | 'durationMinutes' | 'relations'> & { startsAt: Date; zone: string })[]
  >(
    `SELECT id, duration_minutes AS "durationMinutes", relations, starts_at AS "startsAt", start_zone AS zone
     FROM sessions
     WHERE status <> 'cancelled' AND starts_at IS NOT NULL
       AND programme_id IN (SELECT programme_id FROM sessions WHERE id = ANY ($1))
     ORDER BY id`,
    [sessionIds],
  );
  return rows.map(({ startsAt, ...row }) => ({ ...row, start: startsAt.getTime() }));
}

/** What an upgrade has changed, in order of the new starts; at most `limit`. */
export async function rezonedSessions(
  manager: EntityManager,
  upgradeId: string,
  limit: number | null,
): Promise<RezonedSession[]> {
  return manager.query<RezonedSession[]>(
    `SELECT session_id AS "sessionId", title, rezoned."from", rezoned."to", settled
     FROM rezoned_sessions AS rezoned JOIN sessions ON sessions.id = session_id
     WHERE upgrade_id = $1 ORDER BY rezoned."to" ->> 'instant', session_id LIMIT $2`,
    [upgradeId, limit],
  );
}
