import { z } from 'zod';
import { defineRequest } from '../kernel/definition.js';
import { Instant } from '../kernel/values.js';
import { DELIVERY_STATES } from './reminders.js';

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
