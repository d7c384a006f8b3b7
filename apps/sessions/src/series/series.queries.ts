import { readCursor, toPage } from '#platform';
import { In, type EntityManager } from 'typeorm';
import { Session } from '../scheduling/session.entity.js';
import { loadSessions, type DraftScope } from '../scheduling/session.queries.js';
import { Series } from './series.entity.js';

/** The occurrences of these series as they are listed, in order of the rule's wall times. */
export function loadOccurrences(manager: EntityManager, seriesIds: readonly string[]): Promise<Session[]> {
  return manager.find(Session, {
    where: { seriesId: In([...seriesIds]) },
    order: { occurrence: 'ASC', id: 'ASC' },
  });
}

/** All sessions that a series ever had, with all that belongs to them. */
export function loadSeriesSessions(manager: EntityManager, seriesId: string): Promise<Session[]> {
  return loadSessions(manager, { seriesId });
}

/** One page, oldest first, of series that have an occurrence which the reader may see. */
export async function pageSeries(
  manager: EntityManager,
  filter: { ids?: string[] | undefined; eventIds?: string[] | undefined },
  drafts: DraftScope,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: Series[]; next: string | null }> {
  const [after] = readCursor(cursor) ?? [];
  const keys = await manager.query<{ id: string }[]>(
    `SELECT id FROM series
     WHERE ($1::text[] IS NULL OR id = ANY ($1))
       AND ($2::text[] IS NULL OR event_id = ANY ($2))
       AND ($3::text[] IS NULL OR programme_id = ANY ($3)
            OR EXISTS (SELECT FROM sessions WHERE series_id = series.id AND release IS NOT NULL))
       AND ($4::text IS NULL OR id > $4)
     ORDER BY id LIMIT $5`,
    [filter.ids ?? null, filter.eventIds ?? null, drafts === 'all' ? null : drafts, after ?? null, limit + 1],
  );
  const page = toPage(keys, limit, ({ id }) => [id]);
  const found = await manager.findBy(Series, { id: In(page.items.map(({ id }) => id)) });
  const byId = new Map(found.map((series) => [series.id, series]));
  return { items: page.items.flatMap(({ id }) => byId.get(id) ?? []), next: page.next };
}

/** The sessions of an event that take up some of the time between two instants, without the cancelled. */
export async function loadBetween(
  manager: EntityManager,
  eventId: string,
  from: Date,
  to: Date,
): Promise<Session[]> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT id FROM sessions
     WHERE event_id = $1 AND status <> 'cancelled' AND starts_at < $3::timestamptz
       AND starts_at + make_interval(mins => duration_minutes) > $2::timestamptz`,
    [eventId, from, to],
  );
  return loadSessions(manager, { id: In(rows.map(({ id }) => id)) });
}

/** Writes the new names of occurrences in two steps, because one may take the name that another just gives up. */
export async function renameOccurrences(manager: EntityManager, sessions: readonly Session[]): Promise<void> {
  if (sessions.length === 0) return;
  const ids = sessions.map(({ id }) => id);
  await manager.query(`UPDATE sessions SET occurrence = 'renamed ' || id WHERE id = ANY ($1)`, [ids]);
  await manager.query(
    `UPDATE sessions SET occurrence = named.occurrence
     FROM unnest($1::text[], $2::text[]) AS named (id, occurrence) WHERE sessions.id = named.id`,
    [ids, sessions.map(({ occurrence }) => occurrence)],
  );
}
