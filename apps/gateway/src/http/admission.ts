import { RuleViolation } from '#contracts';
import type { FastifyInstance } from 'fastify';

/**
 * Refuses at once what comes while so many requests are at work: they would wait longer than anybody does, and those at
 * work with them. Before a token is looked up or a body is read, so that refusing costs next to nothing and the gateway is
 * itself again as soon as the crowd lets off. Streams, which stay open, have limits of their own.
 */
export function useAdmission(fastify: FastifyInstance, { mostAtWork }: { mostAtWork: number }): void {
  let atWork = 0;
  fastify.addHook('onRequest', (request, reply, done) => {
    if (request.routeOptions.config?.isStream) return done();
    if (atWork >= mostAtWork) {
      return done(new RuleViolation('overloaded', 'Too many requests are at work; try again in a moment.'));
    }
    atWork++;
    reply.raw.once('close', () => atWork--);
    done();
  });
}
