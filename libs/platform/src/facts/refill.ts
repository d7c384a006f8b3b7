import type { JetStreamManager, StreamInfo } from '@nats-io/jetstream';
import type { DataSource } from 'typeorm';
import { findFactId, STREAM_DAYS } from './stream.js';

/** A row's place in the stream, as JetStream acknowledged it. */
interface Acknowledged {
  id: string;
  /** A bigint, which pg gives as text. */
  seq: string;
}

/** Facts this close to the end of their time leave the stream by age, not by a fault. */
const AGEING = `interval '${STREAM_DAYS - 1} days'`;

/**
 * Puts back into the outbox what JetStream has acknowledged and no longer holds (DESIGN 6.3): the stream was made
 * again, was purged, or came back from an older copy of its files. Those who had a fact already see it twice.
 * @returns how many facts are to be published again
 */
export async function refill(
  dataSource: DataSource,
  manager: JetStreamManager,
  { created, state }: StreamInfo,
): Promise<number> {
  const lastHeld = await lastSequenceHeld(dataSource, manager, created, state.first_seq);
  const [, count] = await dataSource.query<[unknown[], number]>(
    `UPDATE outbox SET published_at = NULL
     WHERE published_at IS NOT NULL
       AND (stream_created IS NULL OR stream_created < $1 OR stream_created > $1
         OR (stream_created = $1 AND stream_seq > $3)
         OR (stream_created = $1 AND stream_seq < $2 AND published_at > clock_timestamp() - ${AGEING}))`,
    [created, state.first_seq, lastHeld],
  );
  return count;
}

/**
 * The last sequence up to which the stream still holds what was acknowledged there. That the stream's own last sequence
 * is as high as ours proves nothing: after a loss, other facts take the same numbers. One look when nothing is lost.
 */
async function lastSequenceHeld(
  dataSource: DataSource,
  manager: JetStreamManager,
  created: string,
  firstSeq: number,
): Promise<number> {
  const newestBetween = async (after: number, upTo: number): Promise<Acknowledged | undefined> => {
    const [row] = await dataSource.query<Acknowledged[]>(
      `SELECT id, stream_seq AS seq FROM outbox
       WHERE stream_created = $1 AND stream_seq > $2 AND stream_seq <= $3 AND published_at IS NOT NULL
       ORDER BY stream_seq DESC LIMIT 1`,
      [created, after, upTo],
    );
    return row;
  };
  const isHeld = async ({ id, seq }: Acknowledged) => (await findFactId(manager, Number(seq))) === id;

  let held = firstSeq - 1;
  const newest = await newestBetween(held, Number.MAX_SAFE_INTEGER);
  if (!newest || (await isHeld(newest))) return Number.MAX_SAFE_INTEGER;
  // What is lost is the end of the stream: ours are there up to `held`, and gone from `lost` on.
  let lost = Number(newest.seq);
  while (lost - held > 1) {
    const middle = Math.floor((held + lost) / 2);
    const row = await newestBetween(held, middle);
    if (row && !(await isHeld(row))) lost = Number(row.seq);
    else held = middle;
  }
  return held;
}
