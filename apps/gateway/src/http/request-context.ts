import { ANONYMOUS, invalidFields, type Actor } from '#contracts';
import { continueTrace, Deadline, runInContext, toTraceparent } from '#platform';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Visible ASCII, so that it can be a NATS header and a row's key as it is. */
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;

/**
 * Runs each request in a context: trace, deadline, Idempotency-Key and who asks. A hook of Fastify's own and not
 * Nest middleware, which has been bypassed by path variants (STACK.md); were it bypassed, the guard would see nobody.
 */
export function useRequestContext(
  fastify: FastifyInstance,
  {
    authenticate,
    deadlineMs,
  }: { authenticate: (authorization: string | undefined) => Promise<Actor>; deadlineMs: number },
): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const trace = continueTrace(headerOf(request, 'traceparent'));
    void reply.headers({ traceparent: toTraceparent(trace), 'X-Trace-Id': trace.traceId });
    const deadline = Deadline.in(request.routeOptions.config?.deadlineMs ?? deadlineMs);
    const context = { trace, deadline, actor: ANONYMOUS };
    const identify = async () => {
      requirePlainAddress(request.url);
      const actor = await authenticate(headerOf(request, 'authorization'));
      const idempotencyKey = idempotencyKeyOf(request);
      return { ...context, actor, ...(idempotencyKey && { idempotencyKey }) };
    };
    // `done` goes on to the guard and the handler, which so see what it is called in.
    void runInContext(context, () =>
      identify().then(
        (identified) => runInContext(identified, done),
        (error: Error) => done(error),
      ),
    );
  });
}

/** No name, id or cursor has control characters, and PostgreSQL takes no U+0000. */
function requirePlainAddress(url: string): void {
  if (!/%[01][0-9a-f]|%7f/i.test(url)) return;
  throw invalidFields([{ path: '(address)', message: 'must not contain control characters' }]);
}

function idempotencyKeyOf(request: FastifyRequest): string | undefined {
  const key = headerOf(request, 'idempotency-key');
  if (key === undefined || IDEMPOTENCY_KEY.test(key)) return key;
  throw invalidFields([{ path: 'Idempotency-Key', message: 'must be 1 to 255 visible ASCII characters' }]);
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}
