import { actorKey } from '#contracts';
import { currentContext, newId, type Tx } from '#platform';
import type { Slot } from '../slots/slot.entity.js';
import { KnownSeats } from './known-seats.js';
import { occupied, type Occupancy, type Placement } from './placement.rules.js';
import type { Seat } from './seat.entity.js';
import {
  giveCodesBack,
  insertCountAndLog,
  insertSeats,
  publishChanges,
  updateSeats,
  type CountedStatus,
  type SeatChange,
  type SeatState,
} from './seating.queries.js';
import type { WaitingSeat } from './seats.queries.js';
import { ACTIVE, mayBecome, SEATED, type FreedBy, type SeatCause, type SeatStatus } from './seats.rules.js';

/** A seat that was not there. */
export interface NewSeat {
  /** Null: a place of a block that has no name yet. */
  readonly personId: string | null;
  readonly city: string | null;
  readonly groupSize: number;
  readonly status: SeatStatus;
  /** Null: at the end of the queue. */
  readonly placement: Placement | null;
  readonly cause: SeatCause;
  readonly codeId?: string | null;
  readonly block?: { readonly id: string; readonly place: number };
  /** Until when it is held. */
  readonly heldUntil?: Date;
}

/** What a waiting person gets. */
export interface Given {
  readonly status: 'offered' | 'confirmed';
  readonly cause: SeatCause;
  /** How it had become free, as far as that is known. */
  readonly because: FreedBy | null;
  /** Until when it is offered; null when it is theirs at once. */
  readonly until: Date | null;
}

/**
 * What has been changed of the seats of one locked slot and is to be written: seats, counters, log and fact. No seat
 * changes otherwise than by `open`, `move` and `give`.
 */
export class SeatChanges {
  private readonly changes: SeatChange[] = [];
  private added: Record<CountedStatus, number> = { held: 0, confirmed: 0, waiting: 0, offered: 0 };
  private readonly addedToAllocations = new Map<string, number>();
  /** Seats that are not in the table yet, and the new state of those that are. */
  private readonly inserts = new Map<string, Seat>();
  private readonly updates = new Map<string, SeatState>();
  /** Codes by which seats were taken that have ended, once for each. */
  private readonly codesGivenBack: string[] = [];

  constructor(
    private readonly tx: Tx,
    private readonly slot: Slot,
    private readonly known: KnownSeats,
    private current: Occupancy,
  ) {}

  /** Writes the changes of many slots by the same few statements. */
  static async saveAll(tx: Tx, all: readonly SeatChanges[]): Promise<void> {
    const changed = all.filter(({ changes }) => changes.length > 0);
    if (changed.length === 0) return;
    // Updates first: a seat given up makes room for another one of the same person (one_seat_per_person).
    updateSeats(
      tx,
      changed.flatMap(({ updates }) => [...updates.values()]),
    );
    giveCodesBack(
      tx,
      changed.flatMap(({ codesGivenBack }) => codesGivenBack),
    );
    insertCountAndLog(
      tx,
      changed.flatMap(({ inserts }) => [...inserts.values()]),
      changed.map(({ slot: { id, queueCounter, queueLength }, added, addedToAllocations }) => ({
        ...{ id, queueCounter, queueLength, added, addedToAllocations },
      })),
      changed.flatMap(({ changes }) => changes),
    );
    await KnownSeats.readGuests(
      tx,
      changed.map(({ known, changes }) => ({
        known,
        personIds: changes.flatMap(({ personId }) => personId ?? []),
      })),
    );
    for (const { slot, changes, known } of changed) publishChanges(tx, slot, changes, known.people);
    for (const one of changed) one.settled();
  }

  /** How many changes are to be written. */
  get count(): number {
    return this.changes.length;
  }

  /** How full the slot is, with the changes made so far. */
  get occupancy(): Occupancy {
    return this.current;
  }

  /** How many people wait, with the changes made so far. */
  get waiting(): number {
    return this.slot.waiting + this.added.waiting;
  }

