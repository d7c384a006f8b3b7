import { randomBytes } from 'node:crypto';
import { Inject, Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { RuleViolation } from '#contracts';
import { Metrics, Signals } from '#platform';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.js';
import { frameOf, type LiveEvent } from './live-event.js';
import { LiveRing, readEventId } from './live-ring.rules.js';
import { listenToSignals } from './live-sources.js';
import type { LiveStream } from './live-stream.js';

/** What a stream that broke may have missed and still gets. */
const MOST_HELD = 2_000;
/** Well below the minute after which proxies take a silent connection for dead. */
const HEARTBEAT_MS = 15_000;
const HEARTBEAT = Buffer.from(': \n\n');

/**
 * The live views of this process: it hears each signal once, writes each event once, and gives the same bytes to all
 * streams. However many look, nothing more is asked of any service.
 */
@Injectable()
export class LiveService implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(LiveService.name);
  private readonly streams = new Set<LiveStream>();
  private readonly openByAddress = new Map<string, number>();
  private readonly ring = new LiveRing(MOST_HELD);
  /** Of this process's order of events: another process, or this one started again, counts anew. */
  private readonly epoch = BigInt(`0x${randomBytes(8).toString('hex')}`).toString(36);
  private heartbeat?: NodeJS.Timeout;
  private isClosing = false;
  private readonly dropped;

  constructor(
    private readonly signals: Signals,
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    metrics: Metrics,
  ) {
    metrics.readGauge({ name: 'meridian_live_streams', help: 'Live streams that are open.' }, () =>
      Promise.resolve([{ value: this.streams.size }]),
    );
    this.dropped = metrics.counter({
      name: 'meridian_live_dropped_total',
      help: 'Live streams ended because their reader was too slow.',
    });
  }

  onModuleInit(): void {
    listenToSignals(this.signals, (event) => this.tell(event));
    this.heartbeat = setInterval(() => this.beat(), HEARTBEAT_MS);
  }

  /** Before the HTTP server closes, which would wait for open streams for ever. */
  onModuleDestroy(): void {
    this.isClosing = true;
    clearInterval(this.heartbeat);
    for (const stream of this.streams) stream.end();
  }

  /**
   * Refuses a stream where there is no more room.
   * @throws RuleViolation `live.limit` naming it; `service.unavailable` while the process ends
   */
  requireRoom(address: string): void {
    const { LIVE_STREAMS, LIVE_STREAMS_PER_ADDRESS } = this.config;
    if (this.isClosing) throw new RuleViolation('service.unavailable', 'This process ends; try again.');
    if ((this.openByAddress.get(address) ?? 0) >= LIVE_STREAMS_PER_ADDRESS) {
      throw new RuleViolation(
        'live.limit',
        `An address may have at most ${LIVE_STREAMS_PER_ADDRESS} live streams open at once.`,
      );
    }
    if (this.streams.size >= LIVE_STREAMS) {
      throw new RuleViolation('live.limit', `At most ${LIVE_STREAMS} live streams are open at once here.`);
    }
  }

  /**
   * Begins a stream: with what was missed since `lastEventId`, or else, when it can't be said what that was, with `reset`.
   * A stream that begins for the first time gets `ready`, with the id from which it goes on.
   */
  open(stream: LiveStream, lastEventId: string | undefined): void {
    const id = this.idOf(this.ring.sequence);
    if (lastEventId === undefined) stream.write(frameOf(id, 'ready', {}));
    else {
      const seen = readEventId(lastEventId);
      const missed = seen && seen.epoch === this.epoch ? this.ring.since(seen.sequence) : null;
      if (!missed) stream.write(frameOf(id, 'reset', {}));
      for (const event of missed ?? []) if (stream.hears(event)) stream.write(event.frame);
    }
    this.streams.add(stream);
    this.openByAddress.set(stream.address, (this.openByAddress.get(stream.address) ?? 0) + 1);
  }

  /** Whatever ended it. */
  closed(stream: LiveStream): void {
    if (!this.streams.delete(stream)) return;
    const left = this.openByAddress.get(stream.address)! - 1;
    if (left > 0) this.openByAddress.set(stream.address, left);
    else this.openByAddress.delete(stream.address);
  }

  private tell({ name, programmeId, audience, data }: LiveEvent): void {
    const sequence = this.ring.next;
    const event = { sequence, programmeId, audience, frame: frameOf(this.idOf(sequence), name, data) };
    this.ring.add(event);
    for (const stream of this.streams) if (stream.hears(event)) this.write(stream, event.frame);
  }

  private beat(): void {
    for (const stream of this.streams) {
      this.write(stream, HEARTBEAT);
      if (stream.isPrivileged) void stream.refreshActor();
    }
  }

  private write(stream: LiveStream, bytes: Buffer): void {
    if (stream.write(bytes)) return;
    this.dropped.inc();
    this.logger.debug('a live stream was too slow');
  }

  private idOf(sequence: number): string {
    return `${this.epoch}-${sequence}`;
  }
}
