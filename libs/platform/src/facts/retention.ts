import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { STREAM_DAYS } from './stream.js';

const EVERY_MS = 3_600_000;
const BATCH = 5_000;

/** What is kept how long (DESIGN 6.3, 6.8). The inbox outlasts the stream, or what is in there could be applied twice. */
const KEPT = [
  {
    table: 'outbox',
    expired: `created_at < clock_timestamp() - interval '${STREAM_DAYS} days' AND published_at IS NOT NULL`,
  },
  { table: 'inbox', expired: `applied_at < clock_timestamp() - interval '${STREAM_DAYS + 15} days'` },
  { table: 'fact_failures', expired: `failed_at < clock_timestamp() - interval '${STREAM_DAYS + 15} days'` },
  { table: 'idempotency', expired: `created_at < clock_timestamp() - interval '25 hours'` },
];

/** Removes what nobody needs any more, a few thousand rows at a time. By real time, not by the demo's clock. */
@Injectable()
export class Retention implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Retention.name);
  private timer?: NodeJS.Timeout;
  private running?: Promise<void>;
  private isStopping = false;

  constructor(private readonly dataSource: DataSource) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.sweep(), EVERY_MS);
    void this.sweep();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    clearInterval(this.timer);
    await this.running;
  }

  /** Removes all that is past its time; while a sweep is under way, waits for its end. */
  sweep(): Promise<void> {
    this.running ??= this.removeAll().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  private async removeAll(): Promise<void> {
    try {
      for (const { table, expired } of KEPT) {
        while (!this.isStopping && (await this.remove(table, expired)) === BATCH);
      }
    } catch (error) {
      this.logger.warn(`old rows stay until the next sweep: ${String(error)}`);
    }
  }

  private async remove(table: string, expired: string): Promise<number> {
    const [, count] = await this.dataSource.query<[unknown[], number]>(
      `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
         SELECT ctid FROM ${table} WHERE ${expired} LIMIT ${BATCH} FOR UPDATE SKIP LOCKED))`,
    );
    return count;
  }
}
