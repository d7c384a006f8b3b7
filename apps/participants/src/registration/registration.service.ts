import { Injectable } from '@nestjs/common';
import { notFound, type Actor, type OutputOf, type TakeSeat } from '#contracts';
import { Transactions, type Tx } from '#platform';
import { Seating, type Admission } from '../seats/seating.js';
import { SeatTurns } from '../seats/seat-turns.js';
import type { TakeCommand } from '../seats/taking/seat-command.js';
import { takeSeat } from '../seats/taking/take.js';
import { CodesService } from './codes.service.js';
import { countSeatsInEvent, lockPerson } from './registration.queries.js';
import { checkInvited, checkLimit, mayInvite } from './registration.rules.js';

/** Seats of slots with limits or codes: taken one by one, because more than the slot's row is locked. */
@Injectable()
export class RegistrationService {
  constructor(
    private readonly transactions: Transactions,
    private readonly codes: CodesService,
    private readonly turns: SeatTurns,
  ) {}

  /** @throws RuleViolation as SeatsService.take */
  take(command: TakeCommand): Promise<OutputOf<typeof TakeSeat>> {
    return this.turns.run(() => this.transactions.command((tx) => this.takeAlone(tx, command)));
  }

  private async takeAlone(tx: Tx, command: TakeCommand): Promise<OutputOf<typeof TakeSeat>> {
    const seating = await Seating.lock(tx, command.slotId);
    if (!seating) throw notFound('slot', command.slotId);
    await Seating.readGuests(tx, [{ seating, personIds: [command.personId] }]);
    const reply = await takeSeat(seating, { ...command, isRefreshed: true }, (_, { id }, groupSize) =>
      this.admit(tx, seating, { actor: command.context.actor, personId: id, groupSize, code: command.code }),
    );
    await seating.save();
    return reply;
  }

  /**
   * What the rules of a locked slot say of somebody who wants a seat of it. Locks the person: after all slots.
   * @param wanted.actor whose request it is: organizers need no code for whom they invite
   * @param wanted.instead a seat that they give up for it
   * @throws RuleViolation `registration.limit`, `registration.code`
   */
  async admit(
    tx: Tx,
    { slot, session }: Seating,
    wanted: { actor: Actor; personId: string; groupSize: number; code: string | undefined; instead?: string },
  ): Promise<Admission> {
    if (!mayInvite(wanted.actor, session)) checkInvited(slot, wanted.code);
    if (slot.maxPerPerson !== null) {
      await lockPerson(tx.manager, wanted.personId);
      const instead = wanted.instead ?? null;
      const others = await countSeatsInEvent(tx.manager, wanted.personId, session.eventId, instead);
      checkLimit(slot, others, wanted.groupSize);
    }
    return { codeId: wanted.code === undefined ? null : await this.codes.use(tx, slot.id, wanted.code) };
  }
}
