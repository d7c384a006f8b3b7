import { type DynamicModule, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { MicroserviceOptions } from '@nestjs/microservices';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from 'nestjs-pino';
import { FactServer } from '../facts/fact-server.js';
import { ProblemFilter } from '../requests/problem.filter.js';
import { RequestServer } from '../requests/request-server.js';
import { PLATFORM_OPTIONS, type PlatformOptions } from './platform-options.js';

/**
 * Starts a service: requests and facts over NATS, health over HTTP. Resolves when it listens.
 * SIGTERM and SIGINT end it after the work at hand.
 */
export async function startService(module: Type | DynamicModule): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), {
    bufferLogs: true,
  });
  app.useLogger(app.get(Logger));
  app.enableShutdownHooks();
  app.useGlobalFilters(new ProblemFilter());

  const { config } = app.get<PlatformOptions>(PLATFORM_OPTIONS);
  for (const strategy of [app.get(RequestServer), app.get(FactServer)]) {
    app.connectMicroservice<MicroserviceOptions>({ strategy }, { inheritAppConfig: true });
  }
  await app.startAllMicroservices();
  await app.listen(config.PORT, config.HOST);
  return app;
}
