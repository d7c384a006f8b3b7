import { Controller, Module, type DynamicModule } from '@nestjs/common';
import { defineFact, defineRequest, RuleViolation, type FactDataOf, type ParsedInputOf } from '#contracts';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { z } from 'zod';
import { readConfig, serviceSettings } from '../config.js';
import { postgresOptions } from '../database/postgres-options.js';
import { Transactions, type Tx } from '../database/transactions.js';
import { Consumes, type Fact } from '../facts/consumes.js';
import type { OwnedAggregate } from '../facts/reconciliation.js';
import { Answers } from '../requests/answers.js';
import { PlatformModule } from '../service/platform.module.js';
import { TestService } from './test-service.js';

/** The smallest service that uses everything: it counts, publishes each count, and adds up what it hears. */
export const Count = defineRequest({
  subject: 'req.events.count-up.v1',
  input: z.object({ by: z.int().min(1, 'must be at least 1').default(1), refuse: z.boolean().optional() }),
  output: z.object({ total: z.number() }),
});
export const Hang = defineRequest({
  subject: 'req.events.hang-on.v1',
  input: z.object({}),
  output: z.object({}),
  timeoutMs: 300,
});
export const Counted = defineFact({
  subject: 'fact.events.count.counted.v1',
  kind: 'occurrence',
  data: z.object({
    total: z.number(),
    /** The handler fails until the table `mended` says otherwise. */
    poison: z.boolean().optional(),
    /** Milliseconds that the handler spends in Postgres. */
    slowMs: z.number().optional(),
    /** The service that the handler needs is away this many times. */
    away: z.number().optional(),
  }),
});
export const MarkChanged = defineFact({
  subject: 'fact.events.mark.changed.v1',
  kind: 'state',
  data: z.object({ id: z.string(), value: z.string(), version: z.number() }),
});

/** Totals of the facts that the handler was called with, each time. */
export const handled: number[] = [];

@Controller()
class CountController {
  constructor(private readonly transactions: Transactions) {}

  @Answers(Count)
  count(input: ParsedInputOf<typeof Count>): Promise<{ total: number }> {
    return this.transactions.command(async (tx) => {
      const [rows] = await tx.manager.query<[{ total: number }[], number]>(
        'UPDATE counter SET total = total + $1 RETURNING total',
        [input.by],
      );
      const [{ total }] = rows as [{ total: number }];
      tx.publish(Counted, { total });
      if (input.refuse) throw new RuleViolation('event.state', 'This count is refused.', { total });
      return { total };
    });
  }

  @Answers(Hang)
  hang(): Promise<Record<string, never>> {
    return new Promise(() => undefined);
  }

  @Consumes(Counted)
  async onCounted(fact: Fact<typeof Counted>, tx: Tx): Promise<void> {
    const { total, poison, slowMs, away = 0 } = fact.data;
    handled.push(total);
    if (handled.filter((each) => each === total).length <= away) {
      throw new RuleViolation('service.unavailable', 'Nobody answers.');
    }
    if (slowMs) await tx.manager.query('SELECT pg_sleep($1)', [slowMs / 1_000]);
    if (poison && (await tx.manager.query<unknown[]>('SELECT 1 FROM mended')).length === 0) {
      throw new Error('poison');
    }
    await tx.manager.query('INSERT INTO heard (fact_id, total) VALUES ($1, $2)', [fact.id, total]);
  }

  @Consumes(MarkChanged)
  async onMark({ data }: Fact<typeof MarkChanged>, tx: Tx): Promise<void> {
    await tx.manager.query(
      `INSERT INTO marks AS copy (id, value, version) VALUES ($1, $2, $3)
       ON CONFLICT (id) DO UPDATE SET value = excluded.value, version = excluded.version
         WHERE copy.version < excluded.version`,
      [data.id, data.value, data.version],
    );
  }
}

class Counter1700000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE counter (total int NOT NULL);
      INSERT INTO counter VALUES (0);
      CREATE TABLE heard (fact_id uuid NOT NULL, total int NOT NULL);
      CREATE TABLE mended (only_row boolean);
      CREATE TABLE marks (id text PRIMARY KEY, value text NOT NULL, version int NOT NULL);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE counter, heard, mended, marks');
  }
}

const MARKS: OwnedAggregate = {
  noun: 'mark',
  table: 'marks',
  key: 'id',
  republish: async (tx, ids) => {
    const marks = await tx.manager.query<FactDataOf<typeof MarkChanged>[]>(
      'SELECT id, value, version FROM marks WHERE id = ANY ($1)',
      [ids],
    );
    for (const mark of marks) tx.publish(MarkChanged, mark);
    return marks.length;
  },
};

@Module({})
class SampleModule {
  static register(env: Record<string, string>): DynamicModule {
    const config = readConfig(z.object(serviceSettings), env);
    const dataSource = dataSourceOptions(config.DATABASE_URL);
    return {
      module: SampleModule,
      imports: [
        PlatformModule.forService({
          name: 'events',
          config,
          dataSource,
          owns: [MARKS],
          factBackoffMs: [10, 10, 20, 50, 100],
        }),
      ],
      controllers: [CountController],
    };
  }
}

export const dataSourceOptions = (url: string) =>
  postgresOptions({ service: 'events', url, entities: [], migrations: [Counter1700000001000] });

export function startSample(
  with_: Pick<Parameters<typeof TestService.start>[0], 'nats' | 'database' | 'extraEnv'> = {},
) {
  return TestService.start({
    name: 'events',
    dataSourceOptions,
    module: (env) => SampleModule.register(env),
    ...with_,
  });
}

export type CountedData = FactDataOf<typeof Counted>;
