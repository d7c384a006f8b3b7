import { GOING_OUT_LIMIT, type NoticeProgress } from '#contracts';
import type { EntityManager } from 'typeorm';

/** What tells the mails of one notice from those of another. A person's own occasion of a matter tells nothing of that. */
const KEY =
  'session_id, matter_id, notice, rule, time_version, CASE WHEN matter_id IS NULL THEN occasion END';
const IS_DUE = '(due_at IS NULL OR due_at <= clock_now())';

/**
 * How far each notice to many has come of which a mail is due and not sent, or whose recipients are still looked for; the
 * longest begun first. What is open is found by its partial indexes, and counted by session or matter.
 */
export async function findGoingOut(manager: EntityManager): Promise<NoticeProgress[]> {
  const rows = await manager.query<(Omit<NoticeProgress, 'begunAt'> & { begunAt: Date | null })[]>(
    `WITH open (session_id, matter_id, notice, rule, time_version, occasion, since) AS (
       SELECT ${KEY}, min(created_at) FROM (
         SELECT * FROM deliveries WHERE state IN ('pending', 'unknown') AND next_try_at IS NOT NULL AND ${IS_DUE}
         UNION ALL SELECT * FROM deliveries WHERE state = 'sending'
       ) AS unsent GROUP BY 1, 2, 3, 4, 5, 6
     ), going AS (
       SELECT session_id, matter_id, notice, rule, time_version, occasion, min(since) AS since, bool_or(opening) AS opening
       FROM (
         SELECT ${KEY} AS occasion, NULL::timestamptz AS since, true AS opening FROM dispatches
         WHERE state = 'open' AND ${IS_DUE}
         UNION ALL
         -- To one person nothing was dispatched.
         SELECT open.*, false FROM open
         WHERE EXISTS (SELECT FROM dispatches WHERE dispatches.session_id = open.session_id
                         AND dispatches.notice = open.notice AND dispatches.time_version = open.time_version
                         AND dispatches.rule IS NOT DISTINCT FROM open.rule
                         AND dispatches.occasion IS NOT DISTINCT FROM open.occasion)
            OR EXISTS (SELECT FROM dispatches WHERE dispatches.session_id IS NULL
                         AND dispatches.matter_id = open.matter_id AND dispatches.notice = open.notice)
       ) AS either
       GROUP BY session_id, matter_id, notice, rule, time_version, occasion
       ORDER BY min(since) NULLS LAST, session_id, matter_id, notice LIMIT $1
     )
     SELECT session_id AS "sessionId", matter_id AS "matterId", notice, rule, "begunAt", opening AS "isOpening",
            mails, sent, waiting, unknown, parked, suppressed
     FROM going, LATERAL (
       SELECT min(created_at) AS "begunAt", count(*)::int AS mails, count(*) FILTER (WHERE state = 'sent')::int AS sent,
              count(*) FILTER (WHERE state IN ('pending', 'sending'))::int AS waiting,
              count(*) FILTER (WHERE state = 'unknown')::int AS unknown,
              count(*) FILTER (WHERE state = 'failed')::int AS parked,
              count(*) FILTER (WHERE state = 'suppressed')::int AS suppressed
       FROM (
         SELECT created_at, state FROM deliveries mail
         WHERE mail.session_id = going.session_id AND mail.notice = going.notice
           AND mail.time_version = going.time_version AND mail.rule IS NOT DISTINCT FROM going.rule
           AND mail.occasion IS NOT DISTINCT FROM going.occasion
         UNION ALL
         SELECT created_at, state FROM deliveries mail
         WHERE mail.matter_id = going.matter_id AND mail.notice = going.notice
       ) AS mail
     ) AS counted
     ORDER BY "begunAt" NULLS LAST, session_id, matter_id, notice`,
    [GOING_OUT_LIMIT],
  );
  return rows.map(({ begunAt, ...row }) => ({ ...row, begunAt: begunAt?.toISOString() ?? null }));
}
