import { Ctx, MessagePattern, Payload } from '@nestjs/microservices';
import type { OutputOf, ParsedInputOf, RequestDefinition } from '#contracts';
import type { RequestContext } from '../context/request-context.js';

/** Transport id of requests, so that each server takes its own handlers only. */
export const REQUESTS = Symbol('REQUESTS');

/** A method that answers: the parsed input and the request's context in, the output (or a promise of it) out. */
type Answerer<D extends RequestDefinition> = (
  input: ParsedInputOf<D>,
  context: RequestContext,
) => OutputOf<D> | Promise<OutputOf<D>>;

/** Marks a controller's method as the answer to a request; a wrong shape at either end doesn't compile. */
export function Answers<D extends RequestDefinition>(definition: D) {
  return <F extends Answerer<D>>(
    target: object,
    key: string | symbol,
    descriptor: TypedPropertyDescriptor<F>,
  ): void => {
    MessagePattern(definition.subject, REQUESTS, { definition })(target, key, descriptor);
    // Without these Nest hands over the payload alone.
    Payload()(target, key, 0);
    Ctx()(target, key, 1);
  };
}
