import { z } from 'zod';
import { ReminderRule } from '../events.js';
import { defineRequest } from '../kernel/definition.js';
import { Id } from '../kernel/values.js';
import { REMINDER_AUDIENCES } from './reminders.js';

/** A rule and whom it reminds. */
export const RuleFor = z.strictObject({
  rule: ReminderRule,
  to: z
    .array(z.enum(REMINDER_AUDIENCES))
    .min(1, `must name somebody: ${REMINDER_AUDIENCES.join(', ')}`)
    .max(REMINDER_AUDIENCES.length)
    .refine((to) => new Set(to).size === to.length, 'must not name anybody twice')
    .default(['participants']),
});
/**
 * Null: a session as its event has it, an event as its programme, a programme as its own `reminderRules` say, which are for
 * participants. An empty list reminds nobody.
 */
export const RuleList = z
  .array(RuleFor)
  .max(10)
  .refine(
    (rules) => new Set(rules.map(({ rule }) => rule)).size === rules.length,
    'must not name a rule twice',
  );
export const RULE_SCOPES = ['programme', 'event', 'session'] as const;

export const ReminderRules = z.object({
  rules: z.array(z.object({ rule: z.string(), to: z.array(z.enum(REMINDER_AUDIENCES)) })),
  /** Where they are set: here, or further up. */
  setBy: z.enum(['session', 'event', 'programme']),
});

/** The rules in force for a programme, an event or a session, for its organizers. */
export const FindReminderRules = defineRequest({
  subject: 'req.notifications.find-reminder-rules.v1',
  input: z.object({ scope: z.enum(RULE_SCOPES), id: Id }),
  output: ReminderRules,
});
export const SetReminderRules = defineRequest({
  subject: 'req.notifications.set-reminder-rules.v1',
  input: z.object({ scope: z.enum(RULE_SCOPES), id: Id, rules: RuleList.nullable() }),
  output: ReminderRules,
});
