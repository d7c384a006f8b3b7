import { actorKey, RuleViolation } from '#contracts';
import { QueryFailedError } from 'typeorm';
import { findContext, type RequestContext } from '../context/request-context.js';
import type { Connection } from './connection.js';

export const LOCK_NOT_AVAILABLE = '55P03';

/** A key is remembered for a day; afterwards it is new again. */
export const KEPT = '24 hours';

export interface Scope {
  actor: string;
  operation: string;
  key: string;
  bodyHash: string;
}

/**
 * Answers from the first try of this key, or reserves the key for this transaction.
 * A second try while the first runs waits on the row the first has inserted, at most to its own deadline.
 */
export async function replayOrReserve<T>(connection: Connection): Promise<{ reply: T } | undefined> {
  const context = findContext();
  const scope = scopeOf(context);
  if (!context || !scope) return undefined;
  const waitMs = Math.max(1, Math.floor(context.deadline.leftMs));
  connection.write(SET_LOCK_TIMEOUT, [`${waitMs}ms`]);
  const inserting = insertKey(connection, scope);
  connection.write(SET_LOCK_TIMEOUT, ['0']);
  if (await inserting) return undefined;

  const [row] = await connection.run<{ body_hash: string; reply: T }>(
    'SELECT body_hash, reply FROM idempotency WHERE actor = $1 AND operation = $2 AND key = $3',
    [scope.actor, scope.operation, scope.key],
  );
  if (!row) throw inFlight();
  if (row.body_hash !== scope.bodyHash) {
    throw reused();
  }
  return { reply: row.reply };
}

const SET_LOCK_TIMEOUT = `SELECT set_config('lock_timeout', $1, true)`;

/** Remembers the reply under the key at hand, if there is one. */
export function saveReply(connection: Connection, reply: unknown): void {
  const scope = scopeOf(findContext());
  if (!scope) return;
  connection.write('UPDATE idempotency SET reply = $4 WHERE actor = $1 AND operation = $2 AND key = $3', [
    scope.actor,
    scope.operation,
    scope.key,
    JSON.stringify(reply ?? null),
  ]);
}

async function insertKey(connection: Connection, scope: Scope): Promise<boolean> {
  try {
    const rows = await connection.run(
      `INSERT INTO idempotency (actor, operation, key, body_hash) VALUES ($1, $2, $3, $4)
       ON CONFLICT (actor, operation, key) DO UPDATE
         SET body_hash = excluded.body_hash, reply = NULL, created_at = clock_timestamp()
         WHERE idempotency.created_at < clock_timestamp() - interval '${KEPT}'
       RETURNING 1`,
      [scope.actor, scope.operation, scope.key, scope.bodyHash],
    );
    return rows.length > 0;
  } catch (error) {
    const code = error instanceof QueryFailedError && (error.driverError as { code?: string }).code;
    if (code === LOCK_NOT_AVAILABLE) throw inFlight();
    throw error;
  }
}

/** Under what a reply is remembered; undefined without a key. */
export function scopeOf(context: RequestContext | undefined): Scope | undefined {
  if (!context?.idempotencyKey || !context.operation) return undefined;
  const { subject, bodyHash } = context.operation;
  return { actor: actorKey(context.actor), operation: subject, key: context.idempotencyKey, bodyHash };
}

export function inFlight(): RuleViolation {
  return new RuleViolation(
    'idempotency.in-flight',
    'The first request with this Idempotency-Key is still running.',
  );
}

export function reused(): RuleViolation {
  return new RuleViolation(
    'idempotency.reused',
    'This Idempotency-Key was used with another body; use a new key.',
  );
}
