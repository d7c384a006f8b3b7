import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  authorize,
  notFound,
  refusal,
  RuleViolation,
  SeatJoined,
  type CheckIn,
  type FindAttendance,
  type FindJoinLink,
  type FindJoinTokens,
  type JoinLink,
  type OutputOf,
  type ParsedInputOf,
  type RenewJoinLink,
} from '#contracts';
import { Clock, Transactions, type RequestContext, type Tx } from '#platform';
import { DataSource } from 'typeorm';
import { SessionsService } from '../programme/sessions.service.js';
import { Seat } from '../seats/seat.entity.js';
import { JoinLinks, MOST_GENERATIONS, type JoinLinkId } from './join-links.js';
import {
  bindDevice,
  countAttendance,
  findJoinSeats,
  lockJoinSeat,
  noteJoin,
  renewLink,
  type JoinSeat,
} from './joining.queries.js';
import { admission, joinEvent, joinState, joinWindow } from './joining.rules.js';

@Injectable()
export class JoiningService {
  constructor(
    private readonly transactions: Transactions,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly sessions: SessionsService,
    private readonly links: JoinLinks,
  ) {}

  /** What a link is good for now. Null for one that is not ours or was replaced: nothing is said of why. */
  async find({ token }: ParsedInputOf<typeof FindJoinLink>): Promise<OutputOf<typeof FindJoinLink>> {
    const id = this.links.read(token);
    if (!id) return { link: null };
    const [seat] = await findJoinSeats(this.dataSource.manager, [id.seatId]);
    return { link: isCurrent(seat, id) ? linkOf(seat, await this.clock.now()) : null };
  }

  /** Checks in once, however often and from however many devices at the same time it is asked. */
  async checkIn(input: ParsedInputOf<typeof CheckIn>): Promise<OutputOf<typeof CheckIn>> {
    const id = this.links.read(input.token);
    if (!id) return { outcome: 'refused', link: null };
    const device = createHash('sha256').update(input.device).digest('hex');
    return this.transactions.run(async (tx) => {
      const seat = await lockJoinSeat(tx.manager, id.seatId);
      if (!isCurrent(seat, id)) return { outcome: 'refused', link: null };
      const link = linkOf(seat, tx.now);
      if (link.state !== 'open') return { outcome: 'refused', link };
      const admitted = admission(seat.device, device, input.takeOver);
      if (admitted === 'elsewhere') return { outcome: 'elsewhere', link };
      if (admitted === 'bind') {
        await bindDevice(tx.manager, seat.seatId, device, tx.now);
        await noteJoin(tx.manager, seat.seatId, joinEvent(seat), tx.now);
      }
      if (!seat.joinedAt) await this.join(tx, seat);
      const joinedAt = (seat.joinedAt ?? tx.now).toISOString();
      return { outcome: 'joined', link: { ...link, joinedAt } };
    });
  }

  /** Links of the actor's own confirmed online seats. */
  async findTokens(
    { seatIds }: ParsedInputOf<typeof FindJoinTokens>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof FindJoinTokens>> {
    if (actor.kind !== 'person') return { items: [] };
    const seats = await findJoinSeats(this.dataSource.manager, seatIds);
    const now = await this.clock.now();
    const items = seats.flatMap((seat) => {
      const window = joinWindow(seat.session);
      const isTheirs = seat.personId === actor.id && seat.mode === 'online' && seat.status === 'confirmed';
      if (!isTheirs || !window) return [];
      const [opensAt, closesAt] = [window.opensAt.toISOString(), window.closesAt.toISOString()];
      const state = joinState(seat.status, seat.session, now);
      return [{ seatId: seat.seatId, token: this.links.issue(seat), state, opensAt, closesAt }];
    });
    return { items };
  }

  /**
   * For a link that got into wrong hands.
   * @throws RuleViolation `not-found` for a seat of somebody else; `seat.state` for one that cannot be joined
   */
  async renew(
    { seatId }: ParsedInputOf<typeof RenewJoinLink>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof RenewJoinLink>> {
    if (actor.kind === 'anonymous') throw refusal(actor, 'join-link.renew');
    const generation = await this.transactions.command(async (tx) => {
      const seat = await lockJoinSeat(tx.manager, seatId);
      if (!seat || actor.kind !== 'person' || seat.personId !== actor.id) throw notFound('seat', seatId);
      if (seat.mode !== 'online' || seat.status !== 'confirmed' || seat.generation >= MOST_GENERATIONS) {
        throw new RuleViolation('seat.state', 'Only a confirmed online seat has a join link.');
      }
      await noteJoin(tx.manager, seatId, 'renewed', tx.now);
      return renewLink(tx.manager, seatId);
    });
    // Derived outside of the command: its reply is stored, a token never is.
    return { seatId, generation, token: this.links.issue({ seatId, generation }) };
  }

  /** Who was expected and who came, by city. */
  async attendance(
    { sessionId }: ParsedInputOf<typeof FindAttendance>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof FindAttendance>> {
    const { programmeId } = await this.sessions.get(sessionId);
    authorize(actor, 'attendance.read', { programmeId });
    const cities = await countAttendance(this.dataSource.manager, sessionId);
    const sum = (what: 'confirmed' | 'joined') => cities.reduce((total, city) => total + city[what], 0);
    return { sessionId, confirmed: sum('confirmed'), joined: sum('joined'), cities };
  }

  private async join(
    tx: Tx,
    { seatId, slotId, sessionId, personId, city, groupSize }: JoinSeat,
  ): Promise<void> {
    await tx.manager.update(Seat, { id: seatId }, { joinedAt: tx.now });
    tx.publish(SeatJoined, {
      seatId,
      slotId,
      sessionId,
      personId,
      city,
      groupSize,
      at: tx.now.toISOString(),
    });
  }
}

function isCurrent(seat: JoinSeat | undefined, { generation }: JoinLinkId): seat is JoinSeat {
  return seat !== undefined && seat.generation === generation;
}

function linkOf(
  { seatId, sessionId, status, session, zone, language, joinedAt }: JoinSeat,
  now: Date,
): JoinLink {
  const window = joinWindow(session);
  return {
    seatId,
    sessionId,
    state: joinState(status, session, now),
    opensAt: window?.opensAt.toISOString() ?? null,
    closesAt: window?.closesAt.toISOString() ?? null,
    zone,
    language,
    joinedAt: joinedAt?.toISOString() ?? null,
  };
}
