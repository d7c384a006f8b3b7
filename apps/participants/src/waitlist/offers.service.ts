import { Injectable } from '@nestjs/common';
import {
  allows,
  notFound,
  refusal,
  RuleViolation,
  type AcceptSeat,
  type OutputOf,
  type ParsedInputOf,
} from '#contracts';
import { Transactions, type RequestContext, type Tx } from '#platform';
import { DataSource } from 'typeorm';
import { replyOf } from '../seats/seat-reply.js';
import { Seating } from '../seats/seating.js';
import { SeatTurns } from '../seats/seat-turns.js';
import { findSeatsById } from '../seats/seats.queries.js';
import { whyNotAccepted } from '../seats/seats.rules.js';

/** Seats that are offered to the first who waits. To decline one is to cancel it. */
@Injectable()
export class OffersService {
  constructor(
    private readonly transactions: Transactions,
    private readonly dataSource: DataSource,
    private readonly turns: SeatTurns,
  ) {}

  /**
   * Takes an offer, until it expires and not a moment longer: the clock is read when the slot's lock was got. Again: the
   * same seat.
   * @throws RuleViolation `seat.state` when there is none, or no more
   */
  async accept(
    { id }: ParsedInputOf<typeof AcceptSeat>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof AcceptSeat>> {
    if (actor.kind === 'anonymous') throw refusal(actor, 'seat.accept');
    const [seen] = await findSeatsById(this.dataSource.manager, [id]);
    if (!seen || !allows(actor, 'seat.accept', seen)) throw notFound('seat', id);

    const accept = async (tx: Tx) => {
      const seating = (await Seating.lock(tx, seen.slotId))!;
      const seat = (await seating.seat(id))!;
      if (seat.status === 'confirmed') return replyOf(seating, seat);
      const refused = whyNotAccepted(seat, seating.now);
      if (refused) throw new RuleViolation('seat.state', refused);
      seating.accept(seat);
      await seating.catchUp();
      await seating.save();
      return replyOf(seating, seat);
    };
    return this.turns.run(() => this.transactions.command(accept));
  }
}
