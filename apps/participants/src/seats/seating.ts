import { RuleViolation } from '#contracts';
import type { Tx } from '#platform';
import { findOpenBlock } from '../blocks/blocks.queries.js';
import type { Person } from '../people/person.entity.js';
import type { SessionCopy } from '../programme/session-copy.entity.js';
import type { SlotAllocation } from '../slots/slot-allocation.entity.js';
import type { Slot } from '../slots/slot.entity.js';
import { occupancyOf } from '../slots/slots.rules.js';
import { KnownSeats } from './known-seats.js';
import { lapsesFrom, LAPSES_AFTER_MINUTES, lapsing } from './lapse.rules.js';
import { lockSlots, type LockedSlot } from './locked-slots.queries.js';
import type { Occupancy } from './placement.rules.js';
import { SeatChanges } from './seat-changes.js';
import type { Seat } from './seat.entity.js';
import { findSeats, type Guest, type SlotGuest } from './seating.queries.js';
import { findExpired, findUnjoined, nextInQueue } from './seats.queries.js';
import { whyClosed, whyKept, type SeatCause, type SeatStatus } from './seats.rules.js';
import { WaitingLine } from './waiting-line.js';

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

/** What commands will ask for, by slot, and what has been read of it under the locks of the slots. */
export interface ReadAhead {
  readonly wanted: ReadonlyMap<string, { readonly personIds: readonly string[] }>;
  readonly seats: readonly Seat[];
  readonly guests: readonly SlotGuest[];
}

/**
 * The seats of one slot while its row is locked in a transaction: the one place that changes seats. Changes are kept
 * (seat-changes.ts) until `save` (or `saveAll`, for many slots by the same few statements) writes them; SQL of others
 * that reads seats in between needs `flush` first. Whoever locks several slots does so in the order of their ids.
 */
export class Seating {
  readonly slot: Slot;
  readonly session: SessionCopy;
  /** When the lock was got: what has expired by then is over, however long it was waited for. */
  readonly now: Date;
  private readonly known: KnownSeats;
  private readonly changes: SeatChanges;
  private readonly line: WaitingLine;
  /** Whether what had expired when the lock was got has been ended. */
  private hasExpired = false;

