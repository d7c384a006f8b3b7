import { ownerOf, type FactDataOf, type FactDefinition, type FactEnvelope } from '#contracts';
import type { EntityManager } from 'typeorm';
import { currentContext } from '../context/request-context.js';
import { toTraceparent } from '../context/trace.js';
import type { Connection } from '../database/connection.js';
import { newId } from '../ids.js';

export interface OutboxRow {
  readonly id: string;
  readonly subject: string;
  readonly envelope: FactEnvelope;
}

/** A fact in its envelope, caused by the request or fact at hand. */
export function outboxRow<D extends FactDefinition>(
  definition: D,
  data: FactDataOf<D>,
  now: Date,
): OutboxRow {
  const envelope = envelopeOf(definition);
  const { id, type: subject } = envelope;
  return {
    id,
    subject,
    envelope: { ...envelope, time: now.toISOString(), data: definition.data.parse(data) },
  };
}

/** The envelope of a new fact, caused by the request or fact at hand; time and data are added where it is written. */
export function envelopeOf(definition: FactDefinition): Omit<FactEnvelope, 'time' | 'data'> {
  const { trace, actor } = currentContext();
  return {
    specversion: '1.0',
    id: newId(),
    source: `/${ownerOf(definition)}`,
    type: definition.subject,
    datacontenttype: 'application/json',
    traceparent: toTraceparent(trace),
    // Grants are the present's business; a fact remembers who, not what they were allowed.
    actor: actor.kind === 'person' ? { ...actor, grants: [] } : actor,
  };
}

/**
 * Writes facts into the outbox of the transaction at hand, in order. A fact's time is that of this writing, under the
 * locks of its transaction: of two changes of one object the later one has the later time. `now` at the beginning, before
 * a lock was waited for, would not say so.
 */
export function saveOutbox(connection: Connection, rows: readonly OutboxRow[]): void {
  if (rows.length > 0) connection.write(INSERT_OUTBOX, outboxColumns(rows));
}

const INSERT_OUTBOX = `
  INSERT INTO outbox (id, subject, envelope)
  SELECT id, subject,
         envelope || jsonb_build_object(
           'time', to_char(clock_now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
  FROM ROWS FROM (unnest($1::uuid[], $2::text[]), jsonb_array_elements($3::jsonb)) AS fact (id, subject, envelope)`;

function outboxColumns(rows: readonly OutboxRow[]): unknown[] {
  return [
    rows.map((row) => row.id),
    rows.map((row) => row.subject),
    JSON.stringify(rows.map((row) => row.envelope)),
  ];
}

export interface ClaimedFact {
  readonly id: string;
  readonly subject: string;
  readonly envelope: unknown;
  /** Of its message; JetStream takes an id once in two minutes. */
  readonly messageId: string;
}

/** Where JetStream has put a fact. */
export interface Acknowledgement {
  readonly id: string;
  readonly seq: number;
}

/** Locks the oldest unpublished facts that no other relay is at. */
export function claimUnpublished(manager: EntityManager, limit: number): Promise<ClaimedFact[]> {
  return manager.query<ClaimedFact[]>(
    // A fact that the stream has lost is another message: JetStream remembers ids also of what was purged.
    `SELECT id, subject, envelope, concat_ws('@', id, stream_seq) AS "messageId"
     FROM outbox WHERE published_at IS NULL
     ORDER BY position LIMIT $1 FOR UPDATE SKIP LOCKED`,
    [limit],
  );
}

/**
 * Not synced at its commit: a mark that a crash of the server loses is a fact published once more, which JetStream or the
 * inbox takes for what it is, and each command's own commit would wait behind this one.
 *
 * @param streamCreated of the stream that acknowledged them, so that they can be told from those of another one
 */
export async function markPublished(
  manager: EntityManager,
  streamCreated: string,
  done: readonly Acknowledgement[],
): Promise<void> {
  if (done.length === 0) return;
  await manager.query(
    `UPDATE outbox SET published_at = clock_timestamp(), stream_created = $1, stream_seq = done.seq
     FROM unnest($2::uuid[], $3::bigint[]) AS done (id, seq),
          (SELECT set_config('synchronous_commit', 'off', true)) AS this_transaction
     WHERE outbox.id = done.id`,
    [streamCreated, done.map(({ id }) => id), done.map(({ seq }) => seq)],
  );
}
