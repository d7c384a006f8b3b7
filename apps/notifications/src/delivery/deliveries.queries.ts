import { columnsOf, newId } from '#platform';
import type { DataSource, EntityManager } from 'typeorm';
import { TOLD } from '../reminders/reminded.queries.js';
import { DeliveryEntity } from './delivery.entity.js';
import type { Outcome } from './delivery.rules.js';

/** A claim covers asking for addresses and waiting for one's turn; each mail's own lease outlasts its SMTP timeouts. */
const CLAIM_LEASE = "interval '60 seconds'";
const SENDING_LEASE = "interval '45 seconds'";

const URGENCIES = [0, 1, 2];
/** Of what is taken at a time, at least so much is of each urgency that waits. */
const SMALLEST_SHARE = 1 / 8;

/**
 * Takes deliveries that are due and nobody else has taken, the urgent ones first, none of the others without a share.
 * Their state stays what it is until they are really sent. News of a session, or of what a city is asked, reaches a person
 * in the order in which it happened, by the database's clock (ids are of the processes' clocks): a later mail waits for an
 * earlier one. A reminder waits for nothing: it says what is true now, and it has its time. While mail is paused, nothing
 * is taken.
 * @param limit about how many
 */
export async function claimDue(manager: EntityManager, limit: number): Promise<DeliveryEntity[]> {
  const claimed: DeliveryEntity[] = [];
  for (const urgency of URGENCIES) {
    const share = Math.max(limit - claimed.length, Math.ceil(limit * SMALLEST_SHARE));
    claimed.push(...(await claimOf(manager, urgency, share)));
  }
  return claimed;
}

async function claimOf(manager: EntityManager, urgency: number, limit: number): Promise<DeliveryEntity[]> {
  const [rows] = await manager.query<[DeliveryEntity[], number]>(
    `UPDATE deliveries SET claim = $1, lease_until = clock_timestamp() + ${CLAIM_LEASE}
     WHERE id IN (
       SELECT id FROM deliveries AS due
       WHERE urgency = $3 AND state IN ('pending', 'unknown') AND next_try_at <= clock_timestamp()
         AND NOT EXISTS (SELECT FROM mail_pause WHERE paused_at IS NOT NULL)
         AND (lease_until IS NULL OR lease_until <= clock_timestamp())
         AND (due_at IS NULL OR due_at <= clock_now())
         AND (notice = 'reminder' OR NOT EXISTS (
           SELECT FROM deliveries AS earlier
           WHERE earlier.person_id = due.person_id
             AND (earlier.session_id = due.session_id
                  OR (earlier.matter_id = due.matter_id AND earlier.city IS NOT DISTINCT FROM due.city))
             AND (earlier.created_at, earlier.id) < (due.created_at, due.id)
             AND earlier.due_at IS NULL AND earlier.state IN ('pending', 'sending')
         ))
       ORDER BY next_try_at LIMIT $2 FOR UPDATE SKIP LOCKED
     )
     RETURNING ${columnsOf(manager, DeliveryEntity, 'deliveries')}`,
    [newId(), limit, urgency],
  );
  return rows;
}

/** Mails whose sender died between `sending` and the outcome: whether the server has them, nobody knows. */
export async function claimAbandoned(manager: EntityManager, limit: number): Promise<DeliveryEntity[]> {
  const [rows] = await manager.query<[DeliveryEntity[], number]>(
    `UPDATE deliveries SET claim = $1, lease_until = clock_timestamp() + ${CLAIM_LEASE}
     WHERE id IN (
       SELECT id FROM deliveries WHERE state = 'sending' AND lease_until <= clock_timestamp()
       LIMIT $2 FOR UPDATE SKIP LOCKED
     )
     RETURNING ${columnsOf(manager, DeliveryEntity, 'deliveries')}`,
    [newId(), limit],
  );
  return rows;
}

/** A try to send a mail, and what came of it. */
export interface Ended {
  delivery: DeliveryEntity;
  outcome: Outcome;
}

/**
 * In one statement, and so in one commit: notes that these mails are being sent, and what came of those.
 * @returns the ids of those that are this sender's to send: not those whose claim has passed to somebody else, and none
 *   while mail is paused
 */
