import type { EntityManager } from 'typeorm';
import type { Mine } from './own.rules.js';
import { hasRoleIn } from './readers.queries.js';

/** The next reminders of somebody's sessions ahead, as seats and roles are now. */
export function findMine(manager: EntityManager, personId: string, limit: number): Promise<Mine[]> {
  return manager
    .query(
      `WITH seat AS (
       SELECT session_id, zone, status, is_delegate FROM presences WHERE person_id = $1 AND active
     ), mine AS (
       SELECT session_id, zone, 'participants' AS audience, NULL AS rule FROM seat WHERE status = 'confirmed'
       UNION SELECT session_id, zone, 'waiting', NULL FROM seat WHERE status = 'waiting'
       UNION SELECT session_id, zone, 'delegates', NULL FROM seat WHERE is_delegate
       UNION SELECT session_id, zone, 'own', rule FROM seat, preferences, unnest(reminders) AS rule
             WHERE status = 'confirmed' AND person_id = $1
       UNION SELECT session.id, own.zone, own.role || 's', NULL
             FROM role_copies own JOIN session_copies session ON ${hasRoleIn('own', 'session')}
             WHERE own.person_id = $1
     )
     SELECT jsonb_build_object('id', session.id, 'eventId', session.event_id, 'title', session.title,
                               'start', session.start) AS session,
            reminder.rule, reminder.zone, reminder.audience, reminder.due_at AS "dueAt", reminder.state, reminder.why
     FROM mine
     JOIN reminders reminder ON reminder.session_id = mine.session_id AND reminder.zone = mine.zone
       AND reminder.audience = mine.audience AND (mine.rule IS NULL OR mine.rule = reminder.rule)
     JOIN session_copies session ON session.id = mine.session_id
     WHERE reminder.state IN ('planned', 'skipped') AND session.status = 'scheduled'
       AND (session.start->>'instant')::timestamptz > clock_now()
     ORDER BY reminder.due_at, session.id LIMIT $2`,
      [personId, limit],
    )
    .then((rows: (Mine['reminder'] & Pick<Mine, 'session'>)[]) =>
      rows.map(({ session, ...reminder }) => ({ session, reminder })),
    );
}
