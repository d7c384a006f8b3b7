import type { MoveEffects } from '#contracts';
import { readCursor, toPage } from '#platform';
import { In, IsNull, Not, type EntityManager } from 'typeorm';
import type { DraftScope } from '../scheduling/session.queries.js';
import { loadSessions } from '../scheduling/session.queries.js';
import type { PlannedSession } from './consequences.rules.js';
import { Move } from './move.entity.js';

/** The sessions of a programme that have a start and are not cancelled, as plans see them. */
export async function loadPlanned(manager: EntityManager, programmeId: string): Promise<PlannedSession[]> {
  const sessions = await loadSessions(manager, {
    programmeId,
    startsAt: Not(IsNull()),
    status: Not('cancelled'),
  });
  return sessions.flatMap((session) => {
    const { id, eventId, version } = session;
    const content = session.content();
    const booking = session.booking();
    return content.start && booking
      ? [{ id, eventId, version, content: { ...content, start: content.start }, booking }]
      : [];
  });
}

/** The open moves of a programme and the sessions they would move. */
export async function loadOpenMoves(
  manager: EntityManager,
  programmeId: string,
): Promise<MoveEffects['openMoves']> {
  const open = await manager.find(Move, {
    where: { programmeId, status: 'proposed' },
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
            OR status = 'proposed' AND asked @> jsonb_build_array(jsonb_build_object('city', $4)) AND NOT answers ? $4)
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

/** What time has brought to an open move. */
export interface DueMove {
  id: string;
  kind: 'half-way' | 'deadline' | 'overtaken';
}

/**
 * Open moves whose time to answer, or half of it, is over, and those that cities are asked about in vain because a session
 * was cancelled or has got another start meanwhile; the longest due first.
 */
export function findDue(manager: EntityManager, limit: number): Promise<DueMove[]> {
  return manager.query(
    `SELECT id, kind FROM (
       SELECT id, deadline,
              CASE WHEN deadline <= clock_now() THEN 'deadline'
                   WHEN EXISTS (SELECT FROM jsonb_array_elements(move.sessions) AS moved
                                JOIN sessions session ON session.id = moved ->> 'id'
                                WHERE session.status = 'cancelled'
                                   OR session.starts_at <> (moved -> 'from' ->> 'instant')::timestamptz)
                     THEN 'overtaken'
                   WHEN reminded_at IS NULL AND remind_at <= clock_now() THEN 'half-way'
              END AS kind
       FROM moves move WHERE status = 'proposed'
     ) AS open
     WHERE kind IS NOT NULL ORDER BY deadline, id LIMIT $1`,
    [limit],
  );
}