export async function writeTurn(
  dataSource: DataSource,
  begun: readonly DeliveryEntity[],
  ended: readonly Ended[],
): Promise<Set<string>> {
  const rows = await dataSource.query<{ id: string }[]>(
    `WITH ended AS (
       UPDATE deliveries
       SET state = outcome.state, next_try_at = clock_timestamp() + outcome.retry_in_ms * interval '1 millisecond',
           lost_answers = outcome.lost_answers, why = outcome.why,
           sent_at = CASE WHEN outcome.why IS NULL THEN clock_now() ELSE sent_at END, claim = NULL, lease_until = NULL
       FROM unnest($3::uuid[], $4::uuid[], $5::text[], $6::int[], $7::int[], $8::text[])
         AS outcome (id, claim, state, retry_in_ms, lost_answers, why)
       WHERE deliveries.id = outcome.id AND deliveries.claim = outcome.claim
     ), begun AS (
       UPDATE deliveries
       SET state = 'sending', attempts = attempts + 1, lease_until = clock_timestamp() + ${SENDING_LEASE},
           told_start = mine.told_start, told_end = mine.told_end, told_at = clock_now()
       FROM unnest($1::uuid[], $2::uuid[], $9::timestamptz[], $10::timestamptz[])
         AS mine (id, claim, told_start, told_end)
       WHERE deliveries.id = mine.id AND deliveries.claim = mine.claim AND state IN ('pending', 'unknown')
         AND NOT EXISTS (SELECT FROM mail_pause WHERE paused_at IS NOT NULL)
       RETURNING deliveries.id
     )
     SELECT id FROM begun`,
    [
      begun.map(({ id }) => id),
      begun.map(({ claim }) => claim),
      ended.map(({ delivery }) => delivery.id),
      ended.map(({ delivery }) => delivery.claim),
      ended.map(({ outcome }) => outcome.state),
      ended.map(({ outcome }) => outcome.retryInMs),
      ended.map(({ outcome }) => outcome.lostAnswers),
      ended.map(({ outcome }) => outcome.why),
      begun.map(({ toldStart }) => toldStart),
      begun.map(({ toldEnd }) => toldEnd),
    ],
  );
  return new Set(rows.map(({ id }) => id));
}

/**
 * Ends deliveries that are not sent (any more); one that is unknown stays so. Of what a reminder's mail would have told
 * besides, the first that was kept back for it is sent instead, and tells of the others.
 */
export async function saveEnds(
  dataSource: DataSource,
  ends: readonly { delivery: DeliveryEntity; state: 'suppressed' | 'failed'; why: string }[],
): Promise<void> {
  if (ends.length === 0) return;
  await dataSource.query(
    `WITH ended AS (
       UPDATE deliveries
       SET state = CASE deliveries.state WHEN 'pending' THEN this.state ELSE deliveries.state END, why = this.why,
           next_try_at = NULL, claim = NULL, lease_until = NULL
       FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) AS this (id, claim, state, why)
       WHERE deliveries.id = this.id AND deliveries.claim = this.claim
       RETURNING deliveries.id, deliveries.state, person_id, session_id, rule
     ), heir AS (
       SELECT DISTINCT ON (ended.id) ended.id AS ended_id, kept.id
       FROM ended
       JOIN reminded ON reminded.delivery_id = ended.id AND reminded.session_id <> ended.session_id
       JOIN session_copies told
         ON told.id = reminded.session_id AND told.time_version = reminded.time_version AND told.status = 'scheduled'
       JOIN deliveries kept ON kept.person_id = ended.person_id AND kept.session_id = told.id
         AND kept.notice = 'reminder' AND kept.rule = ended.rule AND kept.time_version = told.time_version
         AND kept.state = 'suppressed' AND kept.why = $5
       WHERE ended.state <> 'unknown'
       ORDER BY ended.id, told.start->>'instant', told.id
     ), sent_instead AS (
       UPDATE deliveries SET state = 'pending', why = NULL, next_try_at = clock_timestamp()
       FROM heir WHERE deliveries.id = heir.id
     ), inherited AS (
       UPDATE reminded SET delivery_id = heir.id
       FROM heir, ended
       WHERE delivery_id = heir.ended_id AND ended.id = heir.ended_id AND reminded.session_id <> ended.session_id
     )
     -- Where none was kept back yet, it is left to those sessions' own reminders.
     DELETE FROM reminded USING ended
     WHERE delivery_id = ended.id
       AND (reminded.session_id = ended.session_id OR ended.id NOT IN (SELECT ended_id FROM heir))`,
    [
      ends.map(({ delivery }) => delivery.id),
      ends.map(({ delivery }) => delivery.claim),
      ends.map(({ state }) => state),
      ends.map(({ why }) => why),
      TOLD,
    ],
  );
}

/** Gives deliveries back untouched, each to be looked at again later. */
export async function postpone(
  dataSource: DataSource,
  postponed: readonly { delivery: DeliveryEntity; delayMs: number }[],
): Promise<void> {
  if (postponed.length === 0) return;
  await dataSource.query(
    `UPDATE deliveries
     SET next_try_at = clock_timestamp() + later.delay_ms * interval '1 millisecond', claim = NULL, lease_until = NULL
     FROM unnest($1::uuid[], $2::uuid[], $3::float[]) AS later (id, claim, delay_ms)
     WHERE deliveries.id = later.id AND deliveries.claim = later.claim AND state IN ('pending', 'unknown')`,
    [
      postponed.map(({ delivery }) => delivery.id),
      postponed.map(({ delivery }) => delivery.claim),
      postponed.map(({ delayMs }) => delayMs),
    ],
  );
}
