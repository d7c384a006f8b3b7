import type { Text } from '#contracts';
import { readCursor, toPage } from '#platform';
import type { EntityManager } from 'typeorm';
import type { LedgerLine } from '#contracts';
import type { Units } from './ledger.rules.js';

/** The last entry of each session and city: what their line is. Sums of units are whole and far below 2^53. */
const LAST_ENTRIES = `
  SELECT DISTINCT ON (session_id, city) session_id, city, burden
  FROM ledger_entries WHERE %filter% ORDER BY session_id, city, id DESC`;

/** What the ledger says of a session. */
export async function writtenLines(manager: EntityManager, sessionId: string): Promise<Map<string, Units>> {
  const rows = await manager.query<{ city: string; burden: Units }[]>(
    `SELECT city, burden::float8 AS burden FROM (${LAST_ENTRIES.replace('%filter%', 'session_id = $1')}) AS line
     WHERE burden IS NOT NULL`,
    [sessionId],
  );
  return new Map(rows.map(({ city, burden }) => [city, burden]));
}

export interface CityTotal {
  city: string;
  opening: Units;
  total: Units;
}

/** Every account of a programme with its total. */
export function totalsOf(manager: EntityManager, programmeId: string): Promise<CityTotal[]> {
  return manager.query<CityTotal[]>(
    `SELECT city, opening::float8 AS opening, (opening + coalesce(sum(change), 0))::float8 AS total
     FROM ledger_accounts LEFT JOIN ledger_entries USING (programme_id, city)
     WHERE programme_id = $1 GROUP BY programme_id, city ORDER BY city`,
    [programmeId],
  );
}

export interface CurrentLine {
  city: string;
  /** Of the session. */
  startsAt: Date;
  burden: Units;
}

/** The lines of a programme that stand, in order of their sessions' starts. */
export function currentLines(manager: EntityManager, programmeId: string): Promise<CurrentLine[]> {
  return manager.query<CurrentLine[]>(
    `SELECT city, starts_at AS "startsAt", burden::float8 AS burden
     FROM (${LAST_ENTRIES.replace('%filter%', 'programme_id = $1')}) AS line JOIN sessions ON sessions.id = session_id
     WHERE burden IS NOT NULL ORDER BY starts_at, session_id, city`,
    [programmeId],
  );
}

export interface WrittenEntry {
  id: string;
  session: string;
  title: Text;
  city: string;
  kind: LedgerLine['kind'];
  burden: Units | null;
  change: Units;
  enteredAt: Date;
}

/** One page of entries, newest first; `cursor` holds the last id of the page before. */
export async function pageEntries(
  manager: EntityManager,
  programmeId: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: WrittenEntry[]; next: string | null }> {
  const [last] = readCursor(cursor) ?? [];
  const rows = await manager.query<WrittenEntry[]>(
    `SELECT entry.id, session_id AS session, title, city, kind, burden::float8 AS burden, change::float8 AS change,
            entered_at AS "enteredAt"
     FROM ledger_entries AS entry JOIN sessions ON sessions.id = session_id
     WHERE entry.programme_id = $1 AND ($2::bigint IS NULL OR entry.id < $2)
     ORDER BY entry.id DESC LIMIT $3`,
    [programmeId, last !== undefined && /^\d{1,18}$/.test(last) ? last : null, limit + 1],
  );
  return toPage(rows, limit, ({ id }) => [id]);
}
