import { z } from 'zod';
import { Actor, Grant, ROLES } from './kernel/actor.js';
import { defineFact, defineRequest } from './kernel/definition.js';
import {
  Id,
  Instant,
  InstantInput,
  Language,
  line,
  pageInput,
  pageOf,
  Slug,
  ZoneName,
} from './kernel/values.js';

// ---- people and access

/** One plain address (RFC 5321 4.1.2 without quoted local parts); control characters cannot pass. */
export const Email = z
  .email('must be an e-mail address like “name@example.org”')
  .max(254)
  .transform((address) => address.toLowerCase());

export const PersonInput = z.object({
  email: Email,
  name: line(120),
  city: Slug.optional(),
  zone: ZoneName.optional(),
  language: Language.optional(),
});
export const Person = z.object({
  id: Id,
  email: z.string(),
  name: z.string(),
  city: z.string().nullable(),
  zone: z.string().nullable(),
  language: z.string().nullable(),
});

/** By an organizer: the person is created and their token given. By anybody else: a sign-in mail goes to the address. */
export const RegisterPerson = defineRequest({
  subject: 'req.participants.register-person.v1',
  input: PersonInput,
  output: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('created'), id: Id, token: z.string() }),
    // The same answer for known and unknown addresses.
    z.object({ outcome: z.literal('mailed') }),
  ]),
});
/** Uses a sign-in mail's token, once; the person's address is confirmed and a bearer token given. */
export const ConfirmSignIn = defineRequest({
  subject: 'req.participants.confirm-sign-in.v1',
  input: z.object({ token: z.string().max(400) }),
  output: z.object({ id: Id, token: z.string() }),
});
/** Who a bearer token belongs to, with their grants; null when it is not (or no longer) valid. */
export const Authenticate = defineRequest({
  subject: 'req.participants.authenticate.v1',
  input: z.object({ token: z.string().max(400) }),
  output: z.object({ actor: Actor.nullable() }),
});
export const GrantInput = z.object({
  participantId: Id,
  role: z.enum(ROLES),
  /** Id or slug; needed for organizer and liaison. */
  programme: z.string().max(80).optional(),
  /** Needed for liaison. */
  city: Slug.optional(),
});
export const GiveGrant = defineRequest({
  subject: 'req.participants.give-grant.v1',
  input: GrantInput,
  output: Grant.extend({ id: Id, participantId: Id }),
});
export const FindMe = defineRequest({
  subject: 'req.participants.find-me.v1',
  input: z.object({}),
  output: Person.extend({ grants: z.array(Grant) }),
});

/** A sign-in mail is wanted; the address and the link are asked for with FindSignIn. */
export const SignInRequested = defineFact({
  subject: 'fact.participants.sign-in.requested.v1',
  kind: 'occurrence',
  data: z.object({ signInId: Id, personId: Id }),
});
/** Only for services. Null when it has been used or has expired. */
export const FindSignIn = defineRequest({
  subject: 'req.participants.find-sign-in.v1',
  input: z.object({ signInId: Id }),
  output: z.object({
    signIn: z
      .object({
        personId: Id,
        email: z.string(),
        name: z.string(),
        language: z.string().nullable(),
        token: z.string(),
        expiresAt: Instant,
      })
      .nullable(),
  }),
});

// ---- slots

export const SLOT_MODES = ['online', 'in-person'] as const;
/** Number of seats; null is open to all. */
export const Capacity = z.int().min(0).max(1_000_000).nullable();
/** City slug → seats kept for that city until `keptUntil`. */
export const Allocations = z.record(Slug, z.int().min(0).max(1_000_000));

export const SlotInput = z.object({
  mode: z.enum(SLOT_MODES),
  capacity: Capacity,
  allocations: Allocations.default({}),
  /** By default 48 hours before the start. */
  keptUntil: InstantInput.optional(),
});
export const SlotPatch = z
  .object({ capacity: Capacity, allocations: Allocations, keptUntil: InstantInput })
  .partial();
