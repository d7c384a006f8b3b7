import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { AckPolicy, DeliverPolicy, jetstream, type ConsumerMessages, type JsMsg } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { FactEnvelope, type FactDefinition } from '#contracts';
import { isObservable, lastValueFrom } from 'rxjs';
import { Deadline } from '../context/deadline.js';
import { runInContext } from '../context/request-context.js';
import { continueTrace } from '../context/trace.js';
import type { Transactions } from '../database/transactions.js';
import type { Nats } from '../nats/nats-connection.js';
import { FACTS, type Fact } from './consumes.js';
import { applyOnce, park } from './inbox.js';
import { ensureStream, STREAM } from './stream.js';

const MAX_TRIES = 10;
const BACKOFF_MS = [100, 500, 1_000, 5_000, 15_000];
const ACK_WAIT_NANOS = 30_000_000_000;
const IN_FLIGHT = 32;
const RETRY_START_MS = 500;

/** Feeds facts from JetStream to consumers: a durable per handler, effect and inbox in one transaction, then the ack. */
export class FactServer extends Server implements CustomTransportStrategy {
  override readonly transportId = FACTS;
  override readonly propagatesEventHandlerErrors = true;
  private readonly pulls: ConsumerMessages[] = [];
  private readonly loops: Promise<void>[] = [];
  private readonly inFlight = new Set<Promise<void>>();
  private isClosing = false;

  constructor(
    private readonly nats: Nats,
    private readonly transactions: Transactions,
    private readonly service: string,
  ) {
    super();
  }

  /** Calls back at once: a service starts without NATS and consumes when it comes. */
  listen(callback: (error?: unknown) => void): void {
    callback();
    for (const [subject, handler] of this.messageHandlers) {
      if (handler.isEventHandler) this.loops.push(this.keepConsuming(subject, handler));
    }
  }

  async close(): Promise<void> {
    this.isClosing = true;
    await Promise.allSettled(this.pulls.map((pull) => pull.close()));
    await Promise.allSettled(this.loops);
    await Promise.allSettled([...this.inFlight]);
  }

  override on(): never {
    throw new Error('not supported');
  }

  override unwrap<T>(): T {
    return this.nats as T;
  }

  /** Consumes until the end, and starts again when the stream or the durable has gone. */
  private async keepConsuming(subject: string, handler: MessageHandler): Promise<void> {
    const durable = `${this.service}_${subject.replaceAll('.', '-')}`;
    while (!this.isClosing) {
      try {
        const connection = await this.nats.whenConnected();
        if (this.isClosing) return;
        await this.consume(connection, durable, subject, handler);
      } catch (error) {
        if (this.isClosing) return;
        this.logger.warn(`${durable}: ${String(error)}; trying again`);
        await new Promise((resolve) => setTimeout(resolve, RETRY_START_MS));
      }
    }
  }

  private async consume(
    connection: NatsConnection,
    durable: string,
    subject: string,
    handler: MessageHandler,
  ): Promise<void> {
    const manager = await ensureStream(connection);
    await manager.consumers.add(STREAM, {
      durable_name: durable,
      filter_subject: subject,
      ack_policy: AckPolicy.Explicit,
      deliver_policy: DeliverPolicy.All,
      ack_wait: ACK_WAIT_NANOS,
      max_ack_pending: IN_FLIGHT,
    });
    const consumer = await jetstream(connection).consumers.get(STREAM, durable);
    const pull = await consumer.consume({ max_messages: IN_FLIGHT, abort_on_missing_resource: true });
    this.pulls.push(pull);
    try {
      for await (const message of pull) {
        const work: Promise<void> = this.handle(message, durable, handler).finally(() =>
          this.inFlight.delete(work),
        );
        this.inFlight.add(work);
      }
    } finally {
      this.pulls.splice(this.pulls.indexOf(pull), 1);
    }
  }

  private async handle(message: JsMsg, durable: string, handler: MessageHandler): Promise<void> {
    let envelope: FactEnvelope | undefined;
    try {
      envelope = FactEnvelope.parse(message.json());
      await this.apply(envelope, durable, handler);
      message.ack();
    } catch (error) {
      await this.retryOrPark(message, durable, envelope, describe(error));
    }
  }

  private apply(envelope: FactEnvelope, durable: string, handler: MessageHandler): Promise<void> {
    const { definition } = handler.extras as { definition: FactDefinition };
    const fact: Fact<FactDefinition> = { ...envelope, data: definition.data.parse(envelope.data) };
    const context = {
      trace: continueTrace(envelope.traceparent),
      actor: { kind: 'service', name: this.service } as const,
      deadline: Deadline.in(ACK_WAIT_NANOS / 1_000_000),
    };
    return runInContext(context, () =>
      this.transactions.run((tx) =>
        applyOnce(tx, durable, envelope.id, async () => {
          const result: unknown = await handler(fact, tx);
          if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
        }),
      ),
    );
  }

  private async retryOrPark(
    message: JsMsg,
    durable: string,
    envelope: FactEnvelope | undefined,
    reason: string,
  ): Promise<void> {
    const tries = message.info.deliveryCount;
    this.logger.warn(
      `${durable}: try ${tries} of fact ${envelope?.id ?? `#${message.seq}`} failed: ${reason}`,
    );
    if (tries < MAX_TRIES) return message.nak(BACKOFF_MS[Math.min(tries, BACKOFF_MS.length) - 1]);
    try {
      await this.transactions.run((tx) => park(tx, durable, message, reason));
      message.term();
    } catch (error) {
      // Not parked: it must come again, or it would be lost.
      this.logger.error(error);
      message.nak(BACKOFF_MS.at(-1));
    }
  }
}

function describe(error: unknown): string {
  if (error instanceof Error) return error.message;
  return typeof error === 'object' ? JSON.stringify(error) : String(error);
}
