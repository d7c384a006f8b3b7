import { z } from 'zod';
import { defineRequest } from '../kernel/definition.js';
import { Id, Instant } from '../kernel/values.js';
import { SEAT_STATUSES } from './seats.js';
import { SLOT_MODES } from './slots.js';

export const Recipient = z.object({
  personId: Id,
  email: z.string(),
  name: z.string(),
  language: z.string().nullable(),
  zone: z.string(),
  seatId: Id,
  seatStatus: z.enum(SEAT_STATUSES),
  mode: z.enum(SLOT_MODES),
  /** Only when asked for: the secret of the seat's join link, null unless it is online. Derived, never stored. */
  joinToken: z.string().nullable().optional(),
});
export type Recipient = z.infer<typeof Recipient>;

/** Only for services. The people with a seat of these statuses in a session, as of now, by person id; one row per person. */
export const PageRecipients = defineRequest({
  subject: 'req.participants.page-recipients.v1',
  input: z.object({
    sessionId: Id,
    statuses: z.array(z.enum(SEAT_STATUSES)).min(1),
    /** Only seats that came to their status by this cause (see SeatsChanged): who was seated when a session was cancelled. */
    cause: z.string().optional(),
    /** Only these people's zones. */
    zone: z.string().optional(),
    /** Only people whose seat is older than this (reminders: who comes after it was due gets none). */
    seatBefore: Instant.optional(),
    personIds: z.array(Id).max(1_000).optional(),
    /** Gives the join link of each online seat along. */
    joinTokens: z.boolean().optional(),
    after: z.string().optional(),
    limit: z.int().min(1).max(1_000).default(1_000),
  }),
  output: z.object({ items: z.array(Recipient), next: z.string().nullable() }),
});
