import type { Transactions, Tx } from '../database/transactions.js';
import { isId } from '../ids.js';

/** A fact as a consumer got it, or what came in its place. */
export interface Received {
  /** The fact's id; `#<sequence>` when what came is no fact. */
  readonly factId: string;
  readonly subject: string;
  /** JSON. */
  readonly envelope: unknown;
}

/**
 * Runs `effect` unless this consumer has settled this fact before; both in one transaction (DESIGN 6.4).
 * @param fact.redelivered whether the consumer may have failed by it before
 */
export function applyOnce(
  transactions: Transactions,
  consumer: string,
  { factId, redelivered }: { factId: string; redelivered: boolean },
  effect: (tx: Tx) => Promise<void>,
): Promise<void> {
  return transactions.runAsking(
    (tx) => settle(tx, consumer, factId),
    async (tx, isNew) => {
      if (isNew) await effect(tx);
      // A fact that is published again begins its days in the stream anew; it must not outlive the memory of it.
      else
        tx.write('UPDATE inbox SET applied_at = clock_timestamp() WHERE consumer = $1 AND fact_id = $2', [
          consumer,
          factId,
        ]);
      if (redelivered) await forgetFailures(tx, consumer, factId);
    },
  );
}

/** Forgets the failures of a fact that was applied after all. */
export async function forgetFailures(tx: Tx, consumer: string, factId: string): Promise<void> {
  await tx.manager.query('DELETE FROM fact_failures WHERE consumer = $1 AND fact_id = $2', [
    consumer,
    factId,
  ]);
}

/** Counts one failure of the handler; returns how many there have been. */
export async function countFailure(tx: Tx, consumer: string, factId: string, error: string): Promise<number> {
  const [row] = await tx.manager.query<{ tries: number }[]>(
    `INSERT INTO fact_failures AS failure (consumer, fact_id, tries, error) VALUES ($1, $2, 1, $3)
     ON CONFLICT (consumer, fact_id) DO UPDATE
       SET tries = failure.tries + 1, error = excluded.error, failed_at = clock_timestamp()
     RETURNING tries`,
    [consumer, factId, error],
  );
  return row!.tries;
}

/**
 * Puts a fact aside for people to look at, so that its neighbours go on (DESIGN 6.5). It counts as settled: when it
 * comes again it is not tried again, until somebody replays it.
 */
export async function park(tx: Tx, consumer: string, received: Received, error: string): Promise<void> {
  const { factId, subject, envelope } = received;
  await tx.manager.query(
    `INSERT INTO parked_facts (consumer, fact_id, subject, envelope, error) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (consumer, fact_id) DO UPDATE SET error = excluded.error, parked_at = clock_timestamp()`,
    [consumer, factId, subject, JSON.stringify(envelope), error],
  );
  await forgetFailures(tx, consumer, factId);
  if (isId(factId)) await settle(tx, consumer, factId);
}

/** @returns whether it has not been settled before */
async function settle(tx: Pick<Tx, 'run'>, consumer: string, factId: string): Promise<boolean> {
  const inserted = await tx.run(
    'INSERT INTO inbox (consumer, fact_id) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING 1',
    [consumer, factId],
  );
  return inserted.length > 0;
}
