import type { JsMsg } from '@nats-io/jetstream';
import type { Tx } from '../database/transactions.js';

/** Runs `effect` unless this consumer has applied this fact before; both in the transaction at hand (DESIGN 6.4). */
export async function applyOnce(
  tx: Tx,
  consumer: string,
  factId: string,
  effect: () => Promise<void>,
): Promise<void> {
  const inserted = await tx.manager.query<unknown[]>(
    'INSERT INTO inbox (consumer, fact_id) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING 1',
    [consumer, factId],
  );
  if (inserted.length > 0) await effect();
}

/** Puts a fact aside for people to look at, so that its neighbours go on (DESIGN 6.5). */
export async function park(tx: Tx, consumer: string, message: JsMsg, error: string): Promise<void> {
  await tx.manager.query(
    `INSERT INTO parked_facts (consumer, fact_id, subject, envelope, error) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (consumer, fact_id) DO UPDATE SET error = excluded.error, parked_at = clock_timestamp()`,
    [
      consumer,
      message.headers?.get('Nats-Msg-Id') || `#${message.seq}`,
      message.subject,
      jsonOf(message),
      error,
    ],
  );
}

/** What came, even when it is not JSON. */
function jsonOf(message: JsMsg): string {
  const text = message.string();
  try {
    JSON.parse(text);
    return text;
  } catch {
    return JSON.stringify({ notJson: text });
  }
}
