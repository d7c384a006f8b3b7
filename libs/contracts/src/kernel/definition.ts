import type { z } from 'zod';

/** The four services that own data. The gateway owns HTTP and nothing else. */
export const SERVICES = ['events', 'sessions', 'participants', 'notifications'] as const;
export type Service = (typeof SERVICES)[number];

/** A question that one service answers over NATS request/reply (DESIGN section 5). */
export interface RequestDefinition<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  /** `req.<service>.<verb-noun>.v<n>` */
  readonly subject: string;
  readonly input: I;
  readonly output: O;
  /** The longest a caller waits, in milliseconds; a caller with less time left waits less. */
  readonly timeoutMs: number;
}

/** What a caller writes: fields with defaults may be left out. */
export type InputOf<D extends RequestDefinition> = z.input<D['input']>;
/** What the answering side reads: defaults are filled in. */
export type ParsedInputOf<D extends RequestDefinition> = z.output<D['input']>;
export type OutputOf<D extends RequestDefinition> = z.output<D['output']>;

const REQUEST_SUBJECT = /^req\.(events|sessions|participants|notifications)\.[a-z]+(-[a-z]+)*\.v\d+$/;
const SIGNAL_SUBJECT = /^signal\.(events|sessions|participants|notifications)\.[a-z]+(-[a-z]+)*$/;
const FACT_SUBJECT = /^fact\.(events|sessions|participants|notifications)\.[a-z-]+\.[a-z-]+\.v\d+$/;

/** Defines a request once for both ends. Unknown fields are ignored, so that it can grow additively. */
export function defineRequest<I extends z.ZodType, O extends z.ZodType>(definition: {
  subject: string;
  input: I;
  output: O;
  timeoutMs?: number;
}): RequestDefinition<I, O> {
  if (!REQUEST_SUBJECT.test(definition.subject))
    throw new Error(`not a request subject: ${definition.subject}`);
  return Object.freeze({ timeoutMs: 5_000, ...definition });
}

/**
 * What has happened, published after commit to the stream FACTS.
 * A `state` fact carries the whole public state of one aggregate and its version: applied or superseded, never merged.
 * An `occurrence` fact is deduplicated by its id.
 */
export interface FactDefinition<D extends z.ZodType = z.ZodType> {
  /** `fact.<service>.<noun>.<past>.v<n>` */
  readonly subject: string;
  readonly kind: 'state' | 'occurrence';
  readonly data: D;
}

export type FactDataOf<D extends FactDefinition> = z.output<D['data']>;

/** Defines a fact once for both ends. Data carries opaque ids, never a person's name or address. */
export function defineFact<D extends z.ZodType>(definition: {
  subject: string;
  kind: 'state' | 'occurrence';
  data: D;
}): FactDefinition<D> {
  if (!FACT_SUBJECT.test(definition.subject)) throw new Error(`not a fact subject: ${definition.subject}`);
  return Object.freeze({ ...definition });
}

/**
 * What changes right now, for live views: it may be lost or come twice, and nothing may rest on it (DESIGN section 2).
 * Without a version in its subject: who does not understand one passes it over.
 */
export interface SignalDefinition<D extends z.ZodType = z.ZodType> {
  /** `signal.<service>.<noun>` */
  readonly subject: string;
  readonly data: D;
}

export type SignalDataOf<D extends SignalDefinition> = z.output<D['data']>;

/** Defines a signal once for both ends. Data carries opaque ids, never a person's name or address. */
export function defineSignal<D extends z.ZodType>(definition: {
  subject: string;
  data: D;
}): SignalDefinition<D> {
  if (!SIGNAL_SUBJECT.test(definition.subject))
    throw new Error(`not a signal subject: ${definition.subject}`);
  return Object.freeze({ ...definition });
}

/** The service that answers or publishes a subject. */
export function ownerOf(definition: { subject: string }): Service {
  return definition.subject.split('.')[1] as Service;
}
