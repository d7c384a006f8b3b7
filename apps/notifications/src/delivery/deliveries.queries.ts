import { newId } from '#platform';
import type { DataSource } from 'typeorm';
import { DeliveryEntity } from './delivery.entity.js';
import type { Outcome } from './delivery.rules.js';

/** A claim covers asking for addresses and all mails of its batch; each mail's own lease outlasts its SMTP timeouts. */
const CLAIM_LEASE = "interval '60 seconds'";
const SENDING_LEASE = "interval '45 seconds'";

/**
 * Takes deliveries that are due and nobody else has taken. Their state stays what it is until they are really sent.
 * News of a session, or of what a city is asked, reaches a person in the order in which it happened: a later mail waits for an earlier one. A
 * reminder waits for nothing: it says what is true now, and it has its time. While mail is paused, nothing is taken.
 */
export async function claimDue(dataSource: DataSource, limit: number): Promise<DeliveryEntity[]> {
  const claim = newId();
  await dataSource.query(
    `UPDATE deliveries SET claim = $1, lease_until = clock_timestamp() + ${CLAIM_LEASE}
     WHERE id IN (
       SELECT id FROM deliveries AS due
       WHERE state IN ('pending', 'unknown') AND next_try_at <= clock_timestamp()
         AND NOT EXISTS (SELECT FROM mail_pause WHERE paused_at IS NOT NULL)
         AND (lease_until IS NULL OR lease_until <= clock_timestamp())
         AND (due_at IS NULL OR due_at <= clock_now())
         AND (notice = 'reminder' OR NOT EXISTS (
           SELECT FROM deliveries AS earlier
           WHERE earlier.person_id = due.person_id
             AND (earlier.session_id = due.session_id
                  OR (earlier.matter_id = due.matter_id AND earlier.city IS NOT DISTINCT FROM due.city))
             AND earlier.id < due.id AND earlier.due_at IS NULL AND earlier.state IN ('pending', 'sending')
         ))
       ORDER BY next_try_at LIMIT $2 FOR UPDATE SKIP LOCKED
     )`,
    [claim, limit],
  );
  return dataSource.getRepository(DeliveryEntity).findBy({ claim });
}

/**
 * Notes that a mail is being sent; to be committed before DATA, or a crash after the server's 250 would send it again.
 * @returns false when the claim has passed to somebody else
 */
export async function beginSending(dataSource: DataSource, { id, claim }: DeliveryEntity): Promise<boolean> {
  const [, count] = await dataSource.query<[unknown[], number]>(
    `UPDATE deliveries
     SET state = 'sending', attempts = attempts + 1, lease_until = clock_timestamp() + ${SENDING_LEASE}
     WHERE id = $1 AND claim = $2 AND state IN ('pending', 'unknown')`,
    [id, claim],
  );
  return count > 0;
}

/** Writes what came of a try. */
export async function saveOutcome(
  dataSource: DataSource,
  { id, claim }: DeliveryEntity,
  { state, retryInMs, lostAnswers, why }: Outcome,
): Promise<void> {
  await dataSource.query(
    `UPDATE deliveries
     SET state = $3, next_try_at = clock_timestamp() + $4 * interval '1 millisecond', lost_answers = $5, why = $6,
         sent_at = CASE WHEN $7 THEN clock_now() ELSE sent_at END, claim = NULL, lease_until = NULL
     WHERE id = $1 AND claim = $2`,
    [id, claim, state, retryInMs, lostAnswers, why, why === null],
  );
}

/** Ends a delivery that is not sent (any more); one that is unknown stays so. */
export async function saveEnd(
  dataSource: DataSource,
  { id, claim }: DeliveryEntity,
  state: 'suppressed' | 'failed',
  why: string,
): Promise<void> {
  await dataSource.query(
    `UPDATE deliveries
     SET state = CASE state WHEN 'pending' THEN $3 ELSE state END, why = $4, next_try_at = NULL,
         claim = NULL, lease_until = NULL
     WHERE id = $1 AND claim = $2`,
    [id, claim, state, why],
  );
  // What it would have reminded of besides is left to those sessions' own reminders.
  await dataSource.query('DELETE FROM reminded WHERE delivery_id = $1', [id]);
}

/** Gives deliveries back untouched, to be looked at again later. */
export async function postpone(
  dataSource: DataSource,
  deliveries: readonly DeliveryEntity[],
  delayMs: number,
): Promise<void> {
  if (deliveries.length === 0) return;
  await dataSource.query(
    `UPDATE deliveries
     SET next_try_at = clock_timestamp() + $3 * interval '1 millisecond', claim = NULL, lease_until = NULL
     WHERE id = ANY($1) AND claim = $2`,
    [deliveries.map(({ id }) => id), deliveries[0]!.claim, delayMs],
  );
}

/** Mails whose sender died between `sending` and the outcome: whether the server has them, nobody knows. */
export async function claimAbandoned(dataSource: DataSource, limit: number): Promise<DeliveryEntity[]> {
  const claim = newId();
  await dataSource.query(
    `UPDATE deliveries SET claim = $1, lease_until = clock_timestamp() + ${CLAIM_LEASE}
     WHERE id IN (
       SELECT id FROM deliveries WHERE state = 'sending' AND lease_until <= clock_timestamp()
       LIMIT $2 FOR UPDATE SKIP LOCKED
     )`,
    [claim, limit],
  );
  return dataSource.getRepository(DeliveryEntity).findBy({ claim });
}
