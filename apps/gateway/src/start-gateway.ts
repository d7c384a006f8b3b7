import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Logger } from 'nestjs-pino';
import { Authentication } from './access/authentication.js';
import type { GatewayConfig } from './config.js';
import { GatewayModule } from './gateway.module.js';
import { useAdmission } from './http/admission.js';
import { useBodyParsers } from './http/body-parsers.js';
import { HttpMetrics } from './http/http-metrics.js';
import { ProblemFilter } from './http/problem.filter.js';
import { PROBLEM_TYPE, problemDocument } from './http/problem-document.js';
import { useRequestContext } from './http/request-context.js';
import { BODY_BYTES } from './http/route-config.js';
import { RouteTable } from './http/route-table.js';
import { useSecurityHeaders } from './http/security-headers.js';
import { ApiReference } from './reference/api-reference.js';
import { ScheduleCache } from './sessions/schedule-cache.js';
import { forgetSchedulesOnWrites, useScheduleCache } from './sessions/schedule-reply.js';
import { describeApi } from './reference/openapi.js';

/** Tokens in paths (sign-in links) are longer than Fastify's default of 100. */
const PATH_PART_LENGTH = 400;
/** How long a request may take to arrive, against clients that hold connections open on purpose. */
const ARRIVAL_MS = 30_000;

export interface Gateway {
  readonly app: NestFastifyApplication;
  readonly routes: RouteTable;
  /** Where it listens: `http://127.0.0.1:3000` */
  readonly url: string;
}

/** Starts the gateway; resolves when it listens. It starts without NATS and answers 503 until NATS comes. */
export async function startGateway(config: GatewayConfig): Promise<Gateway> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_BYTES,
    requestTimeout: ARRIVAL_MS,
    trustProxy: config.TRUSTED_PROXIES.length > 0 && config.TRUSTED_PROXIES,
    // What still comes over open connections at the end is answered, and told that the connection ends.
    return503OnClosing: false,
    routerOptions: { maxParamLength: PATH_PART_LENGTH },
    // The router refuses an address it can't decode before any hook runs.
    frameworkErrors: (_error: unknown, _request: unknown, reply: FastifyReply) =>
      void reply
        .status(400)
        .type(PROBLEM_TYPE)
        .send(
          JSON.stringify(problemDocument({ code: 'request.malformed', detail: 'The address is malformed.' })),
        ),
  });
  const app = await NestFactory.create<NestFastifyApplication>(GatewayModule.register(config), adapter, {
    bufferLogs: true,
    bodyParser: false,
  });
  app.useLogger(app.get(Logger));
  app.enableShutdownHooks();

  const fastify: FastifyInstance = adapter.getInstance();
  const routes = new RouteTable(fastify);
  useSecurityHeaders(fastify);
  useAdmission(fastify, { mostAtWork: config.REQUESTS_AT_WORK });
  const authentication = app.get(Authentication);
  useRequestContext(fastify, {
    authenticate: (authorization) => authentication.actorOf(authorization),
    deadlineMs: config.DEADLINE_MS,
  });
  app.get(HttpMetrics).observe(fastify);
  useScheduleCache(fastify, app.get(ScheduleCache));
  forgetSchedulesOnWrites(fastify, app.get(ScheduleCache));
  useBodyParsers(fastify);
  app.useGlobalFilters(new ProblemFilter(routes));

  await app.init();
  app.get(ApiReference).publish(describeApi(app, config.PUBLIC_URL));
  await app.listen(config.PORT, config.HOST);
  return { app, routes, url: await app.getUrl() };
}
