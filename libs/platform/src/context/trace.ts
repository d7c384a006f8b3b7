import { randomBytesNow } from '../random.js';

/** W3C Trace Context: `traceId` is shared by everything that one cause sets off, `spanId` names one step of it. */
export interface Trace {
  readonly traceId: string;
  readonly spanId: string;
}

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/;

export function newTrace(): Trace {
  return { traceId: randomBytesNow(16).toString('hex'), spanId: newSpanId() };
}

/** The trace in a `traceparent` header with a span of its own; a new trace when there is none or it is malformed. */
export function continueTrace(traceparent: string | undefined): Trace {
  const match = TRACEPARENT.exec(traceparent ?? '');
  return match ? { traceId: match[1]!, spanId: newSpanId() } : newTrace();
}

export function toTraceparent(trace: Trace): string {
  return `00-${trace.traceId}-${trace.spanId}-01`;
}

function newSpanId(): string {
  return randomBytesNow(8).toString('hex');
}
