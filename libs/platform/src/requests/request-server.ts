import { hash } from 'node:crypto';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import {
  headers as natsHeaders,
  type Msg,
  type NatsConnection,
  type Subscription,
} from '@nats-io/transport-node';
import {
  Actor,
  ANONYMOUS,
  fieldErrorsOf,
  HEADERS,
  invalidFields,
  Problem,
  RuleViolation,
  type RequestDefinition,
} from '#contracts';
import { lastValueFrom } from 'rxjs';
import { Deadline } from '../context/deadline.js';
import { runInContext, type RequestContext } from '../context/request-context.js';
import { continueTrace } from '../context/trace.js';
import { RequestMetrics, type Outcome } from '../metrics/request-metrics.js';
import { Nats } from '../nats/nats-connection.js';
import { endOfTurn } from '../nats/turn.js';
import { PLATFORM_OPTIONS, type PlatformOptions } from '../service/platform-options.js';
import { REQUESTS } from './answers.js';

/**
 * Answers requests over the process's one NATS connection, one queue group per service.
 * Nest's own NATS server is not used because it sleeps its whole grace period at the end, opens a connection
 * of its own, and knows no deadline (docs/adr/0003).
 */
@Injectable()
export class RequestServer extends Server implements CustomTransportStrategy, OnModuleDestroy {
  override readonly transportId = REQUESTS;
  private readonly subscriptions: Subscription[] = [];
  private readonly inFlight = new Set<Promise<void>>();

  constructor(
    private readonly nats: Nats,
    @Inject(PLATFORM_OPTIONS) private readonly options: PlatformOptions,
    private readonly metrics: RequestMetrics,
  ) {
    super();
  }

  /** Calls back at once: a service starts without NATS and serves when it comes. */
  listen(callback: (error?: unknown) => void): void {
    callback();
    this.nats
      .whenConnected()
      .then((connection) => this.subscribe(connection))
      .catch((error: unknown) => this.logger.error(error));
  }

  /** Takes no new requests and answers those that have come; after their deadlines nobody waits for them any more. */
  async close(): Promise<void> {
    await Promise.allSettled(this.subscriptions.map((subscription) => subscription.drain()));
    await Promise.allSettled([...this.inFlight]);
  }

  /** First of all that ends: what the last requests commit is still to be published (facts/outbox-relay.ts). */
  onModuleDestroy(): Promise<void> {
    return this.close();
  }

  override on(): never {
    throw new Error('not supported');
  }

  override unwrap<T>(): T {
    return this.nats as T;
  }

  private subscribe(connection: NatsConnection): void {
    for (const [subject, handler] of this.messageHandlers) {
      const callback = (error: Error | null, message: Msg) => {
        if (error) return this.logger.error(error);
        // The asker says where the answer goes. Only to an inbox, or a stolen password could speak with our permissions.
        if (!message.reply?.startsWith('_INBOX')) return;
        this.track(message, handler);
      };
      this.subscriptions.push(connection.subscribe(subject, { queue: this.options.name, callback }));
    }
  }

  private track(message: Msg, handler: MessageHandler): void {
    const { definition } = handler.extras as { definition: RequestDefinition };
    const context = contextOf(message, definition);
    if (context.deadline.expired) return this.metrics.cameTooLate(definition.subject);
    const answer = runInContext(context, () => this.measure(message, handler, definition, context));
    const work: Promise<void> = context.deadline.orAfter(answer).finally(() => this.inFlight.delete(work));
    this.inFlight.add(work);
  }

  private async measure(
    message: Msg,
    handler: MessageHandler,
    definition: RequestDefinition,
    context: RequestContext,
  ): Promise<void> {
    const begun = performance.now();
    const outcome = await this.answer(message, handler, definition, context);
    const seconds = (performance.now() - begun) / 1_000;
    this.metrics.answered(definition.subject, outcome, seconds);
    this.logger.debug?.({ subject: definition.subject, outcome, seconds }, 'answered');
  }

  private async answer(
    message: Msg,
    handler: MessageHandler,
    definition: RequestDefinition,
    context: RequestContext,
  ): Promise<Outcome> {
    try {
      const parsed = definition.input.safeParse(message.json());
      if (!parsed.success) throw invalidFields(fieldErrorsOf(parsed.error)).toProblem();
      const output: unknown = await lastValueFrom(
        this.transformToObservable(await handler(parsed.data, context)),
      );
      const reply = JSON.stringify(definition.output.parse(output));
      await endOfTurn();
      message.respond(reply);
      return 'ok';
    } catch (error) {
      const headers = natsHeaders();
      headers.set(HEADERS.problem, '1');
      const problem = this.problemOf(error);
      message.respond(JSON.stringify(problem), { headers });
      return problem.code;
    }
  }

  /** Handlers' errors arrive as problems (ProblemFilter made them so); anything else is our own mistake. */
  private problemOf(error: unknown): Problem {
    if (error instanceof RuleViolation) return error.toProblem();
    const problem = error instanceof Error ? undefined : Problem.safeParse(error);
    if (problem?.success) return problem.data;
    this.logger.error(error);
    return { code: 'internal', detail: 'Something went wrong on our side.' };
  }
}

function contextOf(message: Msg, definition: RequestDefinition): RequestContext {
  const header = (name: string): string | undefined => message.headers?.get(name) || undefined;
  const deadlineMs = Number(header(HEADERS.deadline) ?? definition.timeoutMs);
  const key = header(HEADERS.idempotencyKey);
  return {
    trace: continueTrace(header(HEADERS.trace)),
    actor: readActor(header(HEADERS.actor)),
    deadline: Deadline.in(Number.isFinite(deadlineMs) ? deadlineMs : 0),
    ...(key && { idempotencyKey: decodeURIComponent(key) }),
    operation: {
      subject: message.subject,
      bodyHash: hash('sha256', message.data, 'base64url'),
    },
  };
}

/** Actors as they were read; the same few ask again and again. */
const actors = new Map<string, Actor>();
const MOST_ACTORS = 2_000;

/** Only our own processes can publish here; one that sends no readable actor is given no rights. */
function readActor(header: string | undefined): Actor {
  if (!header) return ANONYMOUS;
  const known = actors.get(header);
  if (known) return known;
  try {
    const actor = Actor.parse(JSON.parse(decodeURIComponent(header)));
    // All at once: who asks again is soon known again.
    if (actors.size >= MOST_ACTORS) actors.clear();
    actors.set(header, actor);
    return actor;
  } catch {
    return ANONYMOUS;
  }
}
