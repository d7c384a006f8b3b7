import type { Tx } from '#platform';
import { In, type DataSource } from 'typeorm';
import type { SessionDispatch } from '../delivery/dispatch.js';
import { SessionCopy } from '../programme/session-copy.entity.js';
import { bundleOf, dayAround } from './due.rules.js';
import { hasRoleIn } from './readers.queries.js';

/** Why a reminder is kept back for another one's mail. */
export const TOLD = 'Another reminder has told this person of it.';
/** Any number that no other lock of this schema has. */
const BUNDLING = 0x72656d64;

/**
 * Writes the reminders of one page of recipients. A mail of a bundling rule tells of all the person's sessions of the
 * event or of that day: where they have a seat, and where the same rule reminds them for what they do there. Those sessions'
 * own reminders are then kept back, each with its reason.
 */
export async function remindPage(
  { manager, now }: Tx,
  { sessionId, rule, zone, timeVersion, audience }: SessionDispatch,
  people: readonly { id: string; personId: string }[],
): Promise<void> {
  const session = await manager.findOneByOrFail(SessionCopy, { id: sessionId });
  const bundle = bundleOf(rule!);
  // Two sessions of one person may be due in the same second: the second has to see what the first has told.
  if (bundle !== 'session') await manager.query('SELECT pg_advisory_xact_lock($1)', [BUNDLING]);
  const written = await manager.query<{ id: string; state: string }[]>(
    `WITH person AS (
       SELECT found.id, found.person_id,
              EXISTS (
                SELECT FROM reminded JOIN session_copies told ON told.id = reminded.session_id
                WHERE reminded.person_id = found.person_id AND reminded.rule = $2
                  AND reminded.time_version = told.time_version
                  AND CASE WHEN $6 = 'event' THEN told.event_id = $7 ELSE told.id = $1 END
              ) AS told
       FROM unnest($4::uuid[], $5::text[]) AS found (id, person_id)
       LEFT JOIN preferences own USING (person_id)
       WHERE $8 <> 'own' OR $2 = ANY(own.reminders)
     )
     INSERT INTO deliveries (id, notice, person_id, session_id, rule, zone, audience, time_version, state, why, next_try_at)
     SELECT id, 'reminder', person_id, $1, $2, $9, $8, $3,
            CASE WHEN told THEN 'suppressed' ELSE 'pending' END,
            CASE WHEN told THEN $10 END,
            CASE WHEN told THEN NULL ELSE clock_timestamp() END
     FROM person ON CONFLICT DO NOTHING RETURNING id, state`,
    [
      sessionId,
      rule,
      timeVersion,
      people.map(({ id }) => id),
      people.map(({ personId }) => personId),
      bundle,
      session.eventId,
      audience,
      zone,
      TOLD,
    ],
  );
  if (bundle === 'session' || !session.start) return;
  const day = dayAround(session.start.instant, zone!);
  await manager.query(
    `INSERT INTO reminded (person_id, session_id, rule, time_version, delivery_id)
     SELECT DISTINCT ON (mail.person_id, told.id) mail.person_id, told.id, $2, told.time_version, mail.id
     FROM deliveries mail
     JOIN presences seat ON seat.person_id = mail.person_id AND seat.active AND seat.status = 'confirmed'
     JOIN session_copies told ON told.id = seat.session_id
     WHERE mail.id = ANY($1) AND told.status = 'scheduled' AND (told.start->>'instant')::timestamptz > $3
       AND CASE WHEN $4 = 'event' THEN told.event_id = $5
                ELSE (told.start->>'instant')::timestamptz >= $6 AND (told.start->>'instant')::timestamptz < $7 END
     UNION
     SELECT DISTINCT ON (mail.person_id, told.id) mail.person_id, told.id, $2, told.time_version, mail.id
     FROM deliveries mail
     JOIN role_copies own ON own.person_id = mail.person_id
     JOIN session_copies told ON ${hasRoleIn('own', 'told')}
     JOIN reminders same ON same.session_id = told.id AND same.rule = $2 AND same.audience = own.role || 's'
       AND same.state <> 'cancelled'
     WHERE mail.id = ANY($1) AND told.status = 'scheduled' AND (told.start->>'instant')::timestamptz > $3
       AND CASE WHEN $4 = 'event' THEN told.event_id = $5
                ELSE (told.start->>'instant')::timestamptz >= $6 AND (told.start->>'instant')::timestamptz < $7 END
     UNION
     SELECT person_id, session_id, rule, time_version, id FROM deliveries WHERE id = ANY($1)
     ON CONFLICT DO NOTHING`,
    [
      written.filter(({ state }) => state === 'pending').map(({ id }) => id),
      rule,
      now,
      bundle,
      session.eventId,
      day.from,
      day.to,
    ],
  );
}

/**
 * The sessions that reminder mails tell of besides their own, by delivery, in order of time; as they are now, and only
 * those that are still the reader's.
 */
export async function findAlsoTold(
  dataSource: DataSource,
  deliveryIds: readonly string[],
): Promise<Map<string, SessionCopy[]>> {
  const rows = await dataSource.query<{ delivery_id: string; session_id: string }[]>(
    `SELECT reminded.delivery_id, reminded.session_id FROM reminded
     JOIN deliveries mail ON mail.id = reminded.delivery_id AND mail.session_id <> reminded.session_id
     JOIN session_copies told ON told.id = reminded.session_id AND told.time_version = reminded.time_version
     WHERE reminded.delivery_id = ANY($1) AND told.status = 'scheduled' AND (
       EXISTS (
         SELECT FROM presences seat
         WHERE seat.person_id = mail.person_id AND seat.session_id = told.id AND seat.active AND seat.status = 'confirmed'
       ) OR EXISTS (
         SELECT FROM role_copies own
         WHERE own.person_id = mail.person_id AND ${hasRoleIn('own', 'told')}
       )
     )
     ORDER BY told.start->>'instant', told.id`,
    [deliveryIds],
  );
  const ids = [...new Set(rows.map((row) => row.session_id))];
  const sessions = await dataSource.getRepository(SessionCopy).findBy({ id: In(ids) });
  const byId = new Map(sessions.map((session) => [session.id, session]));
  const also = new Map<string, SessionCopy[]>();
  for (const row of rows) {
    const session = byId.get(row.session_id);
    if (session) also.set(row.delivery_id, [...(also.get(row.delivery_id) ?? []), session]);
  }
  return also;
}
