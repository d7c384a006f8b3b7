import { z } from 'zod';
import { defineFact, defineRequest } from '../kernel/definition.js';
import { Id, Instant, pageInput, pageOf } from '../kernel/values.js';
import { SLOT_MODES } from './slots.js';

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
  /** Whether it is a group that waits in vain: larger than all the seats there are now. */
  neverFits: z.boolean().optional(),
  /** Until when the offer can be accepted; null unless offered. */
  offerUntil: Instant.nullable().optional(),
  /** Until when it is held for an address that is not confirmed yet; null unless held. */
  heldUntil: Instant.nullable().optional(),
  createdAt: Instant,
});
export type Seat = z.infer<typeof Seat>;

export const TakeSeat = defineRequest({
  subject: 'req.participants.take-seat.v1',
  /** Without `participantId`, for the actor. */
  input: z.object({
    slotId: Id,
    participantId: Id.optional(),
    groupSize: z.int().min(1).max(50).default(1),
    /** Of an invitation (MakeCode). */
    code: z.string().max(200).optional(),
  }),
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
/** Takes what is offered. `seat.state` when there is no offer, or no more. */
export const AcceptSeat = defineRequest({
  subject: 'req.participants.accept-seat.v1',
  input: z.object({ id: Id }),
  output: Seat,
  timeoutMs: 10_000,
});
export const FindSeats = defineRequest({
  subject: 'req.participants.find-seats.v1',
  /** By id (the actor's own, or of a programme they organize), or without ids the actor's own, newest first. */
  input: z.object({ ids: z.array(z.string()).max(500).optional(), ...pageInput }),
  output: pageOf(Seat),
});

/**
 * What happened to seats of one slot in one transaction; without `changes`, to places of delegations alone that have no
 * name yet. `zone` is where the person's reminders are read; a change from a status to itself is that the zone is another.
 */
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
        /** As in docs/STATES.md, “Seat”. */
        cause: z.string(),
        /** Until when an offered or held seat is kept. */
        until: Instant.nullable().optional(),
      }),
    ),
  }),
});
