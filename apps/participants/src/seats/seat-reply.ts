import type { Seat as SeatReply } from '#contracts';
import type { Seat } from './seat.entity.js';
import type { Seating } from './seating.js';
import { toSeatReply } from './seats.queries.js';
import { whyTooLarge } from './seats.rules.js';

/** A seat as replies show it, without a query: as it is under its slot's lock, with the changes made so far. */
export function replyOf(seating: Seating, seat: Seat): SeatReply {
  const { slot, session } = seating;
  return toSeatReply({
    id: seat.id,
    slotId: slot.id,
    sessionId: session.id,
    programmeId: session.programmeId,
    mode: slot.mode,
    personId: seat.personId,
    status: seat.status,
    groupSize: seat.groupSize,
    position: seating.positionOf(seat),
    neverFits: seat.status === 'waiting' && whyTooLarge(seat.groupSize, slot.capacity) !== null,
    expiresAt: seat.expiresAt,
    createdAt: seat.createdAt,
  });
}
