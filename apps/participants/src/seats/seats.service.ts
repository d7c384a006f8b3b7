import { Injectable } from '@nestjs/common';
import {
  allows,
  authorize,
  invalidFields,
  notFound,
  refusal,
  RuleViolation,
  type CancelSeat,
  type FindSeats,
  type OutputOf,
  type ParsedInputOf,
  type Seat as SeatReply,
  type TakeSeat,
} from '#contracts';
import { isId, readCursor, toPage, Transactions, type RequestContext, type Tx } from '#platform';
import { DataSource } from 'typeorm';
import { Person } from '../people/person.entity.js';
import type { SessionCopy } from '../programme/session-copy.entity.js';
import { SessionsService } from '../programme/sessions.service.js';
import { Slot } from '../slots/slot.entity.js';
import { Seat } from './seat.entity.js';
import { Seating } from './seating.js';
import { findSeatsById, findSeatsOfPerson, toSeatReply } from './seats.queries.js';
import { mayBecome, whyClosed, whyTooLarge } from './seats.rules.js';

@Injectable()
export class SeatsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly dataSource: DataSource,
    private readonly sessions: SessionsService,
  ) {}

  /**
   * Takes a seat, or a place in the queue; the same person again gets the same seat.
   * @throws RuleViolation `seat.closed` when the session is cancelled, over or (for its organizers) a draft;
   * `validation.failed` for a group larger than the slot
   */
  async take(
    { slotId, participantId, groupSize }: ParsedInputOf<typeof TakeSeat>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof TakeSeat>> {
    if (actor.kind === 'anonymous') throw refusal(actor, 'seat.take');
    const personId = participantId ?? (actor.kind === 'person' ? actor.id : undefined);
    if (!personId) throw invalidFields([{ path: 'participantId', message: 'must say for whom' }]);
    const session = await this.sessionOf(slotId);
    const { programmeId } = session;
    if (!session.isReleased && !allows(actor, 'draft.read', { programmeId })) throw notFound('slot', slotId);
    authorize(actor, 'seat.take', { personId, programmeId });
    const person = await this.dataSource.manager.findOneBy(Person, { id: personId });
    if (!person) throw notFound('participant', personId);

    return this.transactions.command(async (tx) => {
      const seating = await Seating.lock(tx, slotId);
      if (!seating) throw notFound('slot', slotId);
      const existing = await seating.activeSeatOf(personId);
      if (existing) return { created: false, seat: await replyOf(tx, existing.id) };
      const closed = whyClosed(seating.session, tx.now);
      if (closed) throw new RuleViolation('seat.closed', closed);
      const tooLarge = whyTooLarge(groupSize, seating.slot.capacity);
      if (tooLarge) throw invalidFields([{ path: 'groupSize', message: tooLarge }]);
      await seating.promote();
      const { id } = seating.admit(person, groupSize);
      await seating.save();
      return { created: true, seat: await replyOf(tx, id) };
    });
  }

  /**
   * Gives a seat up; who waits and now fits gets one in the same transaction. Again: the same, cancelled seat.
   * @throws RuleViolation `seat.state` when it has expired or lapsed
   */
  async cancel(
    { id }: ParsedInputOf<typeof CancelSeat>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof CancelSeat>> {
    if (actor.kind === 'anonymous') throw refusal(actor, 'seat.cancel');
    const [seen] = await findSeatsById(this.dataSource.manager, [id]);
    if (!seen || !allows(actor, 'seat.cancel', seen)) throw notFound('seat', id);

    return this.transactions.command(async (tx) => {
      const seating = await Seating.lock(tx, seen.slotId);
      // Read again under the lock: somebody else may have changed it since.
      const seat = await tx.manager.findOneByOrFail(Seat, { id });
      if (seat.status !== 'cancelled') {
        if (!mayBecome(seat.status, 'cancelled', 'cancelled')) {
          throw new RuleViolation(
            'seat.state',
            `This seat is ${seat.status} and can't be cancelled any more.`,
          );
        }
        seating!.cancel([seat], 'cancelled');
        await seating!.promote();
        await seating!.save();
      }
      return replyOf(tx, id);
    });
  }

  /** By id, those the actor may see; without ids the actor's own, newest first. */
  async find(
    { ids, cursor, limit }: ParsedInputOf<typeof FindSeats>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof FindSeats>> {
    if (actor.kind === 'anonymous') throw refusal(actor, 'seat.read');
    const { manager } = this.dataSource;
    if (ids) {
      const seats = await findSeatsById(manager, ids);
      return { items: seats.filter((seat) => allows(actor, 'seat.read', seat)).map(toSeatReply), next: null };
    }
    if (actor.kind !== 'person') return { items: [], next: null };
    const [before] = readCursor(cursor) ?? [];
    if (before !== undefined && !isId(before)) throw notOfThisList();
    const seats = await findSeatsOfPerson(manager, actor.id, { before, limit: limit + 1 });
    return toPage(seats.map(toSeatReply), limit, ({ id }) => [id]);
  }

  /** The session that a slot belongs to; a draft is asked for again, because its release may be on its way here. */
  private async sessionOf(slotId: string): Promise<SessionCopy> {
    const slot = await this.dataSource.manager.findOneBy(Slot, { id: slotId });
    if (!slot) throw notFound('slot', slotId);
    const session = await this.sessions.get(slot.sessionId);
    if (session.isReleased) return session;
    const [refreshed] = await this.sessions.refreshed([session.id]);
    return refreshed ?? session;
  }
}

/** A cursor of another list: well made, but its key is no seat. */
function notOfThisList(): RuleViolation {
  return invalidFields([{ path: 'cursor', message: 'must be the `next` of the page before' }]);
}

async function replyOf({ manager }: Tx, id: string): Promise<SeatReply> {
  const [seat] = await findSeatsById(manager, [id]);
  return toSeatReply(seat!);
}
