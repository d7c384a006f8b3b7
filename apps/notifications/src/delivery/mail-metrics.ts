import { Injectable } from '@nestjs/common';
import { Metrics } from '#platform';
import { DataSource } from 'typeorm';
import type { NoticeKind } from '../notices/notice.js';
import type { DeliveryState } from './delivery.rules.js';

/** What becomes of mails, and how long people have been waiting for theirs. */
@Injectable()
export class MailMetrics {
  private readonly mails;

  constructor(metrics: Metrics, dataSource: DataSource) {
    this.mails = metrics.counter({
      name: 'meridian_mails_total',
      help: 'What came of each time a mail was taken up; `pending` is tried again, only `unknown` may be doubled.',
      labelNames: ['notice', 'state'] as const,
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
          `SELECT coalesce(extract(epoch FROM clock_now() - min(greatest(created_at, due_at))), 0)::float AS value
           FROM deliveries
           WHERE state IN ('pending', 'sending') AND (due_at IS NULL OR due_at <= clock_now())`,
        ),
    );
    metrics.readGauge(
      {
        name: 'meridian_dispatches_oldest_seconds',
        help: 'Age of the oldest notice whose recipients have not all been asked for; 0 when there is none.',
      },
      () =>
        dataSource.query(
          `SELECT coalesce(extract(epoch FROM max(CASE WHEN due_at IS NULL THEN clock_timestamp() - created_at
                                               ELSE clock_now() - greatest(created_at, due_at) END)), 0)::float AS value
           FROM dispatches WHERE state = 'open' AND (due_at IS NULL OR due_at <= clock_now())`,
        ),
    );
  }

  /** A mail was taken up and came to this. */
  became(notice: NoticeKind, state: DeliveryState): void {
    this.mails.inc({ notice, state });
  }
}
