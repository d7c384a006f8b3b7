import type { Tx } from '#platform';
import type { DataSource } from 'typeorm';
import type { Dispatch } from './dispatch.js';

/** A delivery to be, of a page of recipients. */
export interface PagedPerson {
  id: string;
  personId: string;
  city?: string | null;
  /** Not before, where each person has a time of their own. */
  dueAt?: Date | null;
  occasion?: string | null;
}

/** Longer than a page of recipients may take. */
const LEASE = "interval '60 seconds'";

/** Takes an open dispatch that nobody works on, for the length of a lease; undefined when there is none. */
export async function claimDispatch(dataSource: DataSource): Promise<Dispatch | undefined> {
  const [[row]] = await dataSource.query<[Dispatch[], number]>(
    `UPDATE dispatches SET lease_until = clock_timestamp() + ${LEASE}, attempts = attempts + 1
     WHERE id = (
       SELECT id FROM dispatches
       WHERE state = 'open' AND next_try_at <= clock_timestamp() AND (due_at IS NULL OR due_at <= clock_now())
         AND (lease_until IS NULL OR lease_until <= clock_timestamp())
       ORDER BY next_try_at LIMIT 1 FOR UPDATE SKIP LOCKED
     )
     RETURNING id, notice, session_id AS "sessionId", reminder_id AS "reminderId", generation, rule, zone, audience,
               seat_before AS "seatBefore", time_version AS "timeVersion", matter_id AS "matterId", role,
               programme_id AS "programmeId", cities, occasion, after, attempts`,
  );
  return row;
}

/** Gives a dispatch back, to be tried again later. */
export async function postponeDispatch(dataSource: DataSource, id: string, delayMs: number): Promise<void> {
  await dataSource.query(
    `UPDATE dispatches SET lease_until = NULL, next_try_at = clock_timestamp() + $2 * interval '1 millisecond'
     WHERE id = $1`,
    [id, delayMs],
  );
}

/** Writes the deliveries of one page; who has one already keeps it. */
export async function savePage(
  { manager }: Tx,
  dispatch: Dispatch,
  people: readonly PagedPerson[],
): Promise<void> {
  const session = dispatch.matterId === null ? dispatch : null;
  const matter = dispatch.matterId === null ? null : dispatch;
  await manager.query(
    `INSERT INTO deliveries (id, notice, person_id, session_id, rule, zone, time_version, matter_id, role, city, due_at,
                             occasion)
     SELECT id, $1, person_id, $2, $3, $4, $5, $6, $7, city, due_at, occasion
     FROM unnest($8::uuid[], $9::text[], $10::text[], $11::timestamptz[], $12::text[])
       AS person (id, person_id, city, due_at, occasion)
     ON CONFLICT DO NOTHING`,
    [
      dispatch.notice,
      dispatch.sessionId,
      session?.rule,
      session?.zone,
      session?.timeVersion,
      dispatch.matterId,
      matter?.role,
      people.map(({ id }) => id),
      people.map(({ personId }) => personId),
      people.map(({ city }) => city ?? null),
      people.map(({ dueAt }) => dueAt ?? null),
      people.map(({ occasion }) => occasion ?? dispatch.occasion),
    ],
  );
}

/** Notes where the next page begins. */
export async function turnPage({ manager }: Tx, dispatch: Dispatch, next: string | null): Promise<void> {
  await manager.query('UPDATE dispatches SET after = $2, attempts = 0, lease_until = NULL WHERE id = $1', [
    dispatch.id,
    next,
  ]);
}

/** All deliveries are written; the reminder has fired, unless it was planned anew meanwhile. */
export async function closeDispatch({ manager }: Tx, dispatch: Dispatch): Promise<void> {
  await manager.query(`UPDATE dispatches SET state = 'done' WHERE id = $1`, [dispatch.id]);
  if (dispatch.matterId !== null) return;
  await manager.query(
    `UPDATE reminders SET state = 'fired' WHERE id = $1 AND generation = $2 AND state = 'firing'`,
    [dispatch.reminderId, dispatch.generation],
  );
}
