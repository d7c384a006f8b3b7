import { Inject, Injectable } from '@nestjs/common';
import { jetstreamManager } from '@nats-io/jetstream';
import type { ConsumerReport, OutputOf, reportFacts } from '#contracts';
import { DataSource } from 'typeorm';
import { Nats } from '../nats/nats-connection.js';
import { PLATFORM_OPTIONS, type PlatformOptions } from '../service/platform-options.js';
import type { DurableConsumer } from './durable-consumer.js';
import { FactServer } from './fact-server.js';
import { STREAM } from './stream.js';

type Report = OutputOf<ReturnType<typeof reportFacts>>;
type Counts = Map<string, number>;

/** How a service's facts leave and arrive. */
@Injectable()
export class FactsReport {
  constructor(
    private readonly dataSource: DataSource,
    private readonly nats: Nats,
    private readonly server: FactServer,
    @Inject(PLATFORM_OPTIONS) private readonly options: PlatformOptions,
  ) {}

  async read(): Promise<Report> {
    const [outbox, parked, failing] = await Promise.all([
      this.outbox(),
      this.countByConsumer('parked_facts'),
      this.countByConsumer('fact_failures'),
    ]);
    const consumers = [...this.server.consumers.values()];
    return {
      outbox,
      consumers: await Promise.all(consumers.map((consumer) => this.consumer(consumer, parked, failing))),
      owns: (this.options.owns ?? []).map(({ noun }) => noun),
      copies: (this.options.copies ?? []).map(({ noun, owner }) => ({ noun, owner })),
    };
  }

  private async outbox(): Promise<Report['outbox']> {
    const [row] = await this.dataSource.query<Report['outbox'][]>(
      `SELECT count(*)::int AS unpublished,
              coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0)::float AS "oldestSeconds"
       FROM outbox WHERE published_at IS NULL`,
    );
    return row!;
  }

  private async countByConsumer(table: 'parked_facts' | 'fact_failures'): Promise<Counts> {
    const rows = await this.dataSource.query<{ consumer: string; count: number }[]>(
      `SELECT consumer, count(*)::int AS count FROM ${table} GROUP BY consumer`,
    );
    return new Map(rows.map((row) => [row.consumer, row.count]));
  }

  private async consumer(
    { settings: { name, subject }, paused }: DurableConsumer,
    parked: Counts,
    failing: Counts,
  ): Promise<ConsumerReport> {
    const [pending, unacknowledged] = await this.lag(name);
    return {
      name,
      subject,
      pending,
      unacknowledged,
      failing: failing.get(name) ?? 0,
      parked: parked.get(name) ?? 0,
      waitsFor: paused ?? null,
    };
  }

  private async lag(name: string): Promise<[number | null, number | null]> {
    const connection = this.nats.current;
    if (!connection) return [null, null];
    try {
      const manager = await jetstreamManager(connection, { checkAPI: false });
      const info = await manager.consumers.info(STREAM, name);
      return [info.num_pending, info.num_ack_pending];
    } catch {
      // The durable or the stream has gone, and is being made again.
      return [null, null];
    }
  }
}
