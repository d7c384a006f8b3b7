import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { jetstream, type Consumer, type ConsumerMessages, type JsMsg } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { FactEnvelope } from '#contracts';
import type { Transactions, Tx } from '../database/transactions.js';
import type { Nats } from '../nats/nats-connection.js';
import { HeldFacts } from './held-facts.js';
import { applyOnce, countFailure, park, type Received } from './inbox.js';
import { isInfrastructure } from './infrastructure.js';
import { Pause } from './pause.js';
import { ensureDurable, ensureStream, STREAM } from './stream.js';

export const MAX_TRIES = 10;
const IN_FLIGHT = 32;
/** The stream or durable having gone is noticed after two of these. */
const HEARTBEAT_MS = 1_000;
const PULL_MS = 10_000;
const RESTART_MS = 500;

/** What a consumer does with a fact, in the transaction that also holds its inbox row. */
export type Effect = (envelope: FactEnvelope, tx: Tx) => Promise<void>;

export interface ConsumerSettings {
  /** Of the durable in JetStream and in the inbox: `<service>_<subject>`. */
  readonly name: string;
  readonly subject: string;
  readonly effect: Effect;
  /** Before the second try, the third, …; the last one for all that follow. */
  readonly backoffMs: readonly number[];
}

/**
 * One durable: pulls facts, and settles each before it is acknowledged. A handler's failure is counted in our own
 * table and tried again, the tenth parks the fact. While Postgres or an asked service is away the consumer waits,
 * which counts as nothing (DESIGN 6.5).
 */
export class DurableConsumer {
  private readonly logger: Logger;
  private readonly closing = new AbortController();
  private readonly pause = new Pause(this.closing.signal);
  private readonly inFlight = new Set<Promise<void>>();
  private readonly held = new HeldFacts();
  private pull?: ConsumerMessages;
  private running?: Promise<void>;

  constructor(
    readonly settings: ConsumerSettings,
    private readonly nats: Nats,
    private readonly transactions: Transactions,
  ) {
    this.logger = new Logger(settings.name);
  }

  /** Why it waits; undefined while it doesn't. */
  get paused(): string | undefined {
    return this.pause.reason;
  }

  start(): void {
    // What was asked for over a connection that broke never comes; the client itself may notice 15 s later (ADR 0009).
    this.nats.onLost(() => void this.pull?.close());
    this.running = this.run();
  }

  /** Takes no more facts, and settles or gives back those at hand. */
  async close(): Promise<void> {
    this.closing.abort();
    await this.pull?.close();
    await this.running;
    await Promise.allSettled([...this.inFlight]);
  }

  /** Consumes until the end, and starts again when the connection, the stream or the durable has gone. */
  private async run(): Promise<void> {
    const { signal } = this.closing;
    const closed = new Promise<undefined>((resolve) =>
      signal.addEventListener('abort', () => resolve(undefined)),
    );
    while (!signal.aborted) {
      try {
        const connection = await Promise.race([this.nats.whenUp(), closed]);
        if (connection) await this.consume(connection);
      } catch (error) {
        this.logger.warn(`${String(error)}; starting again`);
      }
      await sleep(RESTART_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  private async consume(connection: NatsConnection): Promise<void> {
    const consumer = await this.nats.whileConnected(this.ensure(connection));
    if (this.closing.signal.aborted || !this.nats.current) return;
    this.pull = await consumer.consume({
      max_messages: IN_FLIGHT,
      expires: PULL_MS,
      idle_heartbeat: HEARTBEAT_MS,
      abort_on_missing_resource: true,
    });
    for await (const message of this.pull) {
      const work: Promise<void> = this.handle(message)
        .catch((error: unknown) => this.logger.error(error))
        .finally(() => {
          this.held.letGo(message);
          this.inFlight.delete(work);
        });
      this.inFlight.add(work);
      if (this.inFlight.size >= IN_FLIGHT) await Promise.race(this.inFlight);
    }
  }

  private async ensure(connection: NatsConnection): Promise<Consumer> {
    const { manager } = await ensureStream(connection);
    await ensureDurable(manager, this.settings.name, this.settings.subject);
    return jetstream(connection).consumers.get(STREAM, this.settings.name);
  }

  /** Tries again in place while something is away: given back, the fact would only come again at once. */
  private async handle(message: JsMsg): Promise<void> {
    while (!this.closing.signal.aborted) {
      this.held.keep(message);
      try {
        await this.settle(message);
        this.pause.end();
        return;
      } catch (error) {
        if (!this.pause.reason) this.logger.warn(`waits: ${describe(error)}`);
        this.pause.begin(describe(error));
        await this.pause.over();
      }
    }
    message.nak();
  }

  /** @throws only what is nobody's fault, so that it may be tried again without being counted */
  private async settle(message: JsMsg): Promise<void> {
    const received = read(message);
    try {
      const envelope = FactEnvelope.parse(received.envelope);
      const { name, effect } = this.settings;
      const fact = { factId: envelope.id, redelivered: message.redelivered };
      await applyOnce(this.transactions, name, fact, (tx) => effect(envelope, tx));
      message.ack();
    } catch (error) {
      if (isInfrastructure(error)) throw error;
      await this.countOrPark(message, received, error);
    }
  }

  private async countOrPark(message: JsMsg, received: Received, error: unknown): Promise<void> {
    const { name, backoffMs } = this.settings;
    const reason = describe(error);
    const tries = await this.transactions.run(async (tx) => {
      const tries = await countFailure(tx, name, received.factId, reason);
      if (tries >= MAX_TRIES) await park(tx, name, received, reason);
      return tries;
    });
    this.logger.warn(`try ${tries} of fact ${received.factId} failed: ${reason}`);
    if (tries < MAX_TRIES) return message.nak(backoffMs[Math.min(tries, backoffMs.length) - 1] ?? 0);
    // Only now, after the commit: a crash in between brings the fact again, the other order would lose it.
    message.term();
    this.logger.error(error, undefined, `parked fact ${received.factId}`);
  }
}

/** What came, even when it is no fact, or no JSON. */
function read(message: JsMsg): Received {
  const text = message.string();
  let envelope: unknown;
  try {
    envelope = JSON.parse(text);
  } catch {
    envelope = { notJson: text };
  }
  const factId = FactEnvelope.safeParse(envelope).data?.id ?? `#${message.seq}`;
  return { factId, subject: message.subject, envelope };
}

export function describe(error: unknown): string {
  if (error instanceof Error) return error.message;
  return typeof error === 'object' ? JSON.stringify(error) : String(error);
}
