import { z } from 'zod';
import { defineRequest, defineSignal } from '../kernel/definition.js';
import { Id, Instant, InstantInput, Slug } from '../kernel/values.js';

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
  /** Who has checked in through a join link: sizes of their seats. */
  joined: z.number().optional(),
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
