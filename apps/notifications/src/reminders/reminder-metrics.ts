import { Injectable } from '@nestjs/common';
import { Metrics } from '#platform';
import { DataSource } from 'typeorm';

/** Seconds: on time, a sweep's interval late, and so late that people notice. */
const LATENESS_SECONDS = [0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3_600];

/** What found that a reminder is due. */
export type WokenBy = 'timer' | 'alarm' | 'sweep';

/** How late reminders are: those that have fired, and those that should have. */
@Injectable()
export class ReminderMetrics {
  private readonly lateness;

  constructor(metrics: Metrics, dataSource: DataSource) {
    this.lateness = metrics.histogram({
      name: 'meridian_reminder_lateness_seconds',
      help: 'Time from when a reminder was due until it fired, by what woke it.',
      labelNames: ['woken_by'] as const,
      buckets: LATENESS_SECONDS,
    });
    metrics.readGauge(
      { name: 'meridian_reminders_overdue', help: 'Reminders that are due and have not fired.' },
      () =>
        dataSource.query(
          `SELECT count(*)::int AS value FROM reminders WHERE state = 'planned' AND due_at <= (SELECT clock_now())`,
        ),
    );
    metrics.readGauge(
      {
        name: 'meridian_reminders_oldest_overdue_seconds',
        help: 'How late the latest of them is; 0 when there is none.',
      },
      () =>
        dataSource.query(
          `SELECT coalesce(extract(epoch FROM clock_now() - min(due_at)), 0)::float AS value
           FROM reminders WHERE state = 'planned' AND due_at <= (SELECT clock_now())`,
        ),
    );
  }

  fired({ dueAt, firedAt, wokenBy }: { dueAt: Date; firedAt: Date; wokenBy: WokenBy }): void {
    const seconds = Math.max(0, firedAt.getTime() - dueAt.getTime()) / 1_000;
    this.lateness.observe({ woken_by: wokenBy }, seconds);
  }
}
