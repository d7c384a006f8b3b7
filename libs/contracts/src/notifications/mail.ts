import { z } from 'zod';
import { defineRequest } from '../kernel/definition.js';
import { Id, Instant } from '../kernel/values.js';
import { DELIVERY_STATES } from './reminders.js';

/** How far a notice to many has come; the mails of one are all that it is for once `isOpening` is over. */
export const NoticeProgress = z.object({
  /** Null for a notice about something else. */
  sessionId: Id.nullable(),
  /** What it is about when it is about no session: `move:<id>`. */
  matterId: z.string().nullable(),
  notice: z.string(),
  /** Of the reminder that it is; null for every other notice. */
  rule: z.string().nullable(),
  /** When its first mail was written; null before. */
  begunAt: Instant.nullable(),
  /** Whether more people are still to be found whom it is for. */
  isOpening: z.boolean(),
  /** Mails so far: the sum of the counts below. */
  mails: z.number(),
  sent: z.number(),
  /** Those at hand and those tried again among them. */
  waiting: z.number(),
  /** Given to the server, whose answer was lost. */
  unknown: z.number(),
  /** Refused for good. */
  parked: z.number(),
  /** No longer true, or not wanted. */
  suppressed: z.number(),
});
export type NoticeProgress = z.infer<typeof NoticeProgress>;
/** At most so many are told of at a time. */
export const GOING_OUT_LIMIT = 50;

/** How mail goes, in counts. */
export const MailReport = z.object({
  /** Since when no mail is taken up; null when mail goes out. */
  pausedAt: Instant.nullable(),
  /** What should have happened more than a sweep ago and has not. */
  overdue: z.object({
    /** Reminders that have not fired. */
    reminders: z.number(),
    /** Notices whose recipients have not all been asked for. */
    dispatches: z.number(),
    /** Mails that have not been sent, those that are tried again among them. */
    deliveries: z.number(),
  }),
  /** Mails opened in the last 24 hours, by notice and what has become of them. */
  lastDay: z.array(z.object({ notice: z.string(), state: z.enum(DELIVERY_STATES), count: z.number() })),
  /** Notices to many of which a mail is due now and not sent, the longest begun first; 50 at most. */
  goingOut: z.array(NoticeProgress).default([]),
});
export type MailReport = z.infer<typeof MailReport>;

export const ReportMail = defineRequest({
  subject: 'req.notifications.report-mail.v1',
  input: z.object({}),
  output: MailReport,
});
/** No mail is taken up until `ResumeMail`; what was taken up before is finished, what comes waits. */
export const PauseMail = defineRequest({
  subject: 'req.notifications.pause-mail.v1',
  input: z.object({}),
  output: MailReport,
});
export const ResumeMail = defineRequest({
  subject: 'req.notifications.resume-mail.v1',
  input: z.object({}),
  output: MailReport,
});
