import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import type { FactDefinition, FactEnvelope } from '#contracts';
import { isObservable, lastValueFrom } from 'rxjs';
import { Deadline } from '../context/deadline.js';
import { runInContext } from '../context/request-context.js';
import { continueTrace } from '../context/trace.js';
import { Transactions, type Tx } from '../database/transactions.js';
import { Nats } from '../nats/nats-connection.js';
import { PLATFORM_OPTIONS, type PlatformOptions } from '../service/platform-options.js';
import { FACTS, type Fact } from './consumes.js';
import { DurableConsumer } from './durable-consumer.js';
import { HOLD_MS } from './held-facts.js';

const BACKOFF_MS = [100, 500, 1_000, 5_000, 15_000];

/** Feeds facts from JetStream to consumers: a durable per handler, effect and inbox in one transaction, then the ack. */
@Injectable()
export class FactServer extends Server implements CustomTransportStrategy, OnModuleDestroy {
  override readonly transportId = FACTS;
  override readonly propagatesEventHandlerErrors = true;
  /** By name. */
  readonly consumers = new Map<string, DurableConsumer>();

  constructor(
    private readonly nats: Nats,
    private readonly transactions: Transactions,
    @Inject(PLATFORM_OPTIONS) private readonly options: PlatformOptions,
  ) {
    super();
  }

  /** Calls back at once: a service starts without NATS and consumes when it comes. */
  listen(callback: (error?: unknown) => void): void {
    callback();
    for (const [subject, handler] of this.messageHandlers) {
      if (!handler.isEventHandler) continue;
      const name = `${this.options.name}_${subject.replaceAll('.', '-')}`;
      const settings = {
        name,
        subject,
        effect: (envelope: FactEnvelope, tx: Tx) => this.apply(handler, envelope, tx),
        backoffMs: this.options.factBackoffMs ?? BACKOFF_MS,
      };
      const consumer = new DurableConsumer(settings, this.nats, this.transactions);
      this.consumers.set(name, consumer);
      consumer.start();
    }
  }

  async close(): Promise<void> {
    await Promise.allSettled([...this.consumers.values()].map((consumer) => consumer.close()));
  }

  /** Before the relay ends, which still publishes what the last facts brought about. */
  onModuleDestroy(): Promise<void> {
    return this.close();
  }

  override on(): never {
    throw new Error('not supported');
  }

  override unwrap<T>(): T {
    return this.nats as T;
  }

  /** Gives the fact to its handler, in the trace that it comes from. */
  private apply(handler: MessageHandler, envelope: FactEnvelope, tx: Tx): Promise<void> {
    const { definition } = handler.extras as { definition: FactDefinition };
    const fact: Fact<FactDefinition> = { ...envelope, data: definition.data.parse(envelope.data) };
    const context = {
      trace: continueTrace(envelope.traceparent),
      actor: { kind: 'service', name: this.options.name } as const,
      deadline: Deadline.in(HOLD_MS),
    };
    return runInContext(context, async () => {
      const result: unknown = await handler(fact, tx);
      if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
      this.logger.debug?.({ subject: envelope.type, factId: envelope.id }, 'applied');
    });
  }
}
