import type { SettleDivergence, ParsedInputOf } from '#contracts';
import type { EntityManager } from 'typeorm';

type Keep = ParsedInputOf<typeof SettleDivergence>['keep'];

/** What was chosen for these sessions. */
export async function choicesOf(
  manager: EntityManager,
  sessionIds: readonly string[],
): Promise<Map<string, Keep>> {
  const rows = await manager.query<{ id: string; keep: Keep }[]>(
    'SELECT session_id AS id, keep FROM divergence_choices WHERE session_id = ANY ($1)',
    [sessionIds],
  );
  return new Map(rows.map(({ id, keep }) => [id, keep]));
}

/** The last choice counts. */
export async function saveChoices(
  manager: EntityManager,
  sessionIds: readonly string[],
  keep: Keep,
  city: string | undefined,
): Promise<void> {
  await manager.query(
    `INSERT INTO divergence_choices (session_id, keep, city, chosen_at)
     SELECT id, $2, $3, clock_now() FROM unnest($1::text[]) AS id
     ON CONFLICT (session_id) DO UPDATE SET keep = excluded.keep, city = excluded.city, chosen_at = excluded.chosen_at`,
    [sessionIds, keep, city ?? null],
  );
}

/** Released occurrences within so many days of which nobody has been warned, and nobody has chosen for. */
const UNWARNED = `
  status = 'scheduled' AND series_id IS NOT NULL AND NOT 'start' = ANY (series_exceptions)
  AND starts_at > clock_now() AND starts_at <= clock_now() + make_interval(days => $1)
  AND NOT EXISTS (SELECT FROM divergence_warnings WHERE session_id = sessions.id)
  AND NOT EXISTS (SELECT FROM divergence_choices WHERE session_id = sessions.id)`;

/** Series that have such occurrences. */
export async function unwarnedSeries(manager: EntityManager, days: number): Promise<string[]> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT DISTINCT series_id AS id FROM sessions WHERE ${UNWARNED} ORDER BY id`,
    [days],
  );
  return rows.map(({ id }) => id);
}

/** Notes the warning of those of these sessions that are due one and never had it; returns them. */
export async function noteWarnings(
  manager: EntityManager,
  sessionIds: readonly string[],
  days: number,
): Promise<Set<string>> {
  const rows = await manager.query<{ id: string }[]>(
    `INSERT INTO divergence_warnings (session_id, warned_at)
     SELECT id, clock_now() FROM sessions WHERE id = ANY ($2) AND ${UNWARNED}
     ON CONFLICT DO NOTHING RETURNING session_id AS id`,
    [days, sessionIds],
  );
  return new Set(rows.map(({ id }) => id));
}
