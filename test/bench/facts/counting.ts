import { Controller, Injectable, Module, type DynamicModule, type Type } from '@nestjs/common';
import { defineFact, type Service } from '#contracts';
import {
  Consumes,
  PlatformModule,
  postgresOptions,
  readConfig,
  serviceSettings,
  type Fact,
  type Tx,
} from '#platform';
import { TestService, type RunningServer } from '#platform/testing';
import type { DataSourceOptions, MigrationInterface, QueryRunner } from 'typeorm';
import { z } from 'zod';

/** Heard by the consumer below. */
export const Counted = defineFact({
  subject: 'fact.events.count.counted.v1',
  kind: 'occurrence',
  data: z.object({ key: z.string() }),
});
/** Heard by nobody: how fast a backlog leaves must not depend on how fast somebody works it off. */
export const Stored = defineFact({
  subject: 'fact.events.count.stored.v1',
  kind: 'occurrence',
  data: z.object({ key: z.string() }),
});

class Counts1700000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE counts (key text PRIMARY KEY)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE counts');
  }
}

class Heard1700000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // No UNIQUE: a fact that is applied twice must be seen, not prevented.
    await runner.query('CREATE TABLE heard (fact_id uuid NOT NULL, key text NOT NULL)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE heard');
  }
}

/** When the consumer's effect of each fact began, by its key, on this process's monotonic clock. */
@Injectable()
export class Arrivals {
  readonly at = new Map<string, number>();
}

@Controller()
class HeardController {
  constructor(private readonly arrivals: Arrivals) {}

  @Consumes(Counted)
  async onCounted({ id, data }: Fact<typeof Counted>, tx: Tx): Promise<void> {
    this.arrivals.at.set(data.key, performance.now());
    await tx.manager.query('INSERT INTO heard (fact_id, key) VALUES ($1, $2)', [id, data.key]);
  }
}

@Module({})
class CountingModule {}

/** Options of the database that publishes: the platform's tables and one of state. */
export const publishingDatabase = (url: string): DataSourceOptions =>
  postgresOptions({ service: 'events', url, entities: [], migrations: [Counts1700000001000] });

const consumingDatabase = (url: string): DataSourceOptions =>
  postgresOptions({ service: 'notifications', url, entities: [], migrations: [Heard1700000001000] });

function moduleOf(
  name: Service,
  dataSourceOptions: (url: string) => DataSourceOptions,
  own: { controllers?: Type[]; providers?: Type[] },
) {
  return (env: Record<string, string>): DynamicModule => {
    const config = readConfig(z.object(serviceSettings), env);
    const dataSource = dataSourceOptions(config.DATABASE_URL);
    return {
      module: CountingModule,
      imports: [PlatformModule.forService({ name, config, dataSource })],
      ...own,
    };
  };
}

/** A service that publishes by the platform's outbox and relay. */
export const startPublisher = (nats: RunningServer): Promise<TestService> =>
  TestService.start({
    name: 'events',
    dataSourceOptions: publishingDatabase,
    module: moduleOf('events', publishingDatabase, {}),
    nats,
  });

/** The service that hears every Counted, whoever published it. */
export const startConsumer = (nats: RunningServer): Promise<TestService> =>
  TestService.start({
    name: 'notifications',
    dataSourceOptions: consumingDatabase,
    module: moduleOf('notifications', consumingDatabase, {
      controllers: [HeardController],
      providers: [Arrivals],
    }),
    nats,
  });
