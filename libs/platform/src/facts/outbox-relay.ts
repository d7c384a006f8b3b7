import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { jetstream, type PubAck } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { DataSource } from 'typeorm';
import { Nats } from '../nats/nats-connection.js';
import { ensureStream } from './stream.js';

const BATCH = 256;
/** A crash between commit and poke is found this late at most. */
const SWEEP_MS = 1_000;

interface Claimed {
  id: string;
  subject: string;
  envelope: unknown;
}

/**
 * Publishes the outbox to JetStream. Rows are claimed by `published_at IS NULL … SKIP LOCKED`, never by `id > last`:
 * ids commit out of order (DESIGN 6.2). Published with Nats-Msg-Id, many in flight, marked after the acknowledgement:
 * a crash in between publishes twice, which the inbox makes harmless.
 */
@Injectable()
export class OutboxRelay implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(OutboxRelay.name);
  private timer?: NodeJS.Timeout;
  private running?: Promise<void>;
  private isPoked = false;
  private streamMade?: NatsConnection;

  constructor(
    private readonly nats: Nats,
    private readonly dataSource: DataSource,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.poke(), SWEEP_MS);
    this.poke();
  }

  /** Publishes what has been committed, before the connections close. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** There may be something to publish. Cheap, returns at once. */
  poke(): void {
    this.isPoked = true;
    this.running ??= this.drain().finally(() => {
      this.running = undefined;
    });
  }

  private async drain(): Promise<void> {
    while (this.isPoked) {
      this.isPoked = false;
      const connection = this.nats.current;
      if (!connection) return;
      try {
        if ((await this.publishBatch(connection)) === BATCH) this.isPoked = true;
      } catch (error) {
        this.logger.warn(`facts wait in the outbox: ${String(error)}`);
        return;
      }
    }
  }

  private async publishBatch(connection: NatsConnection): Promise<number> {
    if (this.streamMade !== connection) {
      await ensureStream(connection);
      this.streamMade = connection;
    }
    const stream = jetstream(connection);
    return this.dataSource.transaction(async (manager) => {
      const rows = await manager.query<Claimed[]>(
        `SELECT id, subject, envelope FROM outbox WHERE published_at IS NULL
         ORDER BY position LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`,
      );
      if (rows.length === 0) return 0;
      const acks = await Promise.allSettled(
        rows.map((row) => stream.publish(row.subject, JSON.stringify(row.envelope), { msgID: row.id })),
      );
      const done = acks.flatMap((ack, index) =>
        ack.status === 'fulfilled' ? [{ id: rows[index]!.id, seq: (ack.value as PubAck).seq }] : [],
      );
      await manager.query(
        `UPDATE outbox SET published_at = clock_timestamp(), stream_seq = done.seq
         FROM unnest($1::uuid[], $2::bigint[]) AS done (id, seq) WHERE outbox.id = done.id`,
        [done.map((row) => row.id), done.map((row) => row.seq)],
      );
      const failed = acks.find((ack) => ack.status === 'rejected');
      if (failed) {
        this.streamMade = undefined;
        this.logger.warn(`${rows.length - done.length} facts not acknowledged: ${String(failed.reason)}`);
      }
      return done.length;
    });
  }
}
