import { Injectable } from '@nestjs/common';
import { Metrics } from './metrics.js';

const SIZES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000];

/** How many things are worked on together: the larger under load, the better a batch does its work. */
@Injectable()
export class BatchMetrics {
  private readonly sizes;

  constructor(metrics: Metrics) {
    this.sizes = metrics.histogram({
      name: 'meridian_batch_size',
      help: 'How many were worked on together.',
      labelNames: ['of'] as const,
      buckets: SIZES,
    });
  }

  /** @param of what the batch is of, a word of the code: `facts`, `mails`. An empty batch is none. */
  took(of: string, size: number): void {
    if (size > 0) this.sizes.observe({ of }, size);
  }
}
