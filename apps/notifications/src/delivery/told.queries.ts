import type { DataSource } from 'typeorm';
import type { ToldTime } from '../notices/known-time.rules.js';
import type { NoticeKind } from '../notices/notice.js';
import type { DeliveryEntity } from './delivery.entity.js';

/** By person, what mails about a session have told these people of its time, in the order in which they went out. */
export async function findToldTimes(
  dataSource: DataSource,
  sessionId: string,
  personIds: readonly string[],
): Promise<Map<string, ToldTime[]>> {
  const rows = await dataSource.query<(ToldTime & { personId: string })[]>(
    `SELECT person_id AS "personId", notice, state, told_start AS start, told_end AS "end" FROM deliveries
     WHERE person_id = ANY($1) AND session_id = $2 AND told_end IS NOT NULL
       AND state IN ('sending', 'sent', 'unknown')
     ORDER BY told_at, id`,
    [personIds, sessionId],
  );
  const told = new Map<string, ToldTime[]>();
  for (const { personId, ...mail } of rows) told.set(personId, [...(told.get(personId) ?? []), mail]);
  return told;
}

/**
 * Those of these deliveries after which another of the same kind waits to tell the same person of the same thing: both
 * would say what is true when they go out, and so the same. Later by the database's clock, as they go out.
 */
export async function findOvertaken(
  dataSource: DataSource,
  deliveries: readonly DeliveryEntity[],
): Promise<Set<string>> {
  const rows = await dataSource.query<{ id: string }[]>(
    `SELECT id FROM deliveries AS mine
     WHERE id = ANY($1) AND notice <> 'reminder' AND due_at IS NULL AND EXISTS (
       SELECT FROM deliveries AS later
       WHERE later.person_id = mine.person_id AND later.notice = mine.notice
         AND later.session_id IS NOT DISTINCT FROM mine.session_id
         AND later.matter_id IS NOT DISTINCT FROM mine.matter_id
         AND later.audience = mine.audience AND later.role IS NOT DISTINCT FROM mine.role AND later.city IS NOT DISTINCT FROM mine.city
         AND (later.created_at, later.id) > (mine.created_at, mine.id)
         AND later.due_at IS NULL AND later.state = 'pending'
     )`,
    [deliveries.map(({ id }) => id)],
  );
  return new Set(rows.map(({ id }) => id));
}

/** By delivery: which mail about the same seat went out last to its reader; left out where none did. */
export async function findToldSeats(
  dataSource: DataSource,
  deliveries: readonly DeliveryEntity[],
): Promise<Map<string, NoticeKind>> {
  const rows = await dataSource.query<{ id: string; notice: NoticeKind }[]>(
    `SELECT DISTINCT ON (mine.id) mine.id, told.notice
     FROM deliveries AS mine
     JOIN deliveries AS told ON told.person_id = mine.person_id AND told.session_id = mine.session_id
       AND split_part(told.occasion, ' ', 1) = split_part(mine.occasion, ' ', 1) AND told.id <> mine.id
       AND told.state IN ('sending', 'sent', 'unknown')
     WHERE mine.id = ANY($1)
     ORDER BY mine.id, told.told_at DESC NULLS LAST, told.created_at DESC`,
    [deliveries.map(({ id }) => id)],
  );
  return new Map(rows.map(({ id, notice }) => [id, notice]));
}
