import type { FindReminderRules, OutputOf, RULE_SCOPES } from '#contracts';
import type { EntityManager } from 'typeorm';

type Rules = OutputOf<typeof FindReminderRules>;
export type RuleScope = (typeof RULE_SCOPES)[number];

/** The rules that count for a session, or with `id` null for an event: its own, else the event's, else the programme's. */
export async function rulesInForce(
  manager: EntityManager,
  { id, eventId, programmeId }: { id: string | null; eventId: string | null; programmeId: string | null },
): Promise<Rules> {
  const [row] = await manager.query<Rules[]>(
    `SELECT rules, "setBy" FROM (
       SELECT rules, scope AS "setBy", CASE scope WHEN 'session' THEN 0 ELSE 1 END AS distance FROM reminder_rules
       WHERE (scope = 'session' AND id = $1) OR (scope = 'event' AND id = $2)
       UNION ALL
       SELECT coalesce(jsonb_agg(jsonb_build_object('rule', rule, 'to', jsonb_build_array('participants'))), '[]'),
              'programme', 2
       FROM programme_copies, unnest(reminder_rules) AS rule WHERE programme_copies.id = $3
     ) AS found ORDER BY distance LIMIT 1`,
    [id, eventId, programmeId],
  );
  return row!;
}

/** Sets the rules of an event or a session; null does away with them, and what is set further up counts again. */
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
