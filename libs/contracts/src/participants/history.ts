import { z } from 'zod';
import { defineRequest } from '../kernel/definition.js';
import { Id, Instant } from '../kernel/values.js';
import { SEAT_STATUSES } from './seats.js';

/** One change of a seat: what, when, whose doing, and why in words. */
export const SeatHistoryEntry = z.object({
  at: Instant,
  from: z.enum(SEAT_STATUSES).nullable(),
  to: z.enum(SEAT_STATUSES),
  /** As in docs/STATES.md, “Seat”. */
  cause: z.string(),
  /** `liaison`: somebody who spoke for a city of the programme then, and was none of its organizers. */
  by: z.enum(['self', 'organizer', 'liaison', 'service']),
  text: z.string(),
});
export type SeatHistoryEntry = z.infer<typeof SeatHistoryEntry>;

/** What became of a seat, oldest first: for its person and organizers. */
export const FindSeatHistory = defineRequest({
  subject: 'req.participants.find-seat-history.v1',
  input: z.object({ id: Id }),
  output: z.object({ items: z.array(SeatHistoryEntry) }),
});

/** Something that a slot's seat log does not bear out. `entry` is the log's row, null when it is about the end. */
export const ReplayFinding = z.object({ slotId: Id, entry: z.string().nullable(), detail: z.string() });

/**
 * Replays the seat log of slots, by their ids after `after`: that every change was one there is, that no instant
 * oversold, and that log, rows and counters say the same. For operators.
 */
export const ReplaySeats = defineRequest({
  subject: 'req.participants.replay-seats.v1',
  input: z.object({ after: Id.optional(), limit: z.int().min(1).max(100).default(20) }),
  output: z.object({
    slots: z.number(),
    entries: z.number(),
    /** At most twenty of a slot. */
    findings: z.array(ReplayFinding),
    next: z.string().nullable(),
  }),
  timeoutMs: 60_000,
});
