import { Injectable } from '@nestjs/common';
import {
  allows,
  invalidFields,
  notFound,
  refusal,
  RuleViolation,
  type OutputOf,
  type ParsedInputOf,
  type SwapSeat,
} from '#contracts';
import { Transactions, type RequestContext, type Tx } from '#platform';
import { DataSource } from 'typeorm';
import { Person } from '../people/person.entity.js';
import { SessionsService } from '../programme/sessions.service.js';
import { SeatTurns } from '../seats/seat-turns.js';
import { replyOf } from '../seats/seat-reply.js';
import { Seating } from '../seats/seating.js';
import { findSeatsById } from '../seats/seats.queries.js';
import { mayBecome, whyClosed, whyTooLarge } from '../seats/seats.rules.js';
import { findSlots } from '../slots/slots.queries.js';
import { mayInvite } from './registration.rules.js';
import { RegistrationService } from './registration.service.js';
import { whyRegistrationClosed } from './windows.rules.js';

@Injectable()
export class SwapService {
  constructor(
    private readonly transactions: Transactions,
    private readonly dataSource: DataSource,
    private readonly registration: RegistrationService,
    private readonly sessions: SessionsService,
    private readonly turns: SeatTurns,
  ) {}

  /**
   * Gives a seat, or a place in the queue, up for a seat of another slot, in one transaction over both, locked in the
   * order of their ids: two people who swap against each other wait, and never for each other. A seat is had or nothing
   * changes; nobody is put into the other queue.
   * @throws RuleViolation `seat.full`, `seat.state`, and as SeatsService.take
   */
  async swap(
    { id, slotId, code }: ParsedInputOf<typeof SwapSeat>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof SwapSeat>> {
    if (actor.kind === 'anonymous') throw refusal(actor, 'seat.swap');
    const { manager } = this.dataSource;
    const [seen] = await findSeatsById(manager, [id]);
    if (!seen || !allows(actor, 'seat.swap', seen)) throw notFound('seat', id);
    const [wanted] = await findSlots(manager, { ids: [slotId] });
    const object = { programmeId: wanted?.session.programmeId ?? null, personId: seen.personId };
    if (!wanted) throw notFound('slot', slotId);
    if (!wanted.session.isReleased && !allows(actor, 'draft.read', object)) {
      // A release may be on its way here; its owner knows.
      const [refreshed] = await this.sessions.refreshed([wanted.session.id]);
      if (!refreshed?.isReleased) throw notFound('slot', slotId);
    }
    if (!allows(actor, 'seat.take', object)) throw refusal(actor, 'seat.take');
    if (slotId === seen.slotId)
      throw invalidFields([{ path: 'slot', message: 'must be another slot than the seat’s own' }]);

    const exchange = async (tx: Tx) => {
      const seatings = await Seating.lockAll(tx, [seen.slotId, slotId]);
      const from = seatings.find(({ slot }) => slot.id === seen.slotId)!;
      const to = seatings.find(({ slot }) => slot.id === slotId)!;
      // An offer that has expired by now is none to give up.
      await from.catchUp();
      const seat = (await from.seat(id))!;
      if (!mayBecome(seat.status, 'cancelled', 'swapped'))
        throw new RuleViolation('seat.state', `This seat is ${seat.status} and can't be swapped.`);
      const person = await tx.manager.findOneByOrFail(Person, { id: seat.personId! });
      if (await to.activeSeatOf(person.id))
        throw new RuleViolation(
          'seat.state',
          'There is a seat, or a place in the queue, in that slot already.',
        );
      const closed = whyClosed(to.session, to.now);
      if (closed) throw new RuleViolation('seat.closed', closed);
      const notOpen = whyRegistrationClosed(to.slot, to.now);
      if (notOpen && !mayInvite(actor, to.session)) throw notOpen;
      const tooLarge = whyTooLarge(seat.groupSize, to.slot.capacity);
      if (tooLarge) throw new RuleViolation('seat.full', `The group ${tooLarge}.`);

      await to.catchUp();
      if (!to.hasRoomFor(person.city, seat.groupSize))
        throw new RuleViolation('seat.full', 'No seat is free there; the seat you have stays yours.');
      const how = await this.registration.admit(tx, to, {
        actor,
        personId: person.id,
        groupSize: seat.groupSize,
        code,
        instead: id,
      });
      await from.giveUp(seat, 'swapped');
      await from.catchUp();
      const got = to.admit(person, seat.groupSize, { ...how, cause: 'swapped' });
      await Seating.saveAll(tx, seatings);
      return replyOf(to, got);
    };
    return this.turns.run(() => this.transactions.command(exchange));
  }
}
