import { z } from 'zod';
import { defineRequest } from '../kernel/definition.js';
import { Id, Instant, Text } from '../kernel/values.js';

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

/** A reminder ahead of the actor, and whether it will come. */
export const OwnReminder = z.object({
  sessionId: Id,
  title: Text,
  rule: z.string(),
  /** As what they are reminded; who is several is reminded once. */
  to: z.enum([...REMINDER_AUDIENCES, 'own']),
  zone: z.string(),
  dueAt: Instant,
  /** The same on the clock of `zone`. */
  local: z.string(),
  comes: z.boolean(),
  /** Why it does not come, or comes at another time, in words; null when there is nothing to say. */
  why: z.string().nullable(),
  /** The session whose mail tells of this one too, when it has no mail of its own. */
  inMailOf: Id.nullable(),
});
export type OwnReminder = z.infer<typeof OwnReminder>;
/** As seats, roles and preferences are now: the next 500 at most, in order of time. */
export const FindOwnReminders = defineRequest({
  subject: 'req.notifications.find-own-reminders.v1',
  input: z.object({}),
  output: z.object({ items: z.array(OwnReminder) }),
});

export const FindReminders = defineRequest({
  subject: 'req.notifications.find-reminders.v1',
  input: z.object({ sessionId: Id }),
  output: z.object({ items: z.array(Reminder) }),
});
