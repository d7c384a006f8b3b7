import { Injectable } from '@nestjs/common';
import { jetstreamManager, type ConsumerInfo, type MsgRequest } from '@nats-io/jetstream';
import { FactServer } from '../facts/fact-server.js';
import { STREAM } from '../facts/stream.js';
import { Nats } from '../nats/nats-connection.js';
import { Metrics, type Sample } from './metrics.js';

interface Lag {
  readonly consumer: string;
  /** Facts not yet applied: waiting in the stream, and handed out without an acknowledgement so far. */
  readonly count: number;
  /** Since the oldest of them came into the stream, in seconds. */
  readonly seconds: number;
}

/** The client's types leave out the server's time of the answer (nats-server ≥ 2.10): JetStream's clock at both ends. */
type TimedInfo = ConsumerInfo & { ts?: string };

/** How far behind a service's consumers are. Seen from JetStream, so that a consumer that has stopped is seen, too. */
@Injectable()
export class FactMetrics {
  constructor(
    metrics: Metrics,
    private readonly nats: Nats,
    private readonly facts: FactServer,
  ) {
    const labelNames = ['consumer'] as const;
    metrics.readGauge(
      { name: 'meridian_facts_pending', help: 'Facts that a consumer has not applied yet.', labelNames },
      () => this.read(({ count }) => count),
    );
    metrics.readGauge(
      {
        name: 'meridian_facts_oldest_pending_seconds',
        help: 'Time since the oldest of them was published; 0 when there is none.',
        labelNames,
      },
      () => this.read(({ seconds }) => seconds),
    );
  }

  private async read(value: (lag: Lag) => number): Promise<Sample<'consumer'>[]> {
    const lags = await Promise.all([...this.facts.consumers.keys()].map((name) => this.lagOf(name)));
    return lags.map((lag) => ({ labels: { consumer: lag.consumer }, value: value(lag) }));
  }

  private async lagOf(consumer: string): Promise<Lag> {
    const connection = this.nats.current;
    if (!connection) throw new Error('NATS is away');
    const manager = await jetstreamManager(connection, { checkAPI: false });
    const info: TimedInfo = await manager.consumers.info(STREAM, consumer);
    const count = info.num_pending + info.num_ack_pending;
    if (count === 0) return { consumer, count, seconds: 0 };
    const next = { seq: info.ack_floor.stream_seq + 1, next_by_subj: info.config.filter_subject };
    // The client's type has `next_by_subj` for direct reads only; nats-server takes it in both.
    const oldest = await manager.streams.getMessage(STREAM, next as MsgRequest);
    const seconds = oldest && info.ts ? (Date.parse(info.ts) - oldest.time.getTime()) / 1_000 : 0;
    return { consumer, count, seconds: Math.max(0, seconds) };
  }
}
