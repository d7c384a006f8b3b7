import type { Availability } from '#contracts';
import type { EntityManager } from 'typeorm';
import type { DraftScope } from '../scheduling/session.queries.js';

export type BusyKind = 'speaker' | 'place';

/** Somebody or something that sessions take up, as far as the actor may know of it. */
export interface BusyOne {
  id: string;
  /** Whether the actor may see the drafts of its programme. */
  isInside: boolean;
  availability: Availability | null;
  zone: string | null;
}

/** How a session names who or what it takes up. */
const TAKEN_UP: Record<BusyKind, string> = {
  speaker: 'EXISTS (SELECT 1 FROM session_speakers WHERE session_id = sessions.id AND speaker_id = other.id)',
  place: 'place_id = other.id',
};
const TABLES: Record<BusyKind, string> = { speaker: 'speakers', place: 'places' };
/** A draft, and what was never released, is known to the people of its programme alone. */
const MAY_SEE = '(sessions.release IS NOT NULL OR $2::text[] IS NULL OR sessions.programme_id = ANY ($2))';

/** Those of these ids that exist and that the actor may know of, with when they can by their own clocks. */
export function findBusyOnes(
  manager: EntityManager,
  kind: BusyKind,
  ids: readonly string[],
  drafts: DraftScope,
): Promise<BusyOne[]> {
  return manager.query<BusyOne[]>(
    `SELECT other.id, ($2::text[] IS NULL OR programme_id = ANY ($2)) AS "isInside", availability, zone
     FROM ${TABLES[kind]} AS other JOIN events ON events.id = other.event_id
       LEFT JOIN cities ON cities.slug = coalesce(other.city, host_city)
     WHERE other.id = ANY ($1)
       AND ($2::text[] IS NULL OR programme_id = ANY ($2)
         OR EXISTS (SELECT 1 FROM sessions WHERE event_id = other.event_id AND ${TAKEN_UP[kind]} AND ${MAY_SEE}))`,
    [ids, drafts === 'all' ? null : drafts],
  );
}

/**
 * When sessions take them up. The same name in the same city, in another event of the programme, is the same person or
 * place: each event has a list of its own.
 */
export function findTaken(
  manager: EntityManager,
  kind: BusyKind,
  ids: readonly string[],
  drafts: DraftScope,
  window: { from: string; to: string },
): Promise<{ id: string; from: Date; to: Date }[]> {
  const table = TABLES[kind];
  return manager.query(
    `SELECT DISTINCT asked.id, starts_at AS "from", starts_at + make_interval(mins => duration_minutes) AS "to"
     FROM ${table} AS asked JOIN events AS own ON own.id = asked.event_id
       JOIN events ON events.programme_id = own.programme_id
       JOIN ${table} AS other ON other.event_id = events.id AND other.name = asked.name
         AND other.city IS NOT DISTINCT FROM asked.city
       JOIN sessions ON sessions.event_id = events.id AND ${TAKEN_UP[kind]}
     WHERE asked.id = ANY ($1) AND sessions.status <> 'cancelled' AND ${MAY_SEE}
       AND starts_at < $4::timestamptz AND starts_at + make_interval(mins => duration_minutes) > $3::timestamptz
     ORDER BY 1, 2`,
    [ids, drafts === 'all' ? null : drafts, window.from, window.to],
  );
}
