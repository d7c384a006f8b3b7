import { actorKey } from '#contracts';
import { currentContext, newId, type Tx } from '#platform';
import { Any, In } from 'typeorm';
import type { Person } from '../people/person.entity.js';
import { SessionCopy } from '../programme/session-copy.entity.js';
import { SlotAllocation } from '../slots/slot-allocation.entity.js';
import { Slot } from '../slots/slot.entity.js';
import { occupancyOf } from '../slots/slots.rules.js';
import {
  freeInAllocation,
  freeInPool,
  isFull,
  occupied,
  placementOf,
  seatInOrder,
  type Occupancy,
  type Placement,
} from './placement.rules.js';
import { Seat } from './seat.entity.js';
import {
  countAndLog,
  insertSeats,
  publishChanges,
  readerZones,
  updateSeats,
  type CountedStatus,
  type SeatChange,
  type SeatState,
} from './seating.queries.js';
import { QueuePositions } from './queue-positions.js';
import { nextInQueue, positionsInQueue } from './seats.queries.js';
import { ACTIVE, mayBecome, SEATED, whyClosed, type SeatCause, type SeatStatus } from './seats.rules.js';

/**
 * The seats of one slot while its row is locked in a transaction: the one place that changes seats. Changes are kept here
 * until `save` (or `saveAll`, for many slots by the same few statements) writes them; SQL of others that reads seats in
 * between needs `flush` first. Whoever locks several slots does so in the order of their ids.
 */
export class Seating {
  private readonly changes: SeatChange[] = [];
  private readonly added: Record<CountedStatus, number> = { held: 0, confirmed: 0, waiting: 0, offered: 0 };
  private readonly addedToAllocations = new Map<string, number>();
  /** Seats that are not in the table yet, and the new state of those that are. */
  private readonly inserts = new Map<string, Seat>();
  private readonly updates = new Map<string, SeatState>();
  /** Seats that have been read or made, by id, with all changes. */
  private readonly seats = new Map<string, Seat>();
  /** Person → the id of the seat they have or wait for; null: has none. Whoever is not here has not been looked for. */
  private readonly active = new Map<string, string | null>();
  private readonly queue = new QueuePositions();
  /** Nobody in the queue fits into what is free; false when that is not known. */
  private nobodyFits = false;

