import type { MoveEffects } from '#contracts';
import { readCursor, toPage } from '#platform';
import { ArrayOverlap, In, IsNull, Not, type EntityManager } from 'typeorm';
import { tiedTo } from '../relations/placed.rules.js';
import type { Booking } from '../scheduling/conflict.rules.js';
import type { Session } from '../scheduling/session.entity.js';
import type { DraftScope } from '../scheduling/session.queries.js';
import { loadSessions } from '../scheduling/session.queries.js';
import type { PlannedSession } from './consequences.rules.js';
import { Move } from './move.entity.js';

/** Those of these sessions that have a start and are not cancelled, as plans see them. */
export async function loadPlanned(manager: EntityManager, ids: readonly string[]): Promise<PlannedSession[]> {
  return plannedOf(
    await loadSessions(manager, {
      id: In([...ids]),
      startsAt: Not(IsNull()),
      status: Not('cancelled'),
    }),
  );
}

/** Those of these sessions that have a start and are not cancelled, as plans see them, in the order of their ids. */
export function plannedOf(sessions: readonly Session[]): PlannedSession[] {
  return [...sessions].sort(byId).flatMap((session) => {
    const { id, eventId, version } = session;
    const content = session.content();
    const booking = session.booking();
    return content.start && booking
      ? [{ id, eventId, version, content: { ...content, start: content.start }, booking }]
      : [];
  });
}

/** What a move of these sessions can drag along, and they themselves: all that relations tie to them. */
export async function loadTied(
  manager: EntityManager,
  programmeId: string,
  ids: readonly string[],
): Promise<PlannedSession[]> {
  const related = await manager.query<Pick<Session, 'id' | 'relations'>[]>(
    `SELECT id, relations FROM sessions WHERE programme_id = $1 AND status <> 'cancelled' AND relations <> '[]'`,
    [programmeId],
  );
  return loadPlanned(manager, [...tiedTo(ids, related)]);
}

/**
 * What others have booked of the places and speakers of sessions that move, at the times that they move to. A schedule may
 * hold thousands of sessions, so the database looks for those that meet.
 */
