import { Injectable } from '@nestjs/common';
import { Metrics } from '#platform';
import { DataSource } from 'typeorm';
import type { NoticeKind } from '../notices/notice.js';
import type { DeliveryState } from './delivery.rules.js';

const BATCH_SIZES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000];

/** What becomes of mails, and how long people have been waiting for theirs. */
@Injectable()
export class MailMetrics {
  private readonly mails;
  private readonly batches;

  constructor(metrics: Metrics, dataSource: DataSource) {
    this.mails = metrics.counter({
      name: 'meridian_mails_total',
      help: 'What came of each time a mail was taken up; `pending` is tried again, only `unknown` may be doubled.',
      labelNames: ['notice', 'state'] as const,
    });
    this.batches = metrics.histogram({
      name: 'meridian_batch_size',
      help: 'How many were worked on together: recipients of a page, mails taken at a time.',
      labelNames: ['of'] as const,
      buckets: BATCH_SIZES,
    });
    metrics.readGauge(
      {
        name: 'meridian_mails_open',
        help: 'Mails that are still to be sent.',
        labelNames: ['notice', 'state'],
      },
      () =>
        dataSource.query(
          `SELECT jsonb_build_object('notice', notice, 'state', state) AS labels, count(*)::int AS value
           FROM deliveries
           WHERE state IN ('pending', 'sending') OR (state = 'unknown' AND next_try_at IS NOT NULL)
           GROUP BY notice, state`,
        ),
    );
    metrics.readGauge(
      {
        name: 'meridian_mails_oldest_open_seconds',
        help: 'Age of the oldest mail that has not been sent; 0 when there is none.',
      },
      () =>
        dataSource.query(
          `SELECT coalesce(extract(epoch FROM clock_now() - min(created_at)), 0)::float AS value
           FROM deliveries WHERE state IN ('pending', 'sending')`,
        ),
    );
    metrics.readGauge(
      {
        name: 'meridian_dispatches_oldest_seconds',
        help: 'Age of the oldest notice whose recipients have not all been asked for; 0 when there is none.',
      },
      () =>
        dataSource.query(
          `SELECT coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0)::float AS value
           FROM dispatches WHERE state = 'open'`,
        ),
    );
  }

  /** A mail was taken up and came to this. */
  became(notice: NoticeKind, state: DeliveryState): void {
    this.mails.inc({ notice, state });
  }

  batch(of: 'recipients' | 'mails', size: number): void {
    if (size > 0) this.batches.observe({ of }, size);
  }
}
