import { z } from 'zod';
import { Actor } from './actor.js';

/** A fact on the wire: CloudEvents 1.0 (JSON format) plus the causing request's trace and actor. */
export const FactEnvelope = z.object({
  specversion: z.literal('1.0'),
  id: z.string(),
  source: z.string(),
  type: z.string(),
  time: z.string(),
  datacontenttype: z.literal('application/json'),
  /** W3C Trace Context, extension “distributed tracing” of CloudEvents. */
  traceparent: z.string(),
  actor: Actor,
  data: z.unknown(),
});
export type FactEnvelope = z.infer<typeof FactEnvelope>;

/** NATS headers of a request. */
export const HEADERS = {
  /** Milliseconds the caller still waits, measured by the receiver from receipt with a monotonic clock. */
  deadline: 'Meridian-Deadline-Ms',
  /** W3C Trace Context: `00-<trace id>-<span id>-01`. */
  trace: 'traceparent',
  /** The actor as JSON. Only the gateway and the services can publish on request subjects. */
  actor: 'Meridian-Actor',
  idempotencyKey: 'Idempotency-Key',
  /** Set on a reply that refuses: its body is a Problem. */
  problem: 'Meridian-Problem',
} as const;
