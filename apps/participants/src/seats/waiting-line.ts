import type { Tx } from '#platform';
import { offerPolicyOf } from '../programme/programmes.queries.js';
import type { LockedSlot } from './locked-slots.queries.js';
import { offerUntil, type OfferPolicy } from './offers.rules.js';
import { isFull, type Placement } from './placement.rules.js';
import { arrive, arriveInOrder, freeBehind, wait, type Queue } from './queue.rules.js';
import type { SeatChanges } from './seat-changes.js';
import { savePasses } from './seating.queries.js';
import { nextInQueue, PROMOTED_AT_ONCE, type WaitingSeat } from './seats.queries.js';
import { whyClosed, type FreedBy, type SeatCause } from './seats.rules.js';

/** Who waits for a seat in one locked slot, and what they get of what becomes free. */
export class WaitingLine {
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

  constructor(
    private readonly tx: Tx,
    private readonly locked: Omit<LockedSlot, 'occupancy'>,
    private readonly changes: SeatChanges,
  ) {}

  /** Whether somebody who comes now gets a seat. */
  hasRoomFor(city: string | null, size: number): boolean {
    return arrive(this.queue, { city, size }).placement !== null;
  }

  /** Where somebody who comes now sits, past whom they come noted; null when they have to wait. */
  place(city: string | null, size: number): Placement | null {
    const { placement, queue } = arrive(this.queue, { city, size });
    this.notePasses(queue.stuck);
    return placement;
  }

  /** A group has come to the end of the queue. */
  join(id: string, city: string | null, size: number): void {
    this.stuck = wait(this.queue, { id, city, size, passedOver: 0 }).stuck;
  }

  /** A group has left the queue: what was kept for it may be had by those behind. */
  left(id: string): void {
    this.stuck = this.stuck.filter((waiting) => waiting.id !== id);
    this.nobodyFits = false;
  }

  /** A seat has become free. */
  freed(by: FreedBy): void {
    this.freedBy = by;
    this.nobodyFits = false;
  }

  /** The slot's settings have changed: who fits is not known any more. */
  settle(): void {
    this.nobodyFits = false;
  }

  /** Whether somebody who waits might get a seat now. */
  get mayPromote(): boolean {
    return this.canSeatMore && !this.nobodyFits;
  }

  /**
   * Seats who waits and fits, first come, first served, or offers them the seat; nobody once the session is over or
   * cancelled.
   */
  async promote(cause: 'promoted' | 'capacity'): Promise<void> {
    if (whyClosed(this.locked.session, this.locked.now)) return;
    if (!this.mayPromote) return;
    this.stuck = [];
    for (let after: number | null = null; this.canSeatMore;) {
      const parties = await this.nextWaiting(after);
      const { seated, queue } = arriveInOrder(this.queue, parties);
      this.notePasses(queue.stuck);
      for (const { party, placement } of seated) await this.give(party, placement, cause);
      if (parties.length < PROMOTED_AT_ONCE) break;
      after = parties.at(-1)!.queueNo;
    }
    this.nobodyFits = true;
  }

  /** Writes how often groups have been passed over. */
  savePasses(): void {
    savePasses(this.tx, this.passes);
    this.passes.clear();
  }

  private get queue(): Queue {
    return { occupancy: this.changes.occupancy, stuck: this.stuck };
  }

  private get canSeatMore(): boolean {
    return this.changes.waiting > 0 && !isFull(this.changes.occupancy);
  }

  /** What else can have made room: allocations that have fallen to the pool. */
  private get fallen(): FreedBy | null {
    const { isKept, allocations } = this.changes.occupancy;
    return !isKept && Object.keys(allocations).length > 0 ? 'kept-until' : null;
  }

  private async nextWaiting(after: number | null): Promise<WaitingSeat[]> {
    this.changes.flush();
    const rows = await nextInQueue(this.tx.manager, this.locked.slot.id, freeBehind(this.queue), after);
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
    const { slot, session, now } = this.locked;
    this.policy ??= slot.offerPolicy ?? (await offerPolicyOf(this.tx.manager, session.programmeId));
    const until = offerUntil(this.policy, session, now);
    const because = cause === 'capacity' ? 'capacity' : (this.freedBy ?? this.fallen);
    this.changes.give(party, placement, {
      status: until ? 'offered' : 'confirmed',
      cause: until ? 'offered' : cause,
      because,
      until,
    });
  }
}
