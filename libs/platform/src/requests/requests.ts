import { Inject, Injectable } from '@nestjs/common';
import { headers as natsHeaders, type Msg } from '@nats-io/transport-node';
import {
  HEADERS,
  Problem,
  RuleViolation,
  type Actor,
  type InputOf,
  type OutputOf,
  type RequestDefinition,
} from '#contracts';
import { currentContext } from '../context/request-context.js';
import { toTraceparent } from '../context/trace.js';
import { RequestMetrics, type Outcome } from '../metrics/request-metrics.js';
import { Nats } from '../nats/nats-connection.js';
import { endOfTurn } from '../nats/turn.js';
import { PLATFORM_OPTIONS, type PlatformOptions } from '../service/platform-options.js';
import { NoAnswerInTime, NobodyAnswers, ReplyInbox } from './reply-inbox.js';

/** Time kept back at each hop for the way back, so that the inner hop gives up first and can say why. */
const HOP_MS = 25;

export interface AskOptions {
  /** Ask for this process itself instead of for the actor of the request at hand. */
  asService?: boolean;
  /** Ask for this actor. */
  actor?: Actor;
}

/** Asks other services over NATS request/reply, within the deadline of the request at hand. */
@Injectable()
export class Requests {
  private readonly inbox: ReplyInbox;

  constructor(
    private readonly nats: Nats,
    @Inject(PLATFORM_OPTIONS) private readonly options: PlatformOptions,
    private readonly metrics: RequestMetrics,
  ) {
    this.inbox = new ReplyInbox(nats);
  }

  /**
   * @throws RuleViolation what the answering side refused; `service.unavailable` at once when nobody answers;
   *   `outcome.unknown` when the deadline passed: it may have happened, and the same key makes a retry safe
   */
  async ask<D extends RequestDefinition>(
    definition: D,
    input: InputOf<D>,
    options: AskOptions = {},
  ): Promise<OutputOf<D>> {
    const begun = performance.now();
    let outcome: Outcome = 'internal';
    try {
      const output = await this.askOnce(definition, input, options);
      outcome = 'ok';
      return output;
    } catch (error) {
      if (error instanceof RuleViolation) outcome = error.code;
      throw error;
    } finally {
      this.metrics.asked(definition.subject, outcome, (performance.now() - begun) / 1_000);
    }
  }

  private async askOnce<D extends RequestDefinition>(
    definition: D,
    input: InputOf<D>,
    { asService, actor }: AskOptions,
  ): Promise<OutputOf<D>> {
    const context = currentContext();
    await endOfTurn();
    const timeoutMs = Math.min(definition.timeoutMs, context.deadline.leftMs) - HOP_MS;
    if (timeoutMs <= 0) throw outcomeUnknown(definition);
    const connection = this.nats.current;
    if (!connection) throw unavailable(definition);

    const headers = natsHeaders();
    headers.set(HEADERS.deadline, String(Math.floor(timeoutMs)));
    headers.set(HEADERS.trace, toTraceparent(context.trace));
    const asker: Actor = asService ? { kind: 'service', name: this.options.name } : (actor ?? context.actor);
    headers.set(HEADERS.actor, headerOf(asker));
    if (context.idempotencyKey)
      headers.set(HEADERS.idempotencyKey, encodeURIComponent(context.idempotencyKey));

    let reply: Msg;
    try {
      reply = await this.inbox.ask(connection, definition.subject, JSON.stringify(input), {
        headers,
        timeoutMs,
      });
    } catch (error) {
      throw explain(error, definition);
    }
    if (reply.headers?.has(HEADERS.problem)) throw RuleViolation.fromProblem(Problem.parse(reply.json()));
    return reply.json<OutputOf<D>>();
  }
}

/** One actor asks many times, as the same object while the gateway knows them. */
const actorHeaders = new WeakMap<Actor, string>();

function headerOf(actor: Actor): string {
  let header = actorHeaders.get(actor);
  if (!header) actorHeaders.set(actor, (header = encodeURIComponent(JSON.stringify(actor))));
  return header;
}

function explain(error: unknown, definition: RequestDefinition): unknown {
  if (error instanceof NobodyAnswers) return unavailable(definition);
  if (error instanceof NoAnswerInTime) return outcomeUnknown(definition);
  return new RuleViolation(
    'outcome.unknown',
    `The connection broke while waiting for ${definition.subject}.`,
  );
}

function unavailable(definition: RequestDefinition): RuleViolation {
  return new RuleViolation(
    'service.unavailable',
    `Nobody answers ${definition.subject} now; try again in a moment.`,
  );
}

function outcomeUnknown(definition: RequestDefinition): RuleViolation {
  return new RuleViolation(
    'outcome.unknown',
    `No answer to ${definition.subject} in time. It may have happened: repeat with the same Idempotency-Key.`,
  );
}
