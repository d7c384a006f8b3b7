import { Injectable } from '@nestjs/common';
import {
  invalidFields,
  notFound,
  RuleViolation,
  type Actor,
  type HoldSeat,
  type OutputOf,
  type ParsedInputOf,
} from '#contracts';
import { currentContext, newId, runInContext, Transactions, type RequestContext, type Tx } from '#platform';
import { isKnownZone } from '#time';
import { DataSource, IsNull, MoreThan } from 'typeorm';
import { requestSignIn } from '../access/sign-ins.queries.js';
import { insertPerson } from '../people/people.queries.js';
import { Person } from '../people/person.entity.js';
import { CitiesService } from '../programme/cities.service.js';
import { SessionsService } from '../programme/sessions.service.js';
import { RegistrationService } from '../registration/registration.service.js';
import { whyRegistrationClosed } from '../registration/windows.rules.js';
import { Seating } from '../seats/seating.js';
import { SeatTurns } from '../seats/seat-turns.js';
import { whyClosed } from '../seats/seats.rules.js';
import { findSlots } from '../slots/slots.queries.js';
import { HELD_MINUTES, isTooOften, mostHeld } from './holding.rules.js';
import { Wish } from './wish.entity.js';
import { countHeld, countWishes } from './wishes.queries.js';

/** Who asks for a seat by an address has no token, whatever they may do when they have one. */
const ANYBODY: Actor = { kind: 'anonymous' };

@Injectable()
export class HoldingService {
  constructor(
    private readonly transactions: Transactions,
    private readonly dataSource: DataSource,
    private readonly cities: CitiesService,
    private readonly sessions: SessionsService,
    private readonly registration: RegistrationService,
    private readonly turns: SeatTurns,
  ) {}

  /**
   * Holds a seat for an address and sends it a sign-in mail, whose link takes the seat. Where there is none to hold, the
   * place in the queue is drawn when the link is opened: nobody fills a queue with invented addresses. Beyond the bounds
   * of holding.rules nothing is held, or nothing done at all, and the answer is the same.
   * @throws RuleViolation only for what says nothing of the address: `seat.closed`, `registration.closed`,
   * `registration.code` for seats of invited people, `city.unknown`, `time.zone`
   */
  async hold(
    { slotId, ...input }: ParsedInputOf<typeof HoldSeat>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof HoldSeat>> {
    if (actor.kind === 'person')
      throw invalidFields([{ path: 'email', message: 'must be left out: the seat is yours, by your token' }]);
    if (input.zone !== undefined && !isKnownZone(input.zone)) {
      const message = 'must be a zone of the tzdb like “Asia/Ho_Chi_Minh”, with its capitals and underscores';
      throw new RuleViolation('time.zone', `“${input.zone}” is no known time zone.`, undefined, [
        { path: 'zone', message },
      ]);
    }
    await this.cities.require(input.city);
    const [seen] = await findSlots(this.dataSource.manager, { ids: [slotId] });
    if (!seen) throw notFound('slot', slotId);
    if (!seen.session.isReleased) {
      const [refreshed] = await this.sessions.refreshed([seen.session.id]);
      if (!refreshed?.isReleased) throw notFound('slot', slotId);
    }

    const holdSeat = async (tx: Tx): Promise<OutputOf<typeof HoldSeat>> => {
      const seating = (await Seating.lock(tx, slotId))!;
      const refused = whyNotOpen(seating);
      if (refused) throw refused;
      await insertPerson(tx.manager, input, tx.now);
      const person = await tx.manager.findOneByOrFail(Person, { email: input.email });
      if (isTooOften(await countWishes(tx.manager, person.id, seating.now))) return { outcome: 'mailed' };
      await seating.catchUp();
      const expiresAt = new Date(seating.now.getTime() + HELD_MINUTES * 60_000);
      const seatId = await this.tryToHold(tx, seating, person, expiresAt);
      await seating.save();
      const wish = { id: newId(), slotId, personId: person.id, seatId, expiresAt };
      await tx.manager.insert(Wish, { ...wish, createdAt: seating.now, doneAt: null });
      await requestSignIn(tx, person.id);
      return { outcome: 'mailed' };
    };
    return this.turns.run(() => this.transactions.command(holdSeat));
  }

  /** Somebody has confirmed their address: what was held for it is theirs, what they wished for is drawn now. */
  async takeUp(tx: Tx, personId: string): Promise<void> {
    const wishes = await tx.manager.find(Wish, {
      where: { personId, doneAt: IsNull(), expiresAt: MoreThan(tx.now) },
      order: { id: 'ASC' },
    });
    if (wishes.length === 0) return;
    const actor: Actor = { kind: 'person', id: personId, grants: [] };
    await runInContext({ ...currentContext(), actor }, () => this.takeUpAll(tx, personId, wishes));
  }

  private async takeUpAll(tx: Tx, personId: string, wishes: readonly Wish[]): Promise<void> {
    const seatings = await Seating.lockAll(tx, [...new Set(wishes.map(({ slotId }) => slotId))]);
    const person = await tx.manager.findOneByOrFail(Person, { id: personId });
    for (const wish of wishes) {
      const seating = seatings.find(({ slot }) => slot.id === wish.slotId)!;
      await seating.catchUp();
      const seat = await seating.activeSeatOf(personId);
      if (seat?.status === 'held') seating.accept(seat);
      // A seat that was held and is no longer went to the next: it was not confirmed in time.
      else if (!seat && wish.seatId === null && (await this.mayHave(tx, seating, person)))
        seating.admit(person, 1);
      // The limit of the next slot counts this one.
      seating.flush();
      await tx.manager.update(Wish, { id: wish.id }, { doneAt: tx.now });
    }
    await Seating.saveAll(tx, seatings);
  }

  /** @returns the held seat's id; null where there is none, or the bounds are reached */
  private async tryToHold(tx: Tx, seating: Seating, person: Person, heldUntil: Date): Promise<string | null> {
    if (await seating.activeSeatOf(person.id)) return null;
    if ((await countHeld(tx.manager, seating.slot.id)) >= mostHeld(seating.slot.capacity)) return null;
    if (!seating.hasRoomFor(person.city, 1) || !(await this.mayHave(tx, seating, person))) return null;
    return seating.admit(person, 1, { heldUntil }).id;
  }

  private async mayHave(tx: Tx, seating: Seating, person: Person): Promise<boolean> {
    if (whyNotOpen(seating)) return false;
    try {
      const wanted = { personId: person.id, groupSize: 1, code: undefined };
      await this.registration.admit(tx, seating, { actor: ANYBODY, ...wanted });
      return true;
    } catch (error) {
      if (error instanceof RuleViolation) return false;
      throw error;
    }
  }
}

/** Why nobody without a token can ask for a seat now. */
function whyNotOpen({ slot, session, now }: Seating): RuleViolation | null {
  const closed = whyClosed(session, now);
  if (closed) return new RuleViolation('seat.closed', closed);
  if (slot.invitedOnly)
    return new RuleViolation(
      'registration.code',
      'These seats are for invited people: sign in and send the code.',
    );
  return whyRegistrationClosed(slot, now);
}
