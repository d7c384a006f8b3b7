import { Injectable } from '@nestjs/common';
import type { ErrorCode } from '#contracts';
import { Metrics } from './metrics.js';

/** `ok`, or the code of the problem. */
export type Outcome = 'ok' | ErrorCode;

/** Seconds, around what a person notices; the last is a request's whole deadline. */
export const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

/** Requests over NATS, as the side that answers sees them and as the side that waits does. */
@Injectable()
export class RequestMetrics {
  private readonly answers;
  private readonly asks;
  private readonly expired;

  constructor(metrics: Metrics) {
    const labelNames = ['subject', 'outcome'] as const;
    this.answers = metrics.histogram({
      name: 'meridian_requests_seconds',
      help: 'Time to answer a request, by subject and outcome.',
      labelNames,
      buckets: REQUEST_SECONDS,
    });
    this.asks = metrics.histogram({
      name: 'meridian_asks_seconds',
      help: 'Time that an asked request took, with its way there and back.',
      labelNames,
      buckets: REQUEST_SECONDS,
    });
    this.expired = metrics.counter({
      name: 'meridian_requests_expired_total',
      help: 'Requests that came after their deadline and were not begun.',
      labelNames: ['subject'],
    });
  }

  answered(subject: string, outcome: Outcome, seconds: number): void {
    this.answers.observe({ subject, outcome }, seconds);
  }

  asked(subject: string, outcome: Outcome, seconds: number): void {
    this.asks.observe({ subject, outcome }, seconds);
  }

  cameTooLate(subject: string): void {
    this.expired.inc({ subject });
  }
}