  /** Goes on from another occupancy, after the slot's settings have changed. */
  settle(occupancy: Occupancy): void {
    this.current = occupancy;
  }

  /** Makes a seat that was not there. */
  open({ personId, city, groupSize, status, placement, cause, ...how }: NewSeat): Seat {
    const until = status === 'held' ? (how.heldUntil ?? null) : null;
    const seat: Seat = {
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
      blockId: how.block?.id ?? null,
      blockPlace: how.block?.place ?? null,
      codeId: how.codeId ?? null,
      cause,
      joinedAt: null,
      createdAt: this.tx.now,
      changedAt: this.tx.now,
    };
    this.inserts.set(seat.id, seat);
    this.known.keep(seat);
    this.record({ seatId: seat.id, personId, size: groupSize }, null, status, cause, placement, { until });
    if (!placement) this.known.queued(seat.id, this.slot.queueLength);
    return seat;
  }

  /**
   * Gives a seat another status; one that ends or goes back to the queue frees what it took.
   * @returns whether it has freed anything
   */
  move(seat: Seat, to: SeatStatus, cause: SeatCause, numbered: { queueNo?: number } = {}): boolean {
    const { id, personId, groupSize, status: from, allocationCity, codeId } = seat;
    if (codeId !== null && isCounted(from) && !isCounted(to)) this.codesGivenBack.push(codeId);
    if (from === 'waiting') this.known.left(seat.queueNo!);
    const isFreed = SEATED.includes(from) && !SEATED.includes(to);
    const placement = isFreed ? { allocation: allocationCity } : null;
    const kept = to === 'waiting' ? null : allocationCity;
    this.change(personId, { id, status: to, allocationCity: kept, cause, expiresAt: null, ...numbered });
    this.record({ seatId: id, personId, size: groupSize }, from, to, cause, placement);
    return isFreed;
  }

  /** Gives a free seat to somebody who waits. */
  give(party: WaitingSeat, placement: Placement, { status, cause, because, until }: Given): void {
    const { id, personId, size, queueNo } = party;
    this.change(personId, { id, status, allocationCity: placement.allocation, cause, expiresAt: until });
    this.known.left(queueNo);
    this.record({ seatId: id, personId, size }, 'waiting', status, cause, placement, { because, until });
  }

  /** Writes the seats changed so far, so that SQL in this transaction sees them. */
  flush(): void {
    updateSeats(this.tx, [...this.updates.values()]);
    insertSeats(this.tx, [...this.inserts.values()]);
    this.updates.clear();
    this.inserts.clear();
  }

  /** Everything is written: what follows counts from here. */
  private settled(): void {
    for (const status of Object.keys(this.added) as CountedStatus[]) this.slot[status] += this.added[status];
    this.added = { held: 0, confirmed: 0, waiting: 0, offered: 0 };
    this.addedToAllocations.clear();
    this.updates.clear();
    this.inserts.clear();
    this.changes.length = 0;
    this.codesGivenBack.length = 0;
  }

  /** Keeps a seat's new state to be written, also in what is known of it. */
  private change(personId: string | null, state: SeatState): void {
    const inserted = this.inserts.get(state.id);
    if (inserted) Object.assign(inserted, state);
    else this.updates.set(state.id, state);
    this.known.changed(personId, state);
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
      slotId: this.slot.id,
      seatId: seat.seatId,
      personId: seat.personId,
      from,
      to,
      size: seat.size,
      cause,
      because,
      until,
      actor: actorKey(currentContext().actor),
      takenAfter: this.current.taken,
      capacity: this.slot.capacity,
    });
  }

  private occupy(placement: Placement, size: number): void {
    this.current = occupied(this.current, placement, size);
    const { allocation } = placement;
    if (allocation === null) return;
    this.addedToAllocations.set(allocation, (this.addedToAllocations.get(allocation) ?? 0) + size);
  }
}

function isCounted(status: SeatStatus): status is CountedStatus {
  return ACTIVE.includes(status);
}
