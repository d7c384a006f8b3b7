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

/**
 * Takes open dispatches that nobody works on, the urgent and the oldest first, for the length of a lease. News of a session,
 * or of what a city is asked, is written to people in the order in which it happened, by the database's clock, whichever
 * worker has it: a later one waits until the one before is written. A reminder waits for nothing, and nothing for a
 * reminder.
 */
export async function claimDispatches(dataSource: DataSource, limit: number): Promise<Dispatch[]> {
  const [rows] = await dataSource.query<[Dispatch[], number]>(
    `UPDATE dispatches SET lease_until = clock_timestamp() + ${LEASE}, attempts = attempts + 1
     WHERE id IN (
       SELECT id FROM dispatches AS next
       WHERE state = 'open' AND next_try_at <= clock_timestamp() AND (due_at IS NULL OR due_at <= clock_now())
         AND (lease_until IS NULL OR lease_until <= clock_timestamp())
         AND (notice = 'reminder' OR NOT EXISTS (
           SELECT FROM dispatches AS earlier
           WHERE (earlier.session_id = next.session_id OR earlier.matter_id = next.matter_id)
             AND (earlier.created_at, earlier.id) < (next.created_at, next.id)
             AND earlier.state = 'open' AND earlier.due_at IS NULL AND earlier.notice <> 'reminder'
         ))
       ORDER BY urgency, next_try_at LIMIT $1 FOR UPDATE SKIP LOCKED
     )
     RETURNING id, notice, session_id AS "sessionId", reminder_id AS "reminderId", generation, rule, zone, audience,
               seat_before AS "seatBefore", time_version AS "timeVersion", matter_id AS "matterId", role,
               programme_id AS "programmeId", cities, occasion, after, attempts`,
    [limit],
  );
  return rows;
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
                             occasion, audience)
     SELECT id, $1, person_id, $2, $3, $4, $5, $6, $7, city, due_at, occasion, $13
     FROM unnest($8::uuid[], $9::text[], $10::text[], $11::timestamptz[], $12::text[])
       AS person (id, person_id, city, due_at, occasion)
     ON CONFLICT DO NOTHING`,
    [
      dispatch.notice,
      dispatch.sessionId,
      session?.rule,
      session?.zone,
      // That a session is cancelled is told once, to those with a seat as to those who speak, whatever its time was.
      dispatch.notice === 'session-cancelled' ? null : session?.timeVersion,
      dispatch.matterId,
      matter?.role,
      people.map(({ id }) => id),
      people.map(({ personId }) => personId),
      people.map(({ city }) => city ?? null),
      people.map(({ dueAt }) => dueAt ?? null),
      people.map(({ occasion }) => occasion ?? dispatch.occasion),
      dispatch.audience,
    ],
  );
}

/**
 * Notes of each where its next page begins; other notices have their turn before that. Where there is none, all deliveries are written: a reminder has fired then,
 * unless it was planned anew meanwhile.
 */
export async function turnPages(
  { manager }: Tx,
  pages: readonly { dispatch: Dispatch; next: string | null }[],
): Promise<void> {
  await manager.query(
    `WITH turned AS (
       UPDATE dispatches
       SET after = page.next, attempts = 0, lease_until = NULL, next_try_at = clock_timestamp(), state = CASE WHEN page.next IS NULL THEN 'done' ELSE 'open' END
       FROM unnest($1::uuid[], $2::text[]) AS page (id, next) WHERE dispatches.id = page.id
       RETURNING dispatches.state, reminder_id, generation
     )
     UPDATE reminders SET state = 'fired' FROM turned
     WHERE turned.state = 'done' AND reminders.id = reminder_id AND reminders.generation = turned.generation
       AND reminders.state = 'firing'`,
    [pages.map(({ dispatch }) => dispatch.id), pages.map(({ next }) => next)],
  );
}
