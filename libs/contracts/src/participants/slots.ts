import { z } from 'zod';
import { defineRequest, defineSignal } from '../kernel/definition.js';
import { Id, Instant, InstantInput, Slug, WallTime, ZoneName } from '../kernel/values.js';

export const SLOT_MODES = ['online', 'in-person'] as const;
/** Number of seats; null is open to all. */
export const Capacity = z.int().min(0).max(1_000_000).nullable();
/** City slug → seats kept for that city until `keptUntil`. */
export const Allocations = z.record(Slug, z.int().min(0).max(1_000_000));

/** A wall time as people agreed it; one that the clocks show twice needs `disambiguation`. */
export const ZonedTimeInput = z.strictObject({
  local: WallTime,
  zone: ZoneName,
  disambiguation: z.enum(['earlier', 'later']).optional(),
});
/** A wall time with the instant it was resolved to, and by which tzdb. */
export const ZonedTime = z.object({
  local: z.string(),
  zone: z.string(),
  offset: z.string(),
  instant: Instant,
  tzdb: z.string(),
});
export type ZonedTime = z.infer<typeof ZonedTime>;

/** Freed seats go to the first who waits at once, or are offered for so many hours, never beyond the start. */
export const SlotOfferPolicy = z.strictObject({
  mode: z.enum(['promote', 'offer']),
  holdHours: z.number().min(0.25).max(336).default(12),
});
export type OfferPolicyValue = z.output<typeof SlotOfferPolicy>;

/** What may be said of a slot besides its size. Null takes it back. */
const slotRules = {
  /** Without, or with null, as the programme says. */
  offerPolicy: SlotOfferPolicy.nullable(),
  /** Ten minutes into the session, seats that nobody has joined go to who waits. */
  lapse: z.boolean(),
  /** Registration opens and closes to the second. */
  opens: ZonedTimeInput.nullable(),
  closes: ZonedTimeInput.nullable(),
  /** Seats that one person may have in the event's slots, their groups included. */
  maxPerPerson: z.int().min(1).max(1_000).nullable(),
  /** Only with a code (POST /v1/slots/{id}/codes). */
  invitedOnly: z.boolean(),
};
const optionalRules = z.object(slotRules).partial().shape;

export const SlotInput = z.object({
  mode: z.enum(SLOT_MODES),
  capacity: Capacity,
  allocations: Allocations.default({}),
  /** By default 48 hours before the start. */
  keptUntil: InstantInput.optional(),
  ...optionalRules,
});
export const SlotPatch = z
  .object({
    capacity: Capacity,
    allocations: Allocations,
    keptUntil: InstantInput,
    /** What becomes of seats above a smaller capacity: the last go back to the front of the queue. Without, it is refused. */
    overflow: z.literal('waiting'),
    ...slotRules,
  })
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
  /** Who has checked in through a join link: sizes of their seats. */
  joined: z.number().optional(),
  /** Null: as the programme says. */
  offerPolicy: z
    .object({ mode: z.enum(['promote', 'offer']), holdHours: z.number() })
    .nullable()
    .optional(),
  lapse: z.boolean().optional(),
  opens: ZonedTime.nullable().optional(),
  closes: ZonedTime.nullable().optional(),
  maxPerPerson: z.number().nullable().optional(),
  invitedOnly: z.boolean().optional(),
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

/** How full a slot is now: at most one in 250 ms, however many seats change (DESIGN section 2). */
export const SlotCounted = defineSignal({
  subject: 'signal.participants.slots',
  data: Slot.omit({ keptUntil: true, version: true }).extend({
    programmeId: Id,
    eventId: Id,
    /** Whether a release has published the session: else only those who see drafts may hear of it. */
    isReleased: z.boolean(),
    /** The database's clock at the reading: an older reading that comes later is to be passed over. */
    at: Instant,
    joined: z.number(),
    /** City slug → joined; `elsewhere` without a city of the network. */
    joinedByCity: z.record(z.string(), z.number()),
  }),
});
