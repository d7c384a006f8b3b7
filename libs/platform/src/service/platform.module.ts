import { Module, type DynamicModule, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { SERVICES, type Service } from '#contracts';
import { DataSource } from 'typeorm';
import { Clock } from '../clock/clock.js';
import { Transactions } from '../database/transactions.js';
import { FactServer } from '../facts/fact-server.js';
import { FactsReport } from '../facts/facts-report.js';
import { factsController } from '../facts/facts.controller.js';
import { OutboxRelay } from '../facts/outbox-relay.js';
import { ParkedFacts } from '../facts/parked-facts.js';
import { Reconciliation } from '../facts/reconciliation.js';
import { Retention } from '../facts/retention.js';
import { HealthController } from '../health/health.controller.js';
import { Health } from '../health/health.js';
import { loggingModule } from '../logging/logging.module.js';
import { BatchMetrics } from '../metrics/batch-metrics.js';
import { FactMetrics } from '../metrics/fact-metrics.js';
import { Metrics } from '../metrics/metrics.js';
import { MetricsController } from '../metrics/metrics.controller.js';
import { OutboxMetrics } from '../metrics/outbox-metrics.js';
import { RequestMetrics } from '../metrics/request-metrics.js';
import { Nats } from '../nats/nats-connection.js';
import { RequestServer } from '../requests/request-server.js';
import { Requests } from '../requests/requests.js';
import { Signals } from '../signals/signals.js';
import { operationsController } from './operations.controller.js';
import { PLATFORM_OPTIONS, type PlatformOptions } from './platform-options.js';

/** The ground under a process: NATS, requests, health and logs for all; database, facts and clock for services. */
@Module({})
export class PlatformModule implements OnModuleInit {
  constructor(
    private readonly health: Health,
    private readonly nats: Nats,
  ) {}

  static forService(options: PlatformOptions): DynamicModule {
    return {
      module: ServicePlatformModule,
      global: true,
      imports: [
        PlatformModule.forGateway(options),
        // Postgres may come later than the service: it is tried for two minutes, then the process ends and is restarted.
        TypeOrmModule.forRoot({ ...options.dataSource!, retryAttempts: 120, retryDelay: 1_000 }),
      ],
      controllers: [
        HealthController,
        MetricsController,
        operationsController(serviceOf(options)),
        factsController(serviceOf(options)),
      ],
      providers: [
        Clock,
        OutboxRelay,
        Transactions,
        FactServer,
        RequestServer,
        FactsReport,
        ParkedFacts,
        Reconciliation,
        Retention,
        OutboxMetrics,
        FactMetrics,
        BatchMetrics,
      ],
      exports: [Clock, OutboxRelay, Transactions, BatchMetrics],
    };
  }

  static forGateway(options: PlatformOptions): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      imports: [loggingModule(options)],
      providers: [
        { provide: PLATFORM_OPTIONS, useValue: options },
        Nats,
        Requests,
        Signals,
        Health,
        Metrics,
        RequestMetrics,
      ],
      exports: [PLATFORM_OPTIONS, Nats, Requests, Signals, Health, Metrics, RequestMetrics],
    };
  }

  onModuleInit(): void {
    this.health.register('nats', async () => {
      const server = this.nats.current?.info;
      if (!server) throw new Error('not connected');
      return server.version;
    });
  }
}

@Module({})
class ServicePlatformModule implements OnModuleInit {
  constructor(
    private readonly health: Health,
    private readonly dataSource: DataSource,
  ) {}

  onModuleInit(): void {
    this.health.register('postgres', async () => {
      const [row] = await this.dataSource.query<{ server_version: string }[]>('SHOW server_version');
      return row!.server_version;
    });
  }
}

function serviceOf({ name }: PlatformOptions): Service {
  const service = SERVICES.find((service) => service === name);
  if (!service) throw new Error(`${name} is not a service`);
  return service;
}
