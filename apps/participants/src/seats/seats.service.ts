import { Injectable } from '@nestjs/common';
import {
  allows,
  invalidFields,
  refusal,
  type CancelSeat,
  type FindSeats,
  type OutputOf,
  type ParsedInputOf,
  type RuleViolation,
  type TakeSeat,
} from '#contracts';
import { isId, readCursor, toPage, type RequestContext } from '#platform';
import { DataSource } from 'typeorm';
import { SessionsService } from '../programme/sessions.service.js';
import { RegistrationService } from '../registration/registration.service.js';
import { findSeatsById, findSeatsOfPerson, toSeatReply } from './seats.queries.js';
import type { TakeCommand, TakeReply } from './taking/seat-command.js';
import { MaybeReleased, TakenAlone } from './taking/take.js';
import { TakingQueue } from './taking/taking-queue.js';

@Injectable()
export class SeatsService {
  constructor(
    private readonly taking: TakingQueue,
    private readonly dataSource: DataSource,
    private readonly sessions: SessionsService,
    private readonly registration: RegistrationService,
  ) {}

  /**
   * Takes a seat, or a place in the queue; the same person again gets the same seat.
   * @throws RuleViolation `seat.closed` when the session is cancelled, over or (for its organizers) a draft;
   * `registration.closed` outside of its window, `registration.limit`, `registration.code`;
   * `validation.failed` for a group larger than the slot
   */
  async take(
    { slotId, participantId, groupSize, code }: ParsedInputOf<typeof TakeSeat>,
    context: RequestContext,
  ): Promise<OutputOf<typeof TakeSeat>> {
    const { actor } = context;
    if (actor.kind === 'anonymous') throw refusal(actor, 'seat.take');
    const personId = participantId ?? (actor.kind === 'person' ? actor.id : undefined);
    if (!personId) throw invalidFields([{ path: 'participantId', message: 'must say for whom' }]);
    const command = { kind: 'take', context, slotId, personId, groupSize, code } as const;
    try {
      return await this.ask(command);
    } catch (error) {
      if (!(error instanceof MaybeReleased)) throw error;
      await this.sessions.refreshed([error.sessionId]);
      return await this.ask({ ...command, isRefreshed: true });
    }
  }

  /**
   * Gives a seat up; who waits and now fits gets one in the same transaction. Again: the same, cancelled seat.
   * @throws RuleViolation `seat.state` when it has expired or lapsed, or the session has taken place
   */
  async cancel(
    { id }: ParsedInputOf<typeof CancelSeat>,
    context: RequestContext,
  ): Promise<OutputOf<typeof CancelSeat>> {
    if (context.actor.kind === 'anonymous') throw refusal(context.actor, 'seat.cancel');
    return (await this.taking.submit({ kind: 'cancel', context, seatId: id })) as OutputOf<typeof CancelSeat>;
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

  private async ask(command: TakeCommand): Promise<TakeReply> {
    try {
      return (await this.taking.submit(command)) as TakeReply;
    } catch (error) {
      if (error instanceof TakenAlone) return this.registration.take(command);
      throw error;
    }
  }
}

/** A cursor of another list: well made, but its key is no seat. */
function notOfThisList(): RuleViolation {
  return invalidFields([{ path: 'cursor', message: 'must be the `next` of the page before' }]);
}
