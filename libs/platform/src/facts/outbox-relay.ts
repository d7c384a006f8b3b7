import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { jetstream } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { FactDataOf, FactDefinition, FactEnvelope } from '#contracts';
import { DataSource } from 'typeorm';
import { BatchMetrics } from '../metrics/batch-metrics.js';
import { Nats } from '../nats/nats-connection.js';
import { claimUnpublished, markPublished, type Acknowledgement, type ClaimedFact } from './outbox.js';
import { refill } from './refill.js';
import { ensureStream } from './stream.js';

/** Many in flight: JetStream acknowledges each after its own fsync. */
const BATCH = 500;
/** While one batch is marked and committed, the next is on its way: each waits for a sync of its own. */
const LANES = 2;
/** A crash between commit and poke is found this late at most. */
const SWEEP_MS = 1_000;
/** The claimed rows are locked while their acknowledgements are awaited: not longer than this without any coming. */
const STALL_MS = 3_000;
/** How long a lost stream may stay unnoticed while nothing is published. */
const LOOK_AGAIN_MS = 5_000;

/**
 * Publishes the outbox to JetStream. Rows are claimed by `published_at IS NULL … SKIP LOCKED`, never by `id > last`:
 * ids commit out of order (DESIGN 6.2). Published with a Nats-Msg-Id, many in flight, marked after the acknowledgement:
 * a crash in between publishes twice, which the inbox makes harmless. What the stream has lost is published again.
 */
@Injectable()
export class OutboxRelay implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(OutboxRelay.name);
  private timer?: NodeJS.Timeout;
  private readonly running = new Set<Promise<void>>();
  private busyLanes = 0;
  private isPoked = false;
  private isClosed = false;
  private readonly listeners: ((subject: string, data: unknown) => void)[] = [];
  /** The stream as last looked at: when it was created, which tells one that was made again. */
  private stream?: { created: string; seenAt: number };

  constructor(
    private readonly nats: Nats,
    private readonly dataSource: DataSource,
    private readonly batches: BatchMetrics,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.poke(), SWEEP_MS);
    this.poke();
  }

  /** Publishes what the last requests and facts have committed: they have ended, and the connections have not. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.poke();
    // A lane that ends may have begun another one.
    while (this.running.size > 0) await Promise.all(this.running);
    this.isClosed = true;
  }

  /**
   * Calls back with each fact of this kind that this process has published: for live views (signals), however the fact
   * came into the outbox. Another copy of the service may have been faster with one, and tells its own listeners.
   */
  onPublished<D extends FactDefinition>(definition: D, listener: (data: FactDataOf<D>) => void): void {
    this.listeners.push((subject, data) => {
      if (subject === definition.subject) listener(data as FactDataOf<D>);
    });
  }

  /** There may be something to publish. Cheap, returns at once. */
  poke(): void {
    // Another copy of this service, or its next start, finds what comes later still.
    if (this.isClosed) return;
    this.isPoked = true;
    if (this.busyLanes === LANES) return;
    const lane: Promise<void> = this.drain().finally(() => this.running.delete(lane));
    this.running.add(lane);
  }

  /** Counts itself out in the same turn in which it last looks whether it was poked: no poke falls in between. */
  private async drain(): Promise<void> {
    this.busyLanes++;
    try {
      while (this.isPoked) {
        this.isPoked = false;
        const connection = this.nats.current;
        if (!connection) return;
        const created = await this.nats.whileConnected(this.lookAtStream(connection));
        if (!(await this.publishBatch(connection, created))) return;
      }
    } catch (error) {
      this.stream = undefined;
      this.logger.warn(`facts wait in the outbox: ${String(error)}`);
    } finally {
      this.busyLanes--;
    }
  }

  /**
   * When the stream was created. Read before publishing, never after: a stream that is made again in between then
   * leaves the rows under its predecessor's time, and they are published once more instead of being lost.
   */
  private async lookAtStream(connection: NatsConnection): Promise<string> {
    if (this.stream && performance.now() - this.stream.seenAt < LOOK_AGAIN_MS) return this.stream.created;
    const { manager, info } = await ensureStream(connection);
    const count = await refill(this.dataSource, manager, info);
    if (count > 0) this.logger.warn(`the stream has lost ${count} facts, which are published again`);
    this.stream = { created: info.created, seenAt: performance.now() };
    return info.created;
  }

  /** @returns whether all that were claimed were acknowledged; if not, the sweep tries again */
  private publishBatch(connection: NatsConnection, created: string): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const facts = await claimUnpublished(manager, BATCH);
      if (facts.length === 0) return true;
      if (facts.length === BATCH) this.poke();
      this.batches.took('facts', facts.length);
      const { done, failure } = await this.publish(connection, facts);
      await markPublished(manager, created, done);
      if (failure !== undefined) {
        this.stream = undefined;
        this.logger.warn(`${facts.length - done.length} facts were not acknowledged: ${String(failure)}`);
      }
      return failure === undefined;
    });
  }

  /** What a live view makes of a fact is no reason to publish it again. */
  private tellListeners(subject: string, data: unknown): void {
    try {
      for (const listener of this.listeners) listener(subject, data);
    } catch (error) {
      this.logger.error(error);
    }
  }

  /** Publishes all at once and waits for the acknowledgements while they keep coming. */
  private async publish(
    connection: NatsConnection,
    facts: readonly ClaimedFact[],
  ): Promise<{ done: Acknowledgement[]; failure: unknown }> {
    const stream = jetstream(connection);
    const done: Acknowledgement[] = [];
    let failure: unknown;
    let timer: NodeJS.Timeout | undefined;
    const stalled = new Promise<void>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer in ${STALL_MS} ms`)), STALL_MS);
    });
    const all = facts.map(async ({ id, subject, envelope, messageId }) => {
      try {
        // The stall timer is the real limit; a client that waits for each by itself would give up in a long queue.
        const ack = await stream.publish(subject, JSON.stringify(envelope), {
          msgID: messageId,
          timeout: 60_000,
        });
        done.push({ id, seq: ack.seq });
        this.tellListeners(subject, (envelope as FactEnvelope).data);
        timer?.refresh();
      } catch (error) {
        failure = error;
      }
    });
    try {
      await this.nats.whileConnected(Promise.race([Promise.all(all), stalled]));
    } catch (error) {
      failure = error;
    } finally {
      clearTimeout(timer);
    }
    // A copy: acknowledgements that still come are too late for this transaction.
    return { done: [...done], failure };
  }
}
