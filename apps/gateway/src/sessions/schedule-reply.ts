import { currentContext } from '#platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { encodingFor, ENCODINGS } from './content-encodings.js';
import type { RenderedSchedule, ScheduleCache } from './schedule-cache.js';

/** Writes that come by the thousand and change no schedule. */
const ELSEWHERE = /^(seat|slot|join-link|participant|sign-in)\./;

/** As Fastify knows the route that SessionsController serves. */
const ROUTE = '/v1/events/:id/sessions';

/**
 * Answers what is rendered and fresh before the handler's machinery begins: reading the schedule is what most people do.
 * After the context, so that who asks is known; everything else goes on to the handler.
 */
export function useScheduleCache(fastify: FastifyInstance, cache: ScheduleCache): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    if (request.method === 'GET' && request.routeOptions.url === ROUTE) {
      const schedule = cache.fresh(request.url);
      if (schedule && cache.isFor(currentContext().actor)) return sendSchedule(schedule, request, reply);
    }
    done();
  });
}

/** Whoever has changed something sees it at once: writes that a schedule could show make it ask again. */
export function forgetSchedulesOnWrites(fastify: FastifyInstance, cache: ScheduleCache): void {
  fastify.addHook('onSend', (request, _reply, payload, done) => {
    const isWrite = request.method !== 'GET' && request.method !== 'HEAD';
    if (isWrite && !ELSEWHERE.test(request.routeOptions.config?.action ?? '')) cache.forgetVersions();
    done(null, payload);
  });
}

/** Sends it as the reader takes it; 304 to one who has it (RFC 9110 13.1.2, weak comparison over all encodings). */
export function sendSchedule(
  { digest, bytes }: RenderedSchedule,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const encoding = encodingFor(request.headers['accept-encoding']?.toString());
  void reply
    .header('ETag', tagOf(digest, encoding))
    .header('Cache-Control', 'no-cache')
    .header('Vary', 'Authorization, Accept-Encoding');
  const known = request.headers['if-none-match'];
  if (known !== undefined && names(known, digest)) return void reply.status(304).send();
  if (encoding !== 'identity') void reply.header('Content-Encoding', encoding);
  void reply.header('Content-Type', 'application/json; charset=utf-8').send(bytes[encoding]);
}

/** One per encoding, as their bytes differ (RFC 9110 8.8.3). */
const tagOf = (digest: string, encoding: string) => `"${digest}-${encoding}"`;

function names(ifNoneMatch: string, digest: string): boolean {
  if (ifNoneMatch.trim() === '*') return true;
  const tags = ENCODINGS.map((encoding) => tagOf(digest, encoding));
  return ifNoneMatch.split(',').some((tag) => tags.includes(tag.trim().replace(/^W\//, '')));
}