export async function loadMet(
  manager: EntityManager,
  moves: readonly { id: string; startsAt: number; endsAt: number }[],
): Promise<Booking[]> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT DISTINCT other.id
     FROM unnest($1::text[], $2::timestamptz[], $3::timestamptz[]) AS moved(id, starts_at, ends_at)
     JOIN sessions own ON own.id = moved.id
     JOIN sessions other ON other.event_id = own.event_id AND other.status <> 'cancelled'
      AND coalesce(other.starts_at, 'infinity') < moved.ends_at
      -- No session lasts longer than a day: so the index bounds what is looked at.
      AND coalesce(other.starts_at, 'infinity') > moved.starts_at - INTERVAL '1 day'
      AND other.starts_at + make_interval(mins => other.duration_minutes) > moved.starts_at
     WHERE other.id <> ALL ($1)
       AND (other.place_id = own.place_id
            OR EXISTS (SELECT FROM session_speakers theirs JOIN session_speakers ours USING (speaker_id)
                       WHERE theirs.session_id = other.id AND ours.session_id = own.id))`,
    [
      moves.map(({ id }) => id),
      moves.map(({ startsAt }) => new Date(startsAt)),
      moves.map(({ endsAt }) => new Date(endsAt)),
    ],
  );
  const met = await loadSessions(manager, { id: In(rows.map(({ id }) => id)) });
  return met.sort(byId).flatMap((session) => session.booking() ?? []);
}

const byId = (a: Session, b: Session) => (a.id < b.id ? -1 : 1);

/** The open moves of these sessions, and all the sessions they would move. */
export async function loadOpenMoves(
  manager: EntityManager,
  sessionIds: readonly string[],
): Promise<MoveEffects['openMoves']> {
  const open = await manager.find(Move, {
    where: { sessionIds: ArrayOverlap([...sessionIds]), status: 'proposed' },
    select: { id: true, sessionIds: true },
    order: { id: 'ASC' },
  });
  return open.map(({ id, sessionIds }) => ({ id, sessions: sessionIds }));
}

export interface MoveFilter {
  ids?: string[] | undefined;
  programmeIds?: string[] | undefined;
  sessionIds?: string[] | undefined;
  awaiting?: string | undefined;
}

/** One page, newest first; `cursor` holds the last id of the page before, and ids rise with time. */
export async function pageMoves(
  manager: EntityManager,
  filter: MoveFilter,
  scope: DraftScope,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: Move[]; next: string | null }> {
  const [last] = readCursor(cursor) ?? [];
  const keys = await manager.query<{ id: string }[]>(
    `SELECT id FROM moves
     WHERE ($1::text[] IS NULL OR id = ANY ($1))
       AND ($2::text[] IS NULL OR programme_id = ANY ($2))
       AND ($3::text[] IS NULL OR session_ids && $3)
       AND ($4::text IS NULL
            OR status = 'proposed' AND asked @> jsonb_build_array(jsonb_build_object('city', $4)) AND NOT answers ? $4
               AND NOT gone @> jsonb_build_array(jsonb_build_object('city', $4)))
       AND ($5::text[] IS NULL OR programme_id = ANY ($5))
       AND ($6::text IS NULL OR id < $6)
     ORDER BY id DESC LIMIT $7`,
    [
      filter.ids ?? null,
      filter.programmeIds ?? null,
      filter.sessionIds ?? null,
      filter.awaiting ?? null,
      scope === 'all' ? null : scope,
      last ?? null,
      limit + 1,
    ],
  );
  const page = toPage(keys, limit, ({ id }) => [id]);
  const moves = await manager.findBy(Move, { id: In(page.items.map(({ id }) => id)) });
  const byId = new Map(moves.map((move) => [move.id, move]));
  return { items: page.items.flatMap(({ id }) => byId.get(id) ?? []), next: page.next };
}

/** Whether a moved session, as it was proposed for, needs a city's consent (consent.rules). */
const REQUIRES = `moved -> 'base' ->> 'status' = 'scheduled'
  AND moved -> 'base' -> 'parts' ->> (city ->> 'city') = 'required'
  AND moved -> 'base' -> 'ownCity' <> city -> 'city'`;

/** Whether a moved session is not what the cities are asked about: `changedSince` (base.rules), field by field. */
const CHANGED = `session.status <> base ->> 'status'
  OR session.starts_at IS DISTINCT FROM (base #>> '{start,instant}')::timestamptz
  OR session.start_local <> base #>> '{start,local}'
  OR session.start_zone <> base #>> '{start,zone}'
  OR session.duration_minutes <> (base ->> 'durationMinutes')::integer
  OR session.purpose <> base ->> 'purpose'
  OR session.parts <> base -> 'parts'
  OR session.relations <> base -> 'relations'
  OR session.place_id IS DISTINCT FROM base #>> '{place,id}'
  OR place.city <> base #>> '{place,city}'
  OR base -> 'speakers' <> to_jsonb(ARRAY(
       SELECT speaker_id FROM session_speakers WHERE session_id = session.id ORDER BY position))`;

/** What time, or the departure of a city, has brought to an open move. */
export interface DueMove {
  id: string;
  kind: 'half-way' | 'deadline' | 'overtaken' | 'left';
}

/**
 * Open moves whose time to answer, or half of it, is over, those that cities are asked about in vain because a session was
 * cancelled or is not what they agree to any more, and those that wait for a city that has left; the longest due first.
 */
export function findDue(manager: EntityManager, limit: number): Promise<DueMove[]> {
  return manager.query(
    `SELECT id, kind FROM (
       SELECT id, deadline,
              CASE WHEN deadline <= clock_now() THEN 'deadline'
                   WHEN EXISTS (SELECT FROM jsonb_array_elements(move.sessions) AS moved
                                CROSS JOIN LATERAL (SELECT moved -> 'base' AS base) AS agreed
                                JOIN sessions session ON session.id = moved ->> 'id'
                                LEFT JOIN places place ON place.id = session.place_id
                                WHERE ${CHANGED})
                     THEN 'overtaken'
                   WHEN EXISTS (
                     SELECT FROM jsonb_array_elements(asked) AS city
                     WHERE NOT gone @> jsonb_build_array(jsonb_build_object('city', city -> 'city'))
                       AND EXISTS (SELECT FROM jsonb_array_elements(move.sessions) AS moved WHERE ${REQUIRES})
                       AND NOT EXISTS (
                         SELECT FROM jsonb_array_elements(move.sessions) AS moved
                         JOIN events event ON event.id = moved ->> 'eventId'
                         WHERE ${REQUIRES} AND NOT EXISTS (
                           SELECT FROM jsonb_array_elements(event.partners) AS partner
                           WHERE partner -> 'city' = city -> 'city'
                             AND partner ->> 'status' IN ('declined', 'withdrawn'))))
                     THEN 'left'
                   WHEN reminded_at IS NULL AND remind_at <= clock_now() THEN 'half-way'
              END AS kind
       FROM moves move WHERE status = 'proposed'
     ) AS open
     WHERE kind IS NOT NULL ORDER BY deadline, id LIMIT $1`,
    [limit],
  );
}
