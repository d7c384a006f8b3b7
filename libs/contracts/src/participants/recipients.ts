import { z } from 'zod';
import { defineRequest } from '../kernel/definition.js';
import { Id, Instant, Slug } from '../kernel/values.js';
import { PROGRAMME_ROLES } from './roles.js';
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
  /** Only for people asked for by id: every mode in which they have a seat of this status. */
  modes: z.array(z.enum(SLOT_MODES)).optional(),
  /** Only when asked for: the secret of the seat's join link, null unless it is online. Derived, never stored. */
  joinToken: z.string().nullable().optional(),
  /** Until when an offered or held seat is kept. */
  keptUntil: Instant.nullable().optional(),
  /** The city whose delegation the seat is a place of; null for everybody else. */
  delegateOf: z.string().nullable().optional(),
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
    /** Only seats of this mode. */
    mode: z.enum(SLOT_MODES).optional(),
    /** Only people who are named in a place of a delegation's block. */
    delegates: z.boolean().optional(),
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

/** Somebody behind a role: `zone` is their own, else their city's, else that of the city they speak for. */
export const RoleHolder = z.object({
  personId: Id,
  email: z.string(),
  name: z.string(),
  language: z.string().nullable(),
  zone: z.string(),
  /** The city that a liaison speaks for; null for organizers and speakers. */
  city: z.string().nullable(),
});
export type RoleHolder = z.infer<typeof RoleHolder>;

/**
 * Only for services. The organizers of a programme, the liaisons of cities in it, or its speakers; a liaison of two cities
 * is two rows.
 */
export const PageRoleHolders = defineRequest({
  subject: 'req.participants.page-role-holders.v1',
  input: z.object({
    programmeId: Id,
    role: z.enum(PROGRAMME_ROLES),
    /** Only liaisons of these cities. */
    cities: z.array(Slug).max(500).optional(),
    /** Only these speakers. */
    speakers: z.array(Id).max(500).optional(),
    /** Only who reads times in this zone. */
    zone: z.string().optional(),
    personIds: z.array(Id).max(1_000).optional(),
    after: z.string().optional(),
    limit: z.int().min(1).max(1_000).default(1_000),
  }),
  output: z.object({ items: z.array(RoleHolder), next: z.string().nullable() }),
});

/** Only for services. How many seats the people of each city have in sessions, group sizes summed. */
export const CountSeatsByCity = defineRequest({
  subject: 'req.participants.count-seats-by-city.v1',
  input: z.object({ sessionIds: z.array(Id).max(500) }),
  output: z.object({
    items: z.array(
      z.object({
        sessionId: Id,
        mode: z.enum(SLOT_MODES),
        /** Null: of no city of the network. */
        city: z.string().nullable(),
        taken: z.number(),
        waiting: z.number(),
      }),
    ),
  }),
});
