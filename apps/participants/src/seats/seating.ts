import { actorKey } from '#contracts';
import { currentContext, newId, type Tx } from '#platform';
import { Any, In } from 'typeorm';
import type { Person } from '../people/person.entity.js';
import { SessionCopy } from '../programme/session-copy.entity.js';
import { SlotAllocation } from '../slots/slot-allocation.entity.js';
import { Slot } from '../slots/slot.entity.js';
import { occupancyOf } from '../slots/slots.rules.js';
import { offerPolicyOf } from '../programme/programmes.queries.js';
import { lapsesFrom, LAPSES_AFTER_MINUTES, lapsing } from './lapse.rules.js';
import { offerUntil, type OfferPolicy } from './offers.rules.js';
import { isFull, occupied, type Occupancy, type Placement } from './placement.rules.js';
import { arrive, arriveInOrder, freeBehind, wait, type Queue } from './queue.rules.js';
import { Seat } from './seat.entity.js';
import {
  findGuests,
  insertCountAndLog,
  insertSeats,
  publishChanges,
  savePasses,
  updateSeats,
  type CountedStatus,
  type Guest,
  type SeatChange,
  type SeatState,
} from './seating.queries.js';
import { QueuePositions } from './queue-positions.js';
import {
  findExpired,
  findUnjoined,
  nextInQueue,
  positionsInQueue,
  PROMOTED_AT_ONCE,
  type WaitingSeat,
} from './seats.queries.js';
import {
  ACTIVE,
  mayBecome,
  SEATED,
  whyClosed,
  type FreedBy,
  type SeatCause,
  type SeatStatus,
} from './seats.rules.js';

/** What may be said of a seat that somebody takes. */
export interface Admission {
  /** `taken` unless said otherwise. */
  readonly cause?: 'taken' | 'swapped' | 'named' | 'substituted';
  /** The code by which it is taken. */
  readonly codeId?: string | null;
  /** The place of a block that it is. */
  readonly block?: { readonly id: string; readonly place: number };
  /** For an address that is not confirmed yet: until when it is held. */
  readonly heldUntil?: Date;
}

/**
 * The seats of one slot while its row is locked in a transaction: the one place that changes seats. Changes are kept here
 * until `save` (or `saveAll`, for many slots by the same few statements) writes them; SQL of others that reads seats in
 * between needs `flush` first. Whoever locks several slots does so in the order of their ids.
 */
export class Seating {
  private readonly changes: SeatChange[] = [];
  private added: Record<CountedStatus, number> = { held: 0, confirmed: 0, waiting: 0, offered: 0 };
  private readonly addedToAllocations = new Map<string, number>();
  /** Seats that are not in the table yet, and the new state of those that are. */
  private readonly inserts = new Map<string, Seat>();
  private readonly updates = new Map<string, SeatState>();
  /** Seats that have been read or made, by id, with all changes. */
  private readonly seats = new Map<string, Seat>();
  /** Person → the id of the seat they have or wait for; null: has none. Whoever is not here has not been looked for. */
  private readonly active = new Map<string, string | null>();
  /** People who have been read, by id. */
  private readonly guests = new Map<string, Guest>();
  private readonly queue = new QueuePositions();
  /** Nobody in the queue fits into what is free; false when that is not known. */
  private nobodyFits = false;
  /** Who waits ahead of newcomers without fitting, as far as they were looked at. */
  private stuck: Queue['stuck'] = [];
  /** How often waiting groups have been passed over: as read or noted here, and what of it is to be written. */
  private readonly knownPasses = new Map<string, number>();
  private readonly passes = new Map<string, number>();
  /** How the last seat became free. */
  private freedBy: FreedBy | null = null;
  private policy?: OfferPolicy;
  /** Whether what had expired when the lock was got has been ended. */
  private hasExpired = false;

