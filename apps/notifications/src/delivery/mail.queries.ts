import type { FindDeliveries, MailReport, OutputOf } from '#contracts';
import { findGoingOut } from './progress.queries.js';
import type { DataSource, EntityManager } from 'typeorm';
import type { SessionNoticeKind } from '../notices/notice.js';
import type { DeliveryState } from './delivery.rules.js';

export type ShownDelivery = { id: string } & Omit<
  OutputOf<typeof FindDeliveries>['items'][number],
  'sentAt' | 'dueAt'
> & { sentAt: Date | null; dueAt: Date | null };

interface DeliveriesSought {
  sessionId: string;
  state: DeliveryState | null;
  notice: SessionNoticeKind | null;
  /** Id of the last one of the page before; null for the first page. */
  before: string | null;
  limit: number;
}

/** Deliveries about a session, newest first. */
export function listDeliveries(
  dataSource: DataSource,
  { sessionId, state, notice, before, limit }: DeliveriesSought,
): Promise<ShownDelivery[]> {
  return dataSource.query(
    `SELECT id, person_id AS "personId", notice, rule, zone, state, why, attempts, sent_at AS "sentAt", due_at AS "dueAt"
     FROM deliveries
     WHERE session_id = $1 AND ($2::text IS NULL OR state = $2) AND ($3::text IS NULL OR notice = $3)
       AND ($4::uuid IS NULL OR id < $4)
     ORDER BY id DESC LIMIT $5`,
    [sessionId, state, notice, before, limit],
  );
}

/** Stops mail, or lets it go out again. Stopped twice, it stays stopped since the first time. */
export async function setPause(manager: EntityManager, isPaused: boolean): Promise<void> {
  await manager.query(
    'UPDATE mail_pause SET paused_at = CASE WHEN $1 THEN coalesce(paused_at, clock_now()) END',
    [isPaused],
  );
}

/**
 * How mail goes.
 * @param graceSeconds how late something may be before it counts as overdue
 */
export async function reportMail(manager: EntityManager, graceSeconds: number): Promise<MailReport> {
  const [row] = await manager.query<[MailReport['overdue'] & { pausedAt: Date | null }]>(
    `WITH late AS (SELECT clock_now() - $1 * interval '1 second' AS since,
                          clock_timestamp() - $1 * interval '1 second' AS really_since)
     SELECT (SELECT paused_at FROM mail_pause) AS "pausedAt",
            (SELECT count(*)::int FROM reminders, late WHERE state = 'planned' AND due_at < since) AS reminders,
            -- Without a time of its own a dispatch is due from when it was opened, which goes by the real clock.
            (SELECT count(*)::int FROM dispatches, late
             WHERE state = 'open' AND CASE WHEN due_at IS NULL THEN created_at < really_since ELSE due_at < since END
            ) AS dispatches,
            (SELECT count(*)::int FROM deliveries, late
             WHERE state IN ('pending', 'sending') AND greatest(created_at, due_at) < since) AS deliveries`,
    [graceSeconds],
  );
  const lastDay = await manager.query<MailReport['lastDay']>(
    `SELECT notice, state, count(*)::int AS count FROM deliveries
     WHERE created_at > clock_now() - interval '24 hours' GROUP BY notice, state ORDER BY notice, state`,
  );
  const { pausedAt, ...overdue } = row;
  return {
    pausedAt: pausedAt?.toISOString() ?? null,
    overdue,
    lastDay,
    goingOut: await findGoingOut(manager),
  };
}