  private constructor(
    private readonly tx: Tx,
    readonly slot: Slot,
    readonly session: SessionCopy,
    private current: Occupancy,
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
    const sessions = await manager.findBy(SessionCopy, { id: In(slots.map((slot) => slot.sessionId)) });
    const allocations = await manager.findBy(SlotAllocation, { slotId: In(slots.map((slot) => slot.id)) });
    return slots.map((slot) => {
      const session = sessions.find(({ id }) => id === slot.sessionId)!;
      const own = allocations.filter(({ slotId }) => slotId === slot.id);
      return new Seating(tx, slot, session, occupancyOf(slot, own, session, tx.now));
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
    const waiting = seats.filter(({ status, personId }) => status === 'waiting' && asked.has(personId));
    if (waiting.length === 0) return;
    const positions = await positionsInQueue(manager, waiting);
    for (const { id, slotId } of waiting) bySlot.get(slotId)!.queue.note(id, positions.get(id)!);
  }

  /** Writes what these seatings have changed. */
  static async saveAll(tx: Tx, seatings: readonly Seating[]): Promise<void> {
    const changed = seatings.filter(({ changes }) => changes.length > 0);
    if (changed.length === 0) return;
    await Seating.flushAll(tx, changed);
    const changes = changed.flatMap((seating) => seating.changes);
    await countAndLog(
      tx,
      changed.map(({ slot: { id, queueCounter, queueLength }, added, addedToAllocations }) => ({
        ...{ id, queueCounter, queueLength, added, addedToAllocations },
      })),
      changes,
    );
    const readers = changed.flatMap(({ slot: { sessionId }, changes }) =>
      [...new Set(changes.map(({ personId }) => personId))].map((personId) => ({ sessionId, personId })),
    );
    const zones = await readerZones(tx, readers);
    for (const { slot, changes } of changed) publishChanges(tx, slot, changes, zones.get(slot.sessionId)!);
  }

  private static async flushAll(tx: Tx, seatings: readonly Seating[]): Promise<void> {
    // Updates first: a seat given up makes room for another one of the same person (one_seat_per_person).
    await updateSeats(
      tx,
      seatings.flatMap(({ updates }) => [...updates.values()]),
    );
    await insertSeats(
      tx,
      seatings.flatMap(({ inserts }) => [...inserts.values()]),
    );
    for (const { updates, inserts } of seatings) {
      updates.clear();
      inserts.clear();
    }
  }

  /** How many changes have been made. */
  get changeCount(): number {
    return this.changes.length;
  }

  /** How full the slot is, with the changes made so far. */
  get occupancy(): Occupancy {
    return this.current;
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

  /** Gives a person a seat, or a place at the end of the queue. Promote first: nobody jumps the queue. */
  admit(person: Person, groupSize: number): Seat {
    const placement = placementOf(this.current, { city: person.city, size: groupSize });
    const seat = Object.assign(new Seat(), {
      id: newId(),
      slotId: this.slot.id,
      personId: person.id,
      status: placement ? 'confirmed' : 'waiting',
      groupSize,
      city: person.city,
      allocationCity: placement?.allocation ?? null,
      queueNo: placement ? null : ++this.slot.queueCounter,
      cause: 'taken',
      createdAt: this.tx.now,
      changedAt: this.tx.now,
    });
    this.inserts.set(seat.id, seat);
    this.seats.set(seat.id, seat);
    this.active.set(person.id, seat.id);
    this.record(
      { seatId: seat.id, personId: person.id, size: groupSize },
      null,
      seat.status,
      'taken',
      placement,
    );
    if (!placement) this.queue.note(seat.id, this.slot.queueLength);
    return seat;
  }

  /** Seats who waits and fits, first come, first served; nobody once the session is over or cancelled. */
  async promote(cause: 'promoted' | 'capacity' = 'promoted'): Promise<void> {
    if (whyClosed(this.session, this.tx.now)) return;
    while (this.waiting > 0 && !isFull(this.current) && !this.nobodyFits) {
      await this.flush();
      const queue = await nextInQueue(this.tx.manager, this.slot.id, this.free());
      const { seated } = seatInOrder(this.current, queue);
      this.nobodyFits = seated.length === 0;
      for (const { party, placement } of seated) {
        const { allocation: allocationCity } = placement;
        this.change(party, { id: party.id, status: 'confirmed', allocationCity, cause });
        this.queue.left(party.queueNo);
        const seat = { seatId: party.id, personId: party.personId, size: party.size };
        this.record(seat, 'waiting', 'confirmed', cause, placement);
      }
    }
  }

  /** Cancels these active seats of the slot; what they free is promoted into only when asked for. */
  cancel(seats: readonly Seat[], cause: 'cancelled' | 'session-cancelled'): void {
    for (const { id, personId, groupSize, status, allocationCity, queueNo } of seats) {
      if (status === 'waiting') this.queue.left(queueNo!);
      this.change({ personId }, { id, status: 'cancelled', allocationCity, cause });
      const placement = SEATED.includes(status) ? { allocation: allocationCity } : null;
      this.record({ seatId: id, personId, size: groupSize }, status, 'cancelled', cause, placement);
    }
  }

  /** Works on with changed settings (slots); the caller has saved them. */
  settle(allocations: readonly SlotAllocation[]): void {
    this.current = occupancyOf(this.slot, allocations, this.session, this.tx.now);
    this.nobodyFits = false;
  }

  /** Writes the seats changed so far, so that SQL in this transaction sees them. */
  async flush(): Promise<void> {
    await Seating.flushAll(this.tx, [this]);
  }

  /** Writes seats, counters, log and fact of all changes, once and last. Nothing changed, nothing written. */
  save(): Promise<void> {
    return Seating.saveAll(this.tx, [this]);
  }

  private get waiting(): number {
    return this.slot.waiting + this.added.waiting;
  }

  private free(): { pool: number; allocations: Record<string, number> } {
    const kept = Object.keys(this.current.allocations).map((city) => [
      city,
      freeInAllocation(this.current, city),
    ]);
    return { pool: freeInPool(this.current), allocations: Object.fromEntries(kept) };
  }

  /** Keeps a seat's new state to be written, also in what has been read of it. */
  private change({ personId }: { personId: string }, state: SeatState): void {
    const inserted = this.inserts.get(state.id);
    if (inserted) Object.assign(inserted, state);
    else this.updates.set(state.id, state);
    const seat = this.seats.get(state.id);
    if (seat) Object.assign(seat, state);
    if (this.active.get(personId) === state.id && !ACTIVE.includes(state.status))
      this.active.set(personId, null);
  }

  private async read(wanted: { personIds?: string[]; seatIds?: string[] }): Promise<void> {
    await this.flush();
    const { personIds = [], seatIds = [] } = wanted;
    await Seating.readSeats(this.tx, [{ seating: this, personIds, seatIds }]);
  }

  private keep(seat: Seat): void {
    this.seats.set(seat.id, seat);
    if (ACTIVE.includes(seat.status)) this.active.set(seat.personId, seat.id);
  }

  /** @param placement where the seat counts before or after the change, whichever is seated; null when neither */
  private record(
    seat: { seatId: string; personId: string; size: number },
    from: SeatStatus | null,
    to: SeatStatus,
    cause: SeatCause,
    placement: Placement | null,
  ): void {
    if (!mayBecome(from, to, cause)) throw new Error(`a seat never goes from ${from} to ${to} (${cause})`);
    if (from && isCounted(from)) this.added[from] -= seat.size;
    if (isCounted(to)) this.added[to] += seat.size;
    this.slot.queueLength += Number(to === 'waiting') - Number(from === 'waiting');
    if (placement) this.occupy(placement, SEATED.includes(to) ? seat.size : -seat.size);
    this.changes.push({
      ...seat,
      ...{ from, to, cause },
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