export const Slot = z.object({
  id: Id,
  sessionId: Id,
  mode: z.enum(SLOT_MODES),
  capacity: z.number().nullable(),
  held: z.number(),
  confirmed: z.number(),
  waiting: z.number(),
  offered: z.number(),
  keptUntil: Instant.nullable(),
  allocations: z.record(z.string(), z.object({ reserved: z.number(), taken: z.number() })),
  version: z.number(),
});
export type Slot = z.infer<typeof Slot>;

export const CreateSlot = defineRequest({
  subject: 'req.participants.create-slot.v1',
  input: SlotInput.extend({ sessionId: Id }),
  output: Slot,
});
export const ChangeSlot = defineRequest({
  subject: 'req.participants.change-slot.v1',
  input: z.object({ id: Id, patch: SlotPatch, ifVersion: z.int().optional() }),
  output: Slot,
});
export const FindSlots = defineRequest({
  subject: 'req.participants.find-slots.v1',
  input: z.object({
    ids: z.array(z.string()).max(500).optional(),
    sessionIds: z.array(z.string()).max(500).optional(),
  }),
  output: z.object({ items: z.array(Slot) }),
});

// ---- seats

export const SEAT_STATUSES = [
  'held',
  'confirmed',
  'waiting',
  'offered',
  'cancelled',
  'expired',
  'lapsed',
] as const;
export const Seat = z.object({
  id: Id,
  slotId: Id,
  sessionId: Id,
  mode: z.enum(SLOT_MODES),
  personId: Id,
  status: z.enum(SEAT_STATUSES),
  groupSize: z.number(),
  /** Place in the queue from 1, counted now; null unless waiting. */
  position: z.number().nullable(),
  createdAt: Instant,
});
export type Seat = z.infer<typeof Seat>;

export const TakeSeat = defineRequest({
  subject: 'req.participants.take-seat.v1',
  /** Without `participantId`, for the actor. */
  input: z.object({ slotId: Id, participantId: Id.optional(), groupSize: z.int().min(1).max(50).default(1) }),
  /** `created` is false when the person had this seat already. */
  output: z.object({ created: z.boolean(), seat: Seat }),
  // Hundreds may want the same slot at once, and its row is taken one after the other.
  timeoutMs: 10_000,
});
export const CancelSeat = defineRequest({
  subject: 'req.participants.cancel-seat.v1',
  input: z.object({ id: Id }),
  output: Seat,
});
export const FindSeats = defineRequest({
  subject: 'req.participants.find-seats.v1',
  /** By id (the actor's own, or of a programme they organize), or without ids the actor's own, newest first. */
  input: z.object({ ids: z.array(z.string()).max(500).optional(), ...pageInput }),
  output: pageOf(Seat),
});

/** What happened to seats of one slot in one transaction. `zone` is where the person's reminders are read. */
export const SeatsChanged = defineFact({
  subject: 'fact.participants.seats.changed.v1',
  kind: 'occurrence',
  data: z.object({
    slotId: Id,
    sessionId: Id,
    changes: z.array(
      z.object({
        seatId: Id,
        personId: Id,
        from: z.enum(SEAT_STATUSES).nullable(),
        to: z.enum(SEAT_STATUSES),
        groupSize: z.number(),
        zone: z.string(),
        /** taken · cancelled · promoted · session-cancelled · capacity */
        cause: z.string(),
      }),
    ),
  }),
});

// ---- recipients of mail; only for services

export const Recipient = z.object({
  personId: Id,
  email: z.string(),
  name: z.string(),
  language: z.string().nullable(),
  zone: z.string(),
  seatId: Id,
  seatStatus: z.enum(SEAT_STATUSES),
  mode: z.enum(SLOT_MODES),
});
export type Recipient = z.infer<typeof Recipient>;

/** The people with a seat of these statuses in a session, as of now, by person id; one row per person. */
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
    after: z.string().optional(),
    limit: z.int().min(1).max(1_000).default(1_000),
  }),
  output: z.object({ items: z.array(Recipient), next: z.string().nullable() }),
});
