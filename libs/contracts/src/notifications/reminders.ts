import { z } from 'zod';
import { defineRequest } from '../kernel/definition.js';
import { Id, Instant } from '../kernel/values.js';

export const REMINDER_STATES = ['planned', 'firing', 'fired', 'skipped', 'cancelled'] as const;
/**
 * Whom the rules of organizers remind: who has a seat, who waits for one, who is named for a city's delegation, who speaks,
 * who speaks for a city with a part in the session, who organizes the programme. Who is several gets one mail.
 */
export const REMINDER_AUDIENCES = [
  'participants',
  'waiting',
  'delegates',
  'speakers',
  'liaisons',
  'organizers',
] as const;
export const DELIVERY_STATES = ['pending', 'sending', 'sent', 'unknown', 'failed', 'suppressed'] as const;

/** One planned firing for one session, rule, audience and zone, and what became of its mails. */
export const Reminder = z.object({
  rule: z.string(),
  /** `own`: those who set this rule for themselves. */
  to: z.enum([...REMINDER_AUDIENCES, 'own']),
  zone: z.string(),
  dueAt: Instant,
  state: z.enum(REMINDER_STATES),
  /** Why it is skipped or shifted, in words; null when there is nothing to say. */
  why: z.string().nullable(),
  /** People in this zone whom it would reach as seats are now; whom another mail tells already is not taken off. */
  people: z.number(),
  sent: z.number(),
  unknown: z.number(),
  failed: z.number(),
  /** Not sent, with a reason of the reader's: told in another mail already, or turned off. */
  suppressed: z.number(),
});
export const FindReminders = defineRequest({
  subject: 'req.notifications.find-reminders.v1',
  input: z.object({ sessionId: Id }),
  output: z.object({ items: z.array(Reminder) }),
});
