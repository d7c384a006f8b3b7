import { z } from 'zod';
import { defineRequest } from '../kernel/definition.js';
import { Id, Instant } from '../kernel/values.js';

export const REMINDER_STATES = ['planned', 'firing', 'fired', 'skipped', 'cancelled'] as const;
export const DELIVERY_STATES = ['pending', 'sending', 'sent', 'unknown', 'failed', 'suppressed'] as const;

/** One planned firing for one session, rule and zone, and what became of its mails. */
export const Reminder = z.object({
  rule: z.string(),
  zone: z.string(),
  dueAt: Instant,
  state: z.enum(REMINDER_STATES),
  /** Why it is skipped or shifted, in words; null when there is nothing to say. */
  why: z.string().nullable(),
  sent: z.number(),
  unknown: z.number(),
  failed: z.number(),
});
export const FindReminders = defineRequest({
  subject: 'req.notifications.find-reminders.v1',
  input: z.object({ sessionId: Id }),
  output: z.object({ items: z.array(Reminder) }),
});
