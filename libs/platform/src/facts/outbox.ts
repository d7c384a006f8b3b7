import { ownerOf, type FactDataOf, type FactDefinition, type FactEnvelope } from '#contracts';
import type { EntityManager } from 'typeorm';
import { currentContext } from '../context/request-context.js';
import { toTraceparent } from '../context/trace.js';
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
  const { trace, actor } = currentContext();
  const id = newId();
  // Grants are the present's business; a fact remembers who, not what they were allowed.
  const who = actor.kind === 'person' ? { ...actor, grants: [] } : actor;
  return {
    id,
    subject: definition.subject,
    envelope: {
      specversion: '1.0',
      id,
      source: `/${ownerOf(definition)}`,
      type: definition.subject,
      time: now.toISOString(),
      datacontenttype: 'application/json',
      traceparent: toTraceparent(trace),
      actor: who,
      data: definition.data.parse(data),
    },
  };
}

/** Writes facts into the outbox of the transaction at hand, in order. */
export async function saveOutbox(manager: EntityManager, rows: readonly OutboxRow[]): Promise<void> {
  if (rows.length === 0) return;
  await manager.query(
    `INSERT INTO outbox (id, subject, envelope)
     SELECT id, subject, envelope FROM unnest($1::uuid[], $2::text[], $3::jsonb[]) AS fact (id, subject, envelope)`,
    [
      rows.map((row) => row.id),
      rows.map((row) => row.subject),
      rows.map((row) => JSON.stringify(row.envelope)),
    ],
  );
}
