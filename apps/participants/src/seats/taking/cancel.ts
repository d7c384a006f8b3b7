import { allows, notFound, RuleViolation, type Seat as SeatReply } from '#contracts';
import { replyOf } from '../seat-reply.js';
import type { Seating } from '../seating.js';
import { mayBecome } from '../seats.rules.js';
import type { CancelCommand } from './seat-command.js';

/**
 * Gives up a seat of a locked slot and seats who waits and now fits. Again: the same, cancelled seat.
 * @throws RuleViolation as SeatsService.cancel
 */
export async function cancelSeat(
  seating: Seating,
  { seatId, context: { actor } }: CancelCommand,
): Promise<SeatReply> {
  const seat = await seating.seat(seatId);
  const { programmeId } = seating.session;
  if (!seat || !allows(actor, 'seat.cancel', { personId: seat.personId, programmeId }))
    throw notFound('seat', seatId);
  if (seat.status !== 'cancelled') {
    if (!mayBecome(seat.status, 'cancelled', 'cancelled')) {
      throw new RuleViolation('seat.state', `This seat is ${seat.status} and can't be cancelled any more.`);
    }
    const isDeclined = seat.status === 'offered' && actor.kind === 'person' && actor.id === seat.personId;
    await seating.giveUp(seat, isDeclined ? 'declined' : 'cancelled');
    await seating.catchUp();
  }
  return replyOf(seating, seat);
}
