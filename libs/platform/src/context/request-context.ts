import { AsyncLocalStorage } from 'node:async_hooks';
import { ANONYMOUS, type Actor } from '#contracts';
import { Deadline } from './deadline.js';
import { newTrace, type Trace } from './trace.js';

/** What goes along with a request or a fact from HTTP to the last consumer. */
export interface RequestContext {
  readonly trace: Trace;
  readonly actor: Actor;
  readonly deadline: Deadline;
  /** Of the HTTP request that caused this; commands are remembered under it (DESIGN 6.8). */
  readonly idempotencyKey?: string;
  /** The operation being answered and a hash of its body; set on the answering side. */
  readonly operation?: { readonly subject: string; readonly bodyHash: string };
}

const storage = new AsyncLocalStorage<RequestContext>();

/** Runs `work` so that everything it awaits sees this context. */
export function runInContext<T>(context: RequestContext, work: () => T): T {
  return storage.run(context, work);
}

/** The context at hand; undefined outside of a request or fact. */
export function findContext(): RequestContext | undefined {
  return storage.getStore();
}

/** The context at hand; outside of any, an anonymous one with a fresh trace and ten seconds. */
export function currentContext(): RequestContext {
  return storage.getStore() ?? { trace: newTrace(), actor: ANONYMOUS, deadline: Deadline.in(10_000) };
}
