import type { FindReminderRules, OutputOf, RoleState, RULE_SCOPES } from '#contracts';
import type { Tx } from '#platform';
import { In, type EntityManager } from 'typeorm';
import { SessionCopy } from '../programme/session-copy.entity.js';

type Rules = OutputOf<typeof FindReminderRules>;
export type RuleScope = (typeof RULE_SCOPES)[number];

/** What rules count for: a session, an event (`id` null) or a programme (`eventId` null too). */
export interface RuleSubject {
  readonly id: string | null;
  readonly eventId: string | null;
  readonly programmeId: string | null;
}

/** The rules that count for a session, an event or a programme: its own, else those of what it belongs to. */
export async function rulesInForce(
  reading: Pick<Tx, 'run'>,
  { id, eventId, programmeId }: RuleSubject,
): Promise<Rules> {
  const [row] = await reading.run<Rules>(
    `SELECT rules, "setBy" FROM (
       SELECT rules, scope AS "setBy", array_position(ARRAY['session', 'event', 'programme'], scope) AS distance
       FROM reminder_rules
       WHERE (scope = 'session' AND id = $1) OR (scope = 'event' AND id = $2) OR (scope = 'programme' AND id = $3)
       UNION ALL
       SELECT coalesce(jsonb_agg(jsonb_build_object('rule', rule, 'to', jsonb_build_array('participants'))), '[]'),
              'programme', 4
       FROM programme_copies, unnest(reminder_rules) AS rule WHERE programme_copies.id = $3
     ) AS found ORDER BY distance LIMIT 1`,
    [id, eventId, programmeId],
  );
  return row!;
}

/** Sets the rules of a programme, an event or a session; null does away with them, and what is set further up counts again. */
export async function saveRules(
  manager: EntityManager,
  scope: RuleScope,
  id: string,
  rules: Rules['rules'] | null,
): Promise<void> {
  if (rules === null) {
    await manager.query('DELETE FROM reminder_rules WHERE scope = $1 AND id = $2', [scope, id]);
    return;
  }
  await manager.query(
    `INSERT INTO reminder_rules (scope, id, rules) VALUES ($1, $2, $3)
     ON CONFLICT (scope, id) DO UPDATE SET rules = excluded.rules`,
    [scope, id, JSON.stringify(rules)],
  );
}

/** The sessions of a programme for which a rule reminds people with such a role, locked in id order. */
export async function lockSessionsOfRole(
  manager: EntityManager,
  { programmeId, role }: Pick<RoleState, 'programmeId' | 'role'>,
): Promise<SessionCopy[]> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT id FROM session_copies session
     WHERE programme_id = $1 AND EXISTS (
       SELECT FROM reminder_rules ruled
       WHERE ruled.id = CASE scope
           WHEN 'session' THEN session.id WHEN 'event' THEN session.event_id ELSE session.programme_id END
         AND rules @> $2
     )`,
    [programmeId, JSON.stringify([{ to: [`${role}s`] }])],
  );
  return manager.find(SessionCopy, {
    where: { id: In(rows.map(({ id }) => id)) },
    order: { id: 'ASC' },
    lock: { mode: 'for_no_key_update' },
  });
}
