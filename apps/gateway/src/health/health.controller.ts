import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DependencyHealth, reportHealth, RuleViolation, SERVICES, type Service } from '#contracts';
import { Health, Requests } from '#platform';
import { TZDB_VERSION } from '#time';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Operation } from '../http/operation.js';

const Status = z.enum(['up', 'down']);
const Live = z.object({ status: Status });
const ServiceHealth = z.object({
  status: Status,
  detail: z.string().optional().describe('Why, when the service itself does not answer.'),
  dependencies: z.array(DependencyHealth),
});
type ServiceHealth = z.output<typeof ServiceHealth>;
const Ready = z.object({
  status: Status,
  tzdb: z.string().describe('Version of the time zone database that every answer rests on.'),
  dependencies: z.array(DependencyHealth).describe('Of the gateway.'),
  services: z.record(z.string(), ServiceHealth),
});

const statusOf = (isUp: boolean): z.output<typeof Status> => (isUp ? 'up' : 'down');

@ApiTags('Health')
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: Health,
    private readonly requests: Requests,
  ) {}

  @Get('live')
  @Operation('health.read', { summary: 'The process runs', replies: { 200: Live } })
  live(): z.output<typeof Live> {
    return { status: 'up' };
  }

  @Get('ready')
  @Operation('health.read', {
    summary: 'Whether everything that is needed is up; names each dependency and the tzdb',
    replies: { 200: Ready, 503: Ready },
  })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<z.output<typeof Ready>> {
    const [dependencies, services] = await Promise.all([this.health.report(), this.reportServices()]);
    const isUp =
      dependencies.every(({ up }) => up) && Object.values(services).every(({ status }) => status === 'up');
    void reply.status(isUp ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
    return { status: statusOf(isUp), tzdb: TZDB_VERSION, dependencies, services };
  }

  private async reportServices(): Promise<Record<Service, ServiceHealth>> {
    const reports = await Promise.all(
      SERVICES.map(async (service) => [service, await this.reportOf(service)] as const),
    );
    return Object.fromEntries(reports) as Record<Service, ServiceHealth>;
  }

  private async reportOf(service: Service): Promise<ServiceHealth> {
    try {
      const { dependencies } = await this.requests.ask(reportHealth(service), {});
      return { status: statusOf(dependencies.every(({ up }) => up)), dependencies };
    } catch (error) {
      if (!(error instanceof RuleViolation)) throw error;
      return { status: 'down', detail: error.detail, dependencies: [] };
    }
  }
}
