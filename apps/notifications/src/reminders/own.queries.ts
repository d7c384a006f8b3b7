import type { EntityManager } from 'typeorm';
import type { Mine } from './own.rules.js';
import { hasRoleIn } from './readers.queries.js';

/**
 * The next reminders of these people's sessions ahead, as seats and roles are now.
 * @param sessionId of that session alone
 * @param limit of all of them together; all when left out
 */
export function findMine(
  manager: EntityManager,
  { personIds, sessionId, limit }: { personIds: readonly string[]; sessionId?: string; limit?: number },
): Promise<(Mine & { personId: string })[]> {
  return manager
    .query(
      `WITH seat AS (
       SELECT person_id, session_id, zone, status, is_delegate FROM presences
       WHERE person_id = ANY($1) AND active AND ($2::text IS NULL OR session_id = $2)
     ), mine AS (
       SELECT person_id, session_id, zone, 'participants' AS audience, NULL AS rule FROM seat WHERE status = 'confirmed'
       UNION SELECT person_id, session_id, zone, 'waiting', NULL FROM seat WHERE status = 'waiting'
       UNION SELECT person_id, session_id, zone, 'delegates', NULL FROM seat WHERE is_delegate
       UNION SELECT person_id, session_id, zone, 'own', rule
             FROM seat JOIN preferences USING (person_id), unnest(reminders) AS rule WHERE status = 'confirmed'
       UNION SELECT own.person_id, session.id, own.zone, own.role || 's', NULL
             FROM role_copies own JOIN session_copies session ON ${hasRoleIn('own', 'session')}
             WHERE own.person_id = ANY($1) AND ($2::text IS NULL OR session.id = $2)
     )
     SELECT mine.person_id AS "personId",
            jsonb_build_object('id', session.id, 'eventId', session.event_id, 'title', session.title,
                               'start', session.start) AS session,
            reminder.rule, reminder.zone, reminder.audience, reminder.due_at AS "dueAt", reminder.state, reminder.why,
            coalesce(told.session, false) AS "isTold", coalesce(told.event, false) AS "isEventTold"
     FROM mine
     JOIN reminders reminder ON reminder.session_id = mine.session_id AND reminder.zone = mine.zone
       AND reminder.audience = mine.audience AND (mine.rule IS NULL OR mine.rule = reminder.rule)
     JOIN session_copies session ON session.id = mine.session_id
     -- What another reminder's mail has told (remindPage looks alike).
     LEFT JOIN LATERAL (
       SELECT bool_or(other.id = session.id) AS session, bool_or(other.event_id = session.event_id) AS event
       FROM reminded JOIN session_copies other ON other.id = reminded.session_id
       WHERE reminded.person_id = mine.person_id AND reminded.rule = reminder.rule
         AND reminded.time_version = other.time_version
     ) AS told ON true
     WHERE reminder.state IN ('planned', 'skipped') AND session.status = 'scheduled'
       AND (session.start->>'instant')::timestamptz > clock_now()
     ORDER BY reminder.due_at, session.id LIMIT $3`,
      [personIds, sessionId ?? null, limit ?? null],
    )
    .then((rows: (Mine['reminder'] & Omit<Mine, 'reminder'> & { personId: string })[]) =>
      rows.map(({ personId, session, isTold, isEventTold, ...reminder }) => ({
        personId,
        session,
        isTold,
        isEventTold,
        reminder,
      })),
    );
}
