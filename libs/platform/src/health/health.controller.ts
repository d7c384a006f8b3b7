import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Health } from './health.js';

/** A service's own health over HTTP, for whoever starts and restarts it. */
@Controller('health')
export class HealthController {
  constructor(private readonly health: Health) {}

  /** The process runs and its event loop turns. */
  @Get('live')
  live(): { status: 'up' } {
    return { status: 'up' };
  }

  /** 200 when every dependency is up, else 503; names each. */
  @Get('ready')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const dependencies = await this.health.report();
    const up = dependencies.every((dependency) => dependency.up);
    await reply.status(up ? 200 : 503).send({ status: up ? 'up' : 'down', dependencies });
  }
}
