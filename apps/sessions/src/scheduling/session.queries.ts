import { allows, type Actor } from '#contracts';
import { readCursor, toPage } from '#platform';
import { isInstant } from '#time';
import { In, type EntityManager, type FindOptionsWhere } from 'typeorm';
import type { RelatedSession } from './relation.rules.js';
import { Session } from './session.entity.js';

/** Sessions with all that belongs to them, in a fixed number of queries. Unordered. */
export function loadSessions(manager: EntityManager, where: FindOptionsWhere<Session>): Promise<Session[]> {
  return manager.find(Session, {
    where,
    relations: { event: true, place: true, speakers: { speaker: true } },
    order: { speakers: { position: 'ASC' } },
  });
}

export async function loadSession(manager: EntityManager, id: string): Promise<Session | undefined> {
  const [session] = await loadSessions(manager, { id });
  return session;
}

export interface SessionFilter {
  ids?: string[] | undefined;
  eventIds?: string[] | undefined;
  programmeIds?: string[] | undefined;
}

/** Whose drafts may be seen: everybody's, or those of these programmes. */
export type DraftScope = 'all' | string[];

export function draftScope(actor: Actor): DraftScope {
  if (allows(actor, 'draft.read')) return 'all';
  if (actor.kind !== 'person') return [];
  return actor.grants.flatMap(({ programmeId }) =>
    programmeId !== null && allows(actor, 'draft.read', { programmeId }) ? [programmeId] : [],
  );
}

/** Where sessions without a start stand in the order of starts; a timestamp to PostgreSQL. */
const UNPLACED = 'infinity';

/** One page in order of start, the unplaced last; `cursor` is the last page's `next`. */
export async function pageSessions(
  manager: EntityManager,
  filter: SessionFilter,
  drafts: DraftScope,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: Session[]; next: string | null }> {
  const after = readCursor(cursor, 2);
  const keys = await manager.query<{ id: string; starts_at: Date | null }[]>(
    `SELECT id, starts_at FROM sessions
     WHERE ($1::text[] IS NULL OR id = ANY ($1))
       AND ($2::text[] IS NULL OR event_id = ANY ($2))
       AND ($3::text[] IS NULL OR programme_id = ANY ($3))
       -- What was never released is its organizers' own, also once it is cancelled.
       AND (release IS NOT NULL OR $4::text[] IS NULL OR programme_id = ANY ($4))
       AND ($5::text IS NULL OR (coalesce(starts_at, '${UNPLACED}'), id) > ($6::timestamptz, $5))
     ORDER BY coalesce(starts_at, '${UNPLACED}'), id
     LIMIT $7`,
    [
      filter.ids ?? null,
      filter.eventIds ?? null,
      filter.programmeIds ?? null,
      drafts === 'all' ? null : drafts,
      after?.[1] ?? null,
      isInstant(after?.[0]) ? after[0] : UNPLACED,
      limit + 1,
    ],
  );
  const page = toPage(keys, limit, (key) => [key.starts_at?.toISOString() ?? UNPLACED, key.id]);
  const sessions = await loadSessions(manager, { id: In(page.items.map((key) => key.id)) });
  const byId = new Map(sessions.map((session) => [session.id, session]));
  return { items: page.items.flatMap(({ id }) => byId.get(id) ?? []), next: page.next };
}

/** The sessions that take place at some time between, in an event, without the cancelled. */
export async function loadMeanwhile(
  manager: EntityManager,
  session: Pick<Session, 'id' | 'eventId' | 'startsAt' | 'durationMinutes'>,
): Promise<Session[]> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT id FROM sessions
     WHERE event_id = $1 AND id <> $2 AND status <> 'cancelled'
       AND starts_at < $3::timestamptz + make_interval(mins => $4)
       AND starts_at + make_interval(mins => duration_minutes) > $3::timestamptz`,
    [session.eventId, session.id, session.startsAt, session.durationMinutes],
  );
  return loadSessions(manager, { id: In(rows.map((row) => row.id)) });
}

/** All sessions of a programme with the earlier ones that their relations point at. */
export function loadRelated(manager: EntityManager, programmeId: string): Promise<RelatedSession[]> {
  return manager.query<RelatedSession[]>(
    `SELECT id, slug, event_id AS "eventId",
            ARRAY(SELECT relation ->> 'session' FROM jsonb_array_elements(relations) AS relation) AS earlier
     FROM sessions WHERE programme_id = $1`,
    [programmeId],
  );
}
