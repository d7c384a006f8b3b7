import { z } from 'zod';
import { defineRequest } from '../kernel/definition.js';
import { Id, Instant, pageInput, pageOf } from '../kernel/values.js';
import { DELIVERY_STATES } from './reminders.js';

/** One mail to one person about a session, and what became of it. Never holds an address. */
export const Delivery = z.object({
  personId: Id,
  notice: z.string(),
  /** Of the reminder that it is a part of; null for every other notice. */
  rule: z.string().nullable(),
  zone: z.string().nullable(),
  state: z.enum(DELIVERY_STATES),
  /** Why it was not sent, or not yet; null when there is nothing to say. */
  why: z.string().nullable(),
  attempts: z.number(),
  sentAt: Instant.nullable(),
  /** Not before; null for at once. */
  dueAt: Instant.nullable(),
});

/** Deliveries about a session, newest first, for its organizers. */
export const FindDeliveries = defineRequest({
  subject: 'req.notifications.find-deliveries.v1',
  input: z.object({
    sessionId: Id,
    state: z.enum(DELIVERY_STATES).optional(),
    notice: z.string().max(100).optional(),
    ...pageInput,
  }),
  output: pageOf(Delivery),
});
