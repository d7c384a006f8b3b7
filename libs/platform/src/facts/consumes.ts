import { UseFilters } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { Actor, FactDataOf, FactDefinition } from '#contracts';
import type { Tx } from '../database/transactions.js';
import { HandlerErrorFilter } from './handler-error.filter.js';

/** Transport id of facts, so that each server takes its own handlers only. */
export const FACTS = Symbol('FACTS');

/** A fact as a handler gets it. */
export interface Fact<D extends FactDefinition> {
  readonly id: string;
  /** When it happened, by the publisher's clock. */
  readonly time: string;
  readonly actor: Actor;
  readonly data: FactDataOf<D>;
}

/** A consumer's effect: everything it does, it does in `tx`, which also holds its inbox row. */
type Consumer<D extends FactDefinition> = (fact: Fact<D>, tx: Tx) => Promise<void>;

/**
 * Marks a controller's method as the consumer of a fact: a durable of its own, each fact applied once.
 * Twice, out of order and late are normal: a state fact older than the copy must change nothing.
 */
export function Consumes<D extends FactDefinition>(definition: D) {
  return <F extends Consumer<D>>(
    target: object,
    key: string | symbol,
    descriptor: TypedPropertyDescriptor<F>,
  ): void => {
    // Nest types an event handler's second argument as unknown; FactServer gives it the transaction.
    const mark = EventPattern(definition.subject, FACTS, { definition }) as MethodDecorator;
    mark(target, key, descriptor);
    UseFilters(HandlerErrorFilter)(target, key, descriptor);
    Payload()(target, key, 0);
    Ctx()(target, key, 1);
  };
}
