import { RuleViolation } from '#contracts';

/**
 * PostgreSQL appendix A, classes and codes that say something about the server and nothing about the statement:
 * connection (08), authorization (28), insufficient resources (53), operator intervention (57P), system error (58),
 * no such database, while it is restored (3D000), read-only, after a failover (25006).
 */
const SQLSTATE = /^(08...|28...|53...|57P..|58...|3D000|25006)$/;

/** Node's codes of connections that break or are not made. */
const SOCKET = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

/** pg gives these no code (pg/lib/client.js, pg-pool/index.js). */
const PG_MESSAGES =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Cannot use a pool after calling end)/;

const AWAY = new Set(['service.unavailable', 'overloaded', 'outcome.unknown']);

/** Whether an error says that something which is needed is away, so that the same work may well succeed later. */
export function isInfrastructure(error: unknown): boolean {
  if (error instanceof RuleViolation) return AWAY.has(error.code);
  if (!(error instanceof Error)) return false;
  const { code, driverError } = error as { code?: unknown; driverError?: unknown };
  if (typeof code === 'string' && (SQLSTATE.test(code) || SOCKET.has(code))) return true;
  if (PG_MESSAGES.test(error.message)) return true;
  // TypeORM wraps what the driver has thrown.
  return [driverError, error.cause].some((inner) => inner !== error && isInfrastructure(inner));
}