  private constructor(
    private readonly tx: Tx,
    locked: LockedSlot,
  ) {
    this.slot = locked.slot;
    this.session = locked.session;
    this.now = locked.now;
    this.known = new KnownSeats(this.slot.id);
    this.changes = new SeatChanges(tx, this.slot, this.known, locked.occupancy);
    this.line = new WaitingLine(tx, locked, this.changes);
  }

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
    options: { skipLocked?: boolean } = {},
  ): Promise<Seating[]> {
    const locked = await lockSlots(tx, slotIds, options);
    return locked.map((one) => new Seating(tx, one));
  }

  /** Takes what was read ahead of many slots at once, so that asking for it later needs no query. Before any changes. */
  static async know(
    tx: Tx,
    seatings: readonly Seating[],
    { wanted, seats, guests }: ReadAhead,
  ): Promise<void> {
    const known = seatings.map((seating) => seating.known);
    KnownSeats.keepGuests(known, guests);
    const asked = known.map((one, index) => ({
      known: one,
      personIds: wanted.get(seatings[index]!.slot.id)?.personIds ?? [],
    }));
    await KnownSeats.keepSeats(tx, asked, seats);
  }

  /** Reads people whose seats may change, for many slots at once; `guest` gives them. */
  static readGuests(
    tx: Tx,
    wanted: readonly { seating: Seating; personIds: Iterable<string> }[],
  ): Promise<void> {
    return KnownSeats.readGuests(
      tx,
      wanted.map(({ seating: { known }, personIds }) => ({ known, personIds })),
    );
  }

  /** Writes what these seatings have changed since they were last saved. */
  static async saveAll(tx: Tx, seatings: readonly Seating[]): Promise<void> {
    for (const { line } of seatings) line.savePasses();
    await SeatChanges.saveAll(
      tx,
      seatings.map(({ changes }) => changes),
    );
  }

  /** How many changes have been made. */
  get changeCount(): number {
    return this.changes.count;
  }

  /** How full the slot is, with the changes made so far. */
  get occupancy(): Occupancy {
    return this.changes.occupancy;
  }

  /** A person who was read ahead; undefined when there is none of this id. */
  guest(personId: string): Guest | undefined {
    return this.known.guest(personId);
  }

  /** The seat this person has or waits for, if any, with the changes made so far. */
  activeSeatOf(personId: string): Seat | null | Promise<Seat | null> {
    const known = this.known.activeSeatOf(personId);
    if (known !== undefined) return known;
    return this.read({ personIds: [personId] }).then(() => this.known.activeSeatOf(personId) ?? null);
  }

  /** A seat of this slot as it is under the lock, with the changes made so far. */
  async seat(id: string): Promise<Seat | null> {
    if (!this.known.seat(id)) await this.read({ seatIds: [id] });
    return this.known.seat(id) ?? null;
  }

  /** The place in the queue, from 1, with the changes made so far; null for a seat that is not waiting. Of one that `admit` or `activeSeatOf` gave. */
  positionOf(seat: Seat): number | null {
    return seat.status === 'waiting' ? this.known.positionOf(seat) : null;
  }

  /** Whether somebody who comes now, after `catchUp`, gets a seat. */
  hasRoomFor(city: string | null, size: number): boolean {
    return this.line.hasRoomFor(city, size);
  }

  /** Gives a person a seat, or a place at the end of the queue. Catch up first: nobody jumps the queue. */
  admit({ id: personId, city }: Pick<Person, 'id' | 'city'>, groupSize: number, how: Admission = {}): Seat {
    const { heldUntil, cause = 'taken' } = how;
    const placement = this.line.place(city, groupSize);
    const status = placement ? (heldUntil ? 'held' : 'confirmed') : 'waiting';
    const seat = this.changes.open({ ...how, personId, city, groupSize, status, placement, cause });
    if (!placement && groupSize > 1) this.line.join(seat.id, city, groupSize);
    return seat;
  }

  /** Keeps a place of a block without a name, where somebody of that city could sit; null when nobody could. */
  keepPlace(
    { id, city, namesUntil: heldUntil }: { id: string; city: string; namesUntil: Date },
    place: number,
  ): Seat | null {
    const placement = this.hasRoomFor(city, 1) ? this.line.place(city, 1) : null;
    if (!placement) return null;
    return this.changes.open({
      ...{ personId: null, city, groupSize: 1, status: 'held', placement, cause: 'blocked' },
      ...{ block: { id, place }, heldUntil },
    });
  }

  /** Gives somebody exactly the place of a seat that ends for them: the place of a block, or of who is substituted. */
  replace(seat: Seat, { id: personId }: Pick<Person, 'id'>, cause: 'named' | 'substituted'): Seat {
    return this.changes.open({
      ...{ personId, city: seat.city, groupSize: 1, status: 'confirmed', cause },
      placement: { allocation: seat.allocationCity },
      block: { id: seat.blockId!, place: seat.blockPlace! },
    });
  }

  /**
   * Does what time has brought: what is held or offered no longer expires, unjoined seats lapse where the slot says so,
   * and whoever waits and fits gets what is free. Every command on the slot begins with it, so that nothing depends on
   * the worker that looks for slots by their time.
   */
  async catchUp(): Promise<void> {
    if (!this.hasExpirable && !this.mayLapse && !this.line.mayPromote) return;
    await this.expire();
    await this.lapse();
    await this.promote();
  }

  /**
   * Seats who waits and fits, first come, first served, or offers them the seat; nobody once the session is over or
   * cancelled.
   */
  promote(cause: 'promoted' | 'capacity' = 'promoted'): Promise<void> {
    return this.line.promote(cause);
  }

  /** Makes an offered or held seat, which must not have expired, its person's. */
  accept(seat: Seat): void {
    this.move(seat, 'confirmed', 'accepted');
  }

  /** Ends these active seats of the slot; what they free is given on only when asked for. */
  cancel(
    seats: readonly Seat[],
    cause: 'cancelled' | 'declined' | 'swapped' | 'withdrawn' | 'named' | 'substituted' | 'session-cancelled',
  ): void {
    for (const seat of seats) this.move(seat, 'cancelled', cause);
  }

  /**
   * Ends a seat that is given up: a delegate's place stays the delegation's while names may still come, nobody who waits
   * gets it; any other is given on when that is asked for.
   * @throws RuleViolation `seat.state` once the session has taken place
   */
  async giveUp(seat: Seat, cause: 'cancelled' | 'declined' | 'swapped' | 'withdrawn'): Promise<void> {
    const kept = whyKept(this.session, this.now);
    if (kept) throw new RuleViolation('seat.state', kept);
    const block = seat.blockId === null ? null : await findOpenBlock(this.tx, seat.blockId, this.now);
    this.cancel([seat], cause);
    if (!block || whyClosed(this.session, this.now)) return;
    this.changes.open({
      ...{ personId: null, city: seat.city, groupSize: 1, status: 'held', cause: 'returned' },
      placement: { allocation: seat.allocationCity },
      block: { id: block.id, place: seat.blockPlace! },
      heldUntil: block.namesUntil,
    });
  }

  /** Sends seated people back to the front of the queue, in the order given. */
  async sendBack(seats: readonly Seat[]): Promise<void> {
    this.flush();
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
    this.changes.settle(occupancyOf(this.slot, allocations, this.session, this.now));
    this.line.settle();
  }

  /** Writes the seats changed so far, so that SQL in this transaction sees them. */
  flush(): void {
    this.changes.flush();
  }

  /** Writes seats, counters, log and fact of all changes, last. Nothing changed, nothing written. */
  save(): Promise<void> {
    return Seating.saveAll(this.tx, [this]);
  }

  private get hasExpirable(): boolean {
    return !this.hasExpired && this.slot.held + this.slot.offered > 0;
  }

  private get mayLapse(): boolean {
    return this.slot.lapse && this.changes.waiting > 0;
  }

  private async expire(): Promise<void> {
    if (!this.hasExpirable) return;
    this.hasExpired = true;
    this.flush();
    for (const seat of await findExpired(this.tx.manager, this.slot.id, this.now)) {
      this.move(seat, 'expired', seat.blockId === null ? 'expired' : 'released');
    }
  }

  private async lapse(): Promise<void> {
    const from = lapsesFrom(this.session);
    if (!this.mayLapse || !from || this.now < from) return;
    if (whyClosed(this.session, this.now)) return;
    await this.promote();
    const since = new Date(this.now.getTime() - LAPSES_AFTER_MINUTES * 60_000);
    this.flush();
    const seats = await findUnjoined(this.tx.manager, this.slot.id, since);
    const everything = { pool: 1, allocations: {} };
    const parties = await nextInQueue(this.tx.manager, this.slot.id, everything, null);
    const unjoined = seats.map((seat) => ({
      id: seat.id,
      size: seat.groupSize,
      allocation: seat.allocationCity,
      seat,
    }));
    for (const { seat } of lapsing(unjoined, { occupancy: this.occupancy, stuck: [] }, parties))
      this.move(seat, 'lapsed', 'lapsed');
  }

  /** Gives a seat another status; one that ends or goes back to the queue frees what it took. */
  private move(seat: Seat, to: SeatStatus, cause: SeatCause, numbered: { queueNo?: number } = {}): void {
    if (seat.status === 'waiting' && seat.groupSize > 1) this.line.left(seat.id);
    if (this.changes.move(seat, to, cause, numbered)) this.line.freed(cause);
  }

  private async read({
    personIds = [],
    seatIds = [],
  }: {
    personIds?: string[];
    seatIds?: string[];
  }): Promise<void> {
    this.flush();
    const wanted = { slotId: this.slot.id, personIds, seatIds };
    await KnownSeats.keepSeats(
      this.tx,
      [{ known: this.known, personIds }],
      await findSeats(this.tx, [wanted]),
    );
  }
}
