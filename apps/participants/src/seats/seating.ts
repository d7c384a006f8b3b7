import { actorKey } from '#contracts';
import { currentContext, newId, type Tx } from '#platform';
import { In } from 'typeorm';
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
  addToCounters,
  appendToLog,
  publishChanges,
  type CountedStatus,
  type SeatChange,
} from './seating.queries.js';
import { nextInQueue } from './seats.queries.js';
import { ACTIVE, mayBecome, SEATED, whyClosed, type SeatCause, type SeatStatus } from './seats.rules.js';

/**
 * The seats of one slot while its row is locked in a transaction. Seats are written at once; `save` writes the
 * counters, the seat log and the fact, and comes last. Whoever locks several slots does so in the order of their ids.
 */
export class Seating {
  private readonly changes: SeatChange[] = [];
  private readonly added: Record<CountedStatus, number> = { held: 0, confirmed: 0, waiting: 0, offered: 0 };
  private readonly addedToAllocations = new Map<string, number>();

  private constructor(
    private readonly tx: Tx,
    readonly slot: Slot,
    readonly session: SessionCopy,
    private current: Occupancy,
  ) {}

  /** Locks the slot until the transaction ends; null when there is none. */
  static async lock(tx: Tx, slotId: string): Promise<Seating | null> {
    const { manager } = tx;
    const slot = await manager.findOne(Slot, {
      where: { id: slotId },
      lock: { mode: 'pessimistic_write' },
    });
    if (!slot) return null;
    // Read after the lock was got, not joined to it: a session cancelled while we waited must be seen as cancelled.
    const session = await manager.findOneByOrFail(SessionCopy, { id: slot.sessionId });
    const allocations = await manager.findBy(SlotAllocation, { slotId });
    return new Seating(tx, slot, session, occupancyOf(slot, allocations, session, tx.now));
  }

  /** How full the slot is, with the changes made so far. */
  get occupancy(): Occupancy {
    return this.current;
  }

  /** The seat this person has or waits for, if any. */
  activeSeatOf(personId: string): Promise<Seat | null> {
    return this.tx.manager.findOneBy(Seat, { slotId: this.slot.id, personId, status: In([...ACTIVE]) });
  }

  /** Gives a person a seat, or a place at the end of the queue. Promote first: nobody jumps the queue. */
  async admit(person: Person, groupSize: number): Promise<string> {
    const placement = placementOf(this.current, { city: person.city, size: groupSize });
    const status = placement ? 'confirmed' : 'waiting';
    const id = newId();
    await this.tx.manager.insert(Seat, {
      id,
      slotId: this.slot.id,
      personId: person.id,
      status,
      groupSize,
      city: person.city,
      allocationCity: placement?.allocation ?? null,
      queueNo: placement ? null : ++this.slot.queueCounter,
      cause: 'taken',
      createdAt: this.tx.now,
      changedAt: this.tx.now,
    });
    this.record({ seatId: id, personId: person.id, size: groupSize }, null, status, 'taken', placement);
    return id;
  }

  /** Seats who waits and fits, first come, first served; nobody once the session is over or cancelled. */
  async promote(cause: 'promoted' | 'capacity' = 'promoted'): Promise<void> {
    if (whyClosed(this.session, this.tx.now)) return;
    while (this.waiting > 0 && !isFull(this.current)) {
      const queue = await nextInQueue(this.tx.manager, this.slot.id, this.free());
      const { seated } = seatInOrder(this.current, queue);
      if (seated.length === 0) return;
      await this.confirm(
        seated.map(({ party, placement }) => ({ id: party.id, allocation: placement.allocation })),
        cause,
      );
      for (const { party, placement } of seated) {
        const seat = { seatId: party.id, personId: party.personId, size: party.size };
        this.record(seat, 'waiting', 'confirmed', cause, placement);
      }
    }
  }

  /** Cancels these active seats of the slot; what they free is promoted into only when asked for. */
  async cancel(seats: readonly Seat[], cause: 'cancelled' | 'session-cancelled'): Promise<void> {
    await this.tx.manager.query(
      `UPDATE seats SET status = 'cancelled', cause = $2, changed_at = $3 WHERE id = ANY($1)`,
      [seats.map((seat) => seat.id), cause, this.tx.now],
    );
    for (const seat of seats) {
      const placement = SEATED.includes(seat.status) ? { allocation: seat.allocationCity } : null;
      this.record(
        { seatId: seat.id, personId: seat.personId, size: seat.groupSize },
        seat.status,
        'cancelled',
        cause,
        placement,
      );
    }
  }

  /** Works on with changed settings (slots); the caller has saved them. */
  settle(allocations: readonly SlotAllocation[]): void {
    this.current = occupancyOf(this.slot, allocations, this.session, this.tx.now);
  }

  /** Writes counters, log and fact of all changes. Nothing changed, nothing written. */
  async save(): Promise<void> {
    if (this.changes.length === 0) return;
    await addToCounters(this.tx, this.slot, this.added, this.addedToAllocations);
    await appendToLog(this.tx, this.slot, actorKey(currentContext().actor), this.changes);
    await publishChanges(this.tx, this.slot, this.changes);
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

  private async confirm(seats: { id: string; allocation: string | null }[], cause: SeatCause): Promise<void> {
    await this.tx.manager.query(
      `UPDATE seats seat SET status = 'confirmed', allocation_city = placed.city, cause = $3, changed_at = $4
       FROM unnest($1::text[], $2::text[]) AS placed (id, city) WHERE seat.id = placed.id`,
      [seats.map((seat) => seat.id), seats.map((seat) => seat.allocation), cause, this.tx.now],
    );
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
    if (placement) this.occupy(placement, SEATED.includes(to) ? seat.size : -seat.size);
    this.changes.push({ ...seat, from, to, cause, takenAfter: this.current.taken });
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