  private constructor(
    private readonly tx: Tx,
    readonly slot: Slot,
    readonly session: SessionCopy,
    private current: Occupancy,
    /** When the lock was got: what has expired by then is over, however long it was waited for. */
    readonly now: Date,
  ) {}

  /** Locks the slot until the transaction ends; null when there is none. */
  static async lock(tx: Tx, slotId: string): Promise<Seating | null> {
    const [seating] = await Seating.lockAll(tx, [slotId]);
    return seating ?? null;
  }

  /**
   * Locks these slots, in the order of their ids; those that don't exist are left out.
   * @param options.skipLocked leaves out also those that another transaction has locked, instead of waiting for them
   */
  static async lockAll(
    tx: Tx,
    slotIds: readonly string[],
    { skipLocked = false }: { skipLocked?: boolean } = {},
  ): Promise<Seating[]> {
    const { manager } = tx;
    const slots = await manager.find(Slot, {
      where: { id: In([...slotIds]) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write', ...(skipLocked && { onLocked: 'skip_locked' }) },
    });
    if (slots.length === 0) return [];
    // Read after the lock was got, not joined to it: a session cancelled while we waited must be seen as cancelled.
    const { entities: sessions, raw } = await manager
      .createQueryBuilder(SessionCopy, 'session')
      .addSelect('clock_now()', 'now')
      .whereInIds(slots.map((slot) => slot.sessionId))
      .getRawAndEntities<{ now: Date }>();
    const { now } = raw[0]!;
    const allocations = await manager.findBy(SlotAllocation, { slotId: In(slots.map((slot) => slot.id)) });
    return slots.map((slot) => {
      const session = sessions.find(({ id }) => id === slot.sessionId)!;
      const own = allocations.filter(({ slotId }) => slotId === slot.id);
      return new Seating(tx, slot, session, occupancyOf(slot, own, session, now), now);
    });
  }

  /** Reads seats of many slots at once, so that asking for one of them later needs no query. Before any changes. */
  static async readSeats(
    { manager }: Tx,
    wanted: readonly { seating: Seating; personIds: readonly string[]; seatIds: readonly string[] }[],
  ): Promise<void> {
    const personIds = wanted.flatMap((one) => one.personIds);
    const seatIds = wanted.flatMap((one) => one.seatIds);
    const slotId = Any(wanted.map(({ seating }) => seating.slot.id));
    const own = personIds.length === 0 ? [] : { slotId, personId: Any(personIds), status: In([...ACTIVE]) };
    const named = seatIds.length === 0 ? [] : { slotId, id: Any(seatIds) };
    const seats = await manager.findBy(Seat, [own, named].flat());
    const bySlot = new Map(wanted.map(({ seating }) => [seating.slot.id, seating]));
    for (const { seating, personIds } of wanted)
      for (const personId of personIds) seating.active.set(personId, null);
    for (const seat of seats) bySlot.get(seat.slotId)!.keep(seat);
    const asked = new Set(personIds);
    const waiting = seats.filter(
      ({ status, personId }) => status === 'waiting' && personId !== null && asked.has(personId),
    );
    if (waiting.length === 0) return;
    const positions = await positionsInQueue(manager, waiting);
    for (const { id, slotId } of waiting) bySlot.get(slotId)!.queue.note(id, positions.get(id)!);
  }

  /** Reads people whose seats may change, for many slots at once; `guest` gives them. */
  static async readGuests(
    tx: Tx,
    wanted: readonly { seating: Seating; personIds: Iterable<string> }[],
  ): Promise<void> {
    const missing = wanted.flatMap(({ seating: { session, guests }, personIds }) =>
      [...new Set(personIds)]
        .filter((personId) => !guests.has(personId))
        .map((personId) => ({ sessionId: session.id, personId })),
    );
    if (missing.length === 0) return;
    for (const { sessionId, ...guest } of await findGuests(tx, missing)) {
      for (const { seating } of wanted) {
        if (seating.session.id === sessionId) seating.guests.set(guest.id, guest);
      }
    }
  }

  /** Writes what these seatings have changed since they were last saved. */
  static async saveAll(tx: Tx, seatings: readonly Seating[]): Promise<void> {
    for (const { passes } of seatings) {
      await savePasses(tx, passes);
      passes.clear();
    }
    const changed = seatings.filter(({ changes }) => changes.length > 0);
    if (changed.length === 0) return;
    // Updates first: a seat given up makes room for another one of the same person (one_seat_per_person).
    await updateSeats(
      tx,
      changed.flatMap(({ updates }) => [...updates.values()]),
    );
    await insertCountAndLog(
      tx,
      changed.flatMap(({ inserts }) => [...inserts.values()]),
      changed.map(({ slot: { id, queueCounter, queueLength }, added, addedToAllocations }) => ({
        ...{ id, queueCounter, queueLength, added, addedToAllocations },
      })),
      changed.flatMap((seating) => seating.changes),
    );
    await Seating.readGuests(
      tx,
      changed.map((seating) => ({
        seating,
        personIds: seating.changes.flatMap(({ personId }) => personId ?? []),
      })),
    );
    for (const { slot, changes, guests } of changed) publishChanges(tx, slot, changes, guests);
    for (const seating of changed) seating.settled();
  }

  /** How many changes have been made. */
  get changeCount(): number {
    return this.changes.length;
  }

  /** How full the slot is, with the changes made so far. */
  get occupancy(): Occupancy {
    return this.current;
  }

  /** A person who was read ahead; undefined when there is none of this id. */
  guest(personId: string): Guest | undefined {
    return this.guests.get(personId);
  }

  /** The seat this person has or waits for, if any, with the changes made so far. */
  async activeSeatOf(personId: string): Promise<Seat | null> {
    if (!this.active.has(personId)) await this.read({ personIds: [personId] });
    const id = this.active.get(personId);
    return id ? this.seats.get(id)! : null;
  }

  /** A seat of this slot as it is under the lock, with the changes made so far. */
  async seat(id: string): Promise<Seat | null> {
    if (!this.seats.has(id)) await this.read({ seatIds: [id] });
    return this.seats.get(id) ?? null;
  }

  /** The place in the queue, from 1, with the changes made so far; null for a seat that is not waiting. Of one that `admit` or `activeSeatOf` gave. */
  positionOf(seat: Seat): number | null {
    return seat.status === 'waiting' ? this.queue.positionOf(seat) : null;
  }

  /** Whether somebody who comes now, after `catchUp`, gets a seat. */
  hasRoomFor(city: string | null, size: number): boolean {
    return arrive(this.line, { city, size }).placement !== null;
  }

  /** Gives a person a seat, or a place at the end of the queue. Catch up first: nobody jumps the queue. */
  admit(person: Pick<Person, 'id' | 'city'>, groupSize: number, how: Admission = {}): Seat {
    const { heldUntil, cause = 'taken' } = how;
    const { placement, queue } = arrive(this.line, { city: person.city, size: groupSize });
    this.notePasses(queue.stuck);
    const status = placement ? (heldUntil ? 'held' : 'confirmed') : 'waiting';
    const seat = this.open(person.id, person.city, groupSize, status, placement, cause, how);
    if (!placement && groupSize > 1) {
      const waiting = { id: seat.id, city: person.city, size: groupSize, passedOver: 0 };
      this.stuck = wait(this.line, waiting).stuck;
    }
    return seat;
  }

  /** Keeps a place of a block without a name, where somebody of that city could sit; null when nobody could. */
  keepPlace(block: { id: string; city: string; namesUntil: Date }, place: number): Seat | null {
    const { placement, queue } = arrive(this.line, { city: block.city, size: 1 });
    if (!placement) return null;
    this.notePasses(queue.stuck);
    return this.open(null, block.city, 1, 'held', placement, 'blocked', {
      block: { id: block.id, place },
      heldUntil: block.namesUntil,
    });
  }

  /** Gives somebody exactly the place of a seat that ends for them: the place of a block, or of who is substituted. */
  replace(
    seat: Seat,
    person: Pick<Person, 'id'> | null,
    cause: 'named' | 'substituted' | 'blocked',
    until?: Date,
  ): Seat {
    const placement = { allocation: seat.allocationCity };
    const block = { id: seat.blockId!, place: seat.blockPlace! };
    const how = { block, ...(until && { heldUntil: until }) };
    return this.open(person?.id ?? null, seat.city, 1, person ? 'confirmed' : 'held', placement, cause, how);
  }

  /**
   * Does what time has brought: what is held or offered no longer expires, unjoined seats lapse where the slot says so,
   * and whoever waits and fits gets what is free. Every command on the slot begins with it, so that nothing depends on
   * the worker that looks for slots by their time.
   */
  async catchUp(): Promise<void> {
    await this.expire();
    await this.lapse();
    await this.promote();
  }

  /**
   * Seats who waits and fits, first come, first served, or offers them the seat; nobody once the session is over or
   * cancelled.
   */
  async promote(cause: 'promoted' | 'capacity' = 'promoted'): Promise<void> {
    if (whyClosed(this.session, this.now)) return;
    if (this.waiting === 0 || isFull(this.current) || this.nobodyFits) return;
    this.stuck = [];
    for (let after: number | null = null; this.waiting > 0 && !isFull(this.current);) {
      const parties = await this.nextWaiting(after);
      const { seated, queue } = arriveInOrder(this.line, parties);
      this.notePasses(queue.stuck);
      for (const { party, placement } of seated) await this.give(party, placement, cause);
      if (parties.length < PROMOTED_AT_ONCE) break;
      after = parties.at(-1)!.queueNo;
    }
    this.nobodyFits = true;
  }

  /** Makes an offered or held seat, which must not have expired, its person's. */
  accept(seat: Seat): void {
    this.move(seat, 'confirmed', 'accepted');
  }

  /** Ends these active seats of the slot; what they free is given on only when asked for. */
  cancel(
    seats: readonly Seat[],
    cause: 'cancelled' | 'declined' | 'swapped' | 'named' | 'substituted' | 'session-cancelled',
  ): void {
    for (const seat of seats) this.move(seat, 'cancelled', cause);
  }

  /** Sends seated people back to the front of the queue, in the order given. */
  async sendBack(seats: readonly Seat[]): Promise<void> {
    await this.flush();
    const [{ first }] = await this.tx.manager.query<[{ first: number }]>(
      `SELECT coalesce(min(queue_no), 1) AS first FROM seats WHERE slot_id = $1 AND status = 'waiting'`,
      [this.slot.id],
    );
    seats.forEach((seat, index) =>
      this.move(seat, 'waiting', 'overflow', { queueNo: first - seats.length + index }),
    );
  }

  /** Works on with changed settings (slots); the caller has saved them. */
  settle(allocations: readonly SlotAllocation[]): void {
    this.current = occupancyOf(this.slot, allocations, this.session, this.now);
    this.nobodyFits = false;
  }

  /** Writes the seats changed so far, so that SQL in this transaction sees them. */
  async flush(): Promise<void> {
    await updateSeats(this.tx, [...this.updates.values()]);
    await insertSeats(this.tx, [...this.inserts.values()]);
    this.updates.clear();
    this.inserts.clear();
  }

  /** Writes seats, counters, log and fact of all changes, last. Nothing changed, nothing written. */
  save(): Promise<void> {
    return Seating.saveAll(this.tx, [this]);
  }

  private get waiting(): number {
    return this.slot.waiting + this.added.waiting;
  }

  /** What else can have made room: allocations that have fallen to the pool. */
  private get fallen(): FreedBy | null {
    const { isKept, allocations } = this.current;
    return !isKept && Object.keys(allocations).length > 0 ? 'kept-until' : null;
  }

  private get line(): Queue {
    return { occupancy: this.current, stuck: this.stuck };
  }

  private async nextWaiting(after: number | null): Promise<WaitingSeat[]> {
    await this.flush();
    const rows = await nextInQueue(this.tx.manager, this.slot.id, freeBehind(this.line), after);
    // What was noted in this transaction is written only at its end.
    const parties = rows.map((row) => ({ ...row, passedOver: this.passes.get(row.id) ?? row.passedOver }));
    for (const { id, passedOver } of parties) this.knownPasses.set(id, passedOver);
    return parties;
  }

  private notePasses(stuck: Queue['stuck']): void {
    for (const { id, passedOver } of stuck) {
      if (passedOver === (this.knownPasses.get(id) ?? 0)) continue;
      this.knownPasses.set(id, passedOver);
      this.passes.set(id, passedOver);
    }
    this.stuck = stuck;
  }

  /** Gives a free seat to somebody who waits: at once or as an offer, as the slot's or the programme's policy says. */
  private async give(party: WaitingSeat, placement: Placement, cause: SeatCause): Promise<void> {
    this.policy ??= this.slot.offerPolicy ?? (await offerPolicyOf(this.tx.manager, this.session.programmeId));
    const until = offerUntil(this.policy, this.session, this.now);
    const status = until ? 'offered' : 'confirmed';
    const { id, personId, size } = party;
    const { allocation: allocationCity } = placement;
    const why = until ? 'offered' : cause;
    this.change({ personId }, { id, status, allocationCity, cause: why, expiresAt: until });
    this.queue.left(party.queueNo);
    const because = cause === 'capacity' ? 'capacity' : (this.freedBy ?? this.fallen);
    this.record({ seatId: id, personId, size }, 'waiting', status, why, placement, { because, until });
  }

  private async expire(): Promise<void> {
    if (this.hasExpired || this.slot.held + this.slot.offered === 0) return;
    this.hasExpired = true;
    await this.flush();
    for (const seat of await findExpired(this.tx.manager, this.slot.id, this.now)) {
      this.move(seat, 'expired', seat.blockId === null ? 'expired' : 'released');
    }
  }

  private async lapse(): Promise<void> {
    const from = lapsesFrom(this.session);
    if (!this.slot.lapse || this.waiting === 0 || !from || this.now < from) return;
    if (whyClosed(this.session, this.now)) return;
    await this.promote();
    const since = new Date(this.now.getTime() - LAPSES_AFTER_MINUTES * 60_000);
    await this.flush();
    const seats = await findUnjoined(this.tx.manager, this.slot.id, since);
    const everything = { pool: 1, allocations: {} };
    const parties = await nextInQueue(this.tx.manager, this.slot.id, everything, null);
    const unjoined = seats.map((seat) => ({
      id: seat.id,
      size: seat.groupSize,
      allocation: seat.allocationCity,
      seat,
    }));
    for (const { seat } of lapsing(unjoined, { ...this.line, stuck: [] }, parties))
      this.move(seat, 'lapsed', 'lapsed');
  }

  /** Makes a seat that was not there. */
  private open(
    personId: string | null,
    city: string | null,
    groupSize: number,
    status: SeatStatus,
    placement: Placement | null,
    cause: SeatCause,
    { codeId = null, block, heldUntil }: Admission,
  ): Seat {
    const until = status === 'held' ? (heldUntil ?? null) : null;
    const seat: Seat = Object.assign(new Seat(), {
      id: newId(),
      slotId: this.slot.id,
      personId,
      status,
      groupSize,
      city,
      allocationCity: placement?.allocation ?? null,
      queueNo: placement ? null : ++this.slot.queueCounter,
      expiresAt: until,
      passedOver: 0,
      blockId: block?.id ?? null,
      blockPlace: block?.place ?? null,
      codeId,
      cause,
      joinedAt: null,
      createdAt: this.tx.now,
      changedAt: this.tx.now,
    });
    this.inserts.set(seat.id, seat);
    this.keep(seat);
    this.record({ seatId: seat.id, personId, size: groupSize }, null, status, cause, placement, { until });
    if (!placement) this.queue.note(seat.id, this.slot.queueLength);
    return seat;
  }

  /** Gives a seat another status; one that ends or goes back to the queue frees what it took. */
  private move(seat: Seat, to: SeatStatus, cause: SeatCause, numbered: { queueNo?: number } = {}): void {
    const { id, personId, groupSize, status: from, allocationCity } = seat;
    if (from === 'waiting') this.queue.left(seat.queueNo!);
    const placement = SEATED.includes(from) ? { allocation: allocationCity } : null;
    const isSeatedStill = SEATED.includes(from) && SEATED.includes(to);
    const kept = to === 'waiting' ? null : allocationCity;
    this.change({ personId }, { id, status: to, allocationCity: kept, cause, expiresAt: null, ...numbered });
    this.record({ seatId: id, personId, size: groupSize }, from, to, cause, isSeatedStill ? null : placement);
    if (placement && !isSeatedStill) this.freedBy = cause;
  }

  /** Everything is written: what follows counts from here. */
  private settled(): void {
    for (const status of Object.keys(this.added) as CountedStatus[]) this.slot[status] += this.added[status];
    this.added = { held: 0, confirmed: 0, waiting: 0, offered: 0 };
    this.addedToAllocations.clear();
    this.updates.clear();
    this.inserts.clear();
    this.changes.length = 0;
  }

  /** Keeps a seat's new state to be written, also in what has been read of it. */
  private change({ personId }: { personId: string | null }, state: SeatState): void {
    const inserted = this.inserts.get(state.id);
    if (inserted) Object.assign(inserted, state);
    else this.updates.set(state.id, state);
    const seat = this.seats.get(state.id);
    if (seat) Object.assign(seat, state);
    if (personId && this.active.get(personId) === state.id && !ACTIVE.includes(state.status))
      this.active.set(personId, null);
  }

  private async read(wanted: { personIds?: string[]; seatIds?: string[] }): Promise<void> {
    await this.flush();
    const { personIds = [], seatIds = [] } = wanted;
    await Seating.readSeats(this.tx, [{ seating: this, personIds, seatIds }]);
  }

  private keep(seat: Seat): void {
    this.seats.set(seat.id, seat);
    if (seat.personId && ACTIVE.includes(seat.status)) this.active.set(seat.personId, seat.id);
  }

  /** @param placement where the seat counts before or after the change, whichever is seated; null when neither */
  private record(
    seat: { seatId: string; personId: string | null; size: number },
    from: SeatStatus | null,
    to: SeatStatus,
    cause: SeatCause,
    placement: Placement | null,
    { because = null, until = null }: { because?: FreedBy | null; until?: Date | null } = {},
  ): void {
    if (!mayBecome(from, to, cause)) throw new Error(`a seat never goes from ${from} to ${to} (${cause})`);
    if (from && isCounted(from)) this.added[from] -= seat.size;
    if (isCounted(to)) this.added[to] += seat.size;
    this.slot.queueLength += Number(to === 'waiting') - Number(from === 'waiting');
    if (placement) this.occupy(placement, SEATED.includes(to) ? seat.size : -seat.size);
    this.changes.push({
      ...seat,
      ...{ from, to, cause, because, until },
      slotId: this.slot.id,
      actor: actorKey(currentContext().actor),
      takenAfter: this.current.taken,
      capacity: this.slot.capacity,
    });
  }

  private occupy(placement: Placement, size: number): void {
    this.current = occupied(this.current, placement, size);
    if (size < 0) this.nobodyFits = false;
    const { allocation } = placement;
    if (allocation === null) return;
    this.addedToAllocations.set(allocation, (this.addedToAllocations.get(allocation) ?? 0) + size);
  }
}

function isCounted(status: SeatStatus): status is CountedStatus {
  return ACTIVE.includes(status);
}
