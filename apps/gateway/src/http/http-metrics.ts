import { Injectable, Logger } from '@nestjs/common';
import { Metrics, REQUEST_SECONDS } from '#platform';
import type { FastifyInstance } from 'fastify';

/** What was asked for that is nowhere: its address is the visitor's, so it must not become a label. */
const NO_ROUTE = 'none';

/** Counts and times what is answered over HTTP. By the route's pattern, never by the address: that has ids and tokens in it. */
@Injectable()
export class HttpMetrics {
  private readonly logger = new Logger(HttpMetrics.name);
  private readonly requests;

  constructor(metrics: Metrics) {
    this.requests = metrics.histogram({
      name: 'meridian_http_seconds',
      help: 'Time to answer over HTTP, by route pattern, verb and status.',
      labelNames: ['route', 'method', 'status'] as const,
      buckets: REQUEST_SECONDS,
    });
  }

  observe(fastify: FastifyInstance): void {
    fastify.addHook('onResponse', (request, reply, done) => {
      if (request.routeOptions.config?.isStream && reply.statusCode === 200) return done();
      const route = request.routeOptions.url ?? NO_ROUTE;
      const { method } = request;
      const seconds = reply.elapsedTime / 1_000;
      this.requests.observe({ route, method, status: String(reply.statusCode) }, seconds);
      this.logger.debug({ route, method, status: reply.statusCode, seconds }, 'answered');
      done();
    });
  }
}
