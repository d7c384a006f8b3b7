import type { Tx } from '#platform';
import { QueuePositions } from './queue-positions.js';
import type { Seat } from './seat.entity.js';
import { findGuests, type Guest, type SeatState, type SlotGuest } from './seating.queries.js';
import { positionsInQueue } from './seats.queries.js';
import { ACTIVE } from './seats.rules.js';

/** What has been read of one locked slot's seats, places in the queue and people, with the changes made since. */
export class KnownSeats {
  /** Seats that have been read or made, by id, with all changes. */
  private readonly seats = new Map<string, Seat>();
  /** Person → the id of the seat they have or wait for; null: has none. Whoever is not here has not been looked for. */
  private readonly active = new Map<string, string | null>();
  /** People who have been read, by id. */
  private readonly guests = new Map<string, Guest>();
  private readonly queue = new QueuePositions();

  constructor(private readonly slotId: string) {}

  /** Takes what `findSeats` found of these people and seats, for many slots at once. */
  static async keepSeats(
    tx: Tx,
    wanted: readonly { known: KnownSeats; personIds: readonly string[] }[],
    found: readonly Seat[],
  ): Promise<void> {
    const bySlot = new Map(wanted.map(({ known }) => [known.slotId, known]));
    for (const { known, personIds } of wanted)
      for (const personId of personIds) known.active.set(personId, null);
    for (const seat of found) bySlot.get(seat.slotId)?.keep(seat);
    if (!found.some(({ status }) => status === 'waiting')) return;
    const asked = new Set(wanted.flatMap(({ personIds }) => personIds));
    const waiting = found.filter(
      ({ status, personId, slotId }) =>
        status === 'waiting' && personId !== null && asked.has(personId) && bySlot.has(slotId),
    );
    if (waiting.length === 0) return;
    const positions = await positionsInQueue(tx.manager, waiting);
    for (const { id, slotId } of waiting) bySlot.get(slotId)!.queued(id, positions.get(id)!);
  }

  /** Reads people of many slots at once, in each slot those who are not known yet. */
  static async readGuests(
    tx: Tx,
    wanted: readonly { known: KnownSeats; personIds: Iterable<string> }[],
  ): Promise<void> {
    const missing = wanted.flatMap(({ known: { slotId, guests }, personIds }) =>
      [...new Set(personIds)]
        .filter((personId) => !guests.has(personId))
        .map((personId) => ({ slotId, personId })),
    );
    if (missing.length === 0) return;
    KnownSeats.keepGuests(
      wanted.map(({ known }) => known),
      await findGuests(tx, missing),
    );
  }

  /** Takes people whom `findGuests` found. */
  static keepGuests(all: readonly KnownSeats[], found: readonly SlotGuest[]): void {
    const bySlot = new Map(all.map((known) => [known.slotId, known]));
    for (const { slotId, ...guest } of found) bySlot.get(slotId)?.guests.set(guest.id, guest);
  }

  /** A person who has been read; undefined when there is none of this id. */
  guest(personId: string): Guest | undefined {
    return this.guests.get(personId);
  }

  /** All people who have been read, by id. */
  get people(): ReadonlyMap<string, Guest> {
    return this.guests;
  }

  /** A seat that has been read or made; undefined when it has not, or there is none of this id. */
  seat(id: string): Seat | undefined {
    return this.seats.get(id);
  }

  /** The seat this person has or waits for; null when they have none, undefined when nobody has looked for one. */
  activeSeatOf(personId: string): Seat | null | undefined {
    const id = this.active.get(personId);
    return id ? this.seats.get(id)! : id === null ? null : undefined;
  }

  /** Keeps a seat that has been read or made. */
  keep(seat: Seat): void {
    this.seats.set(seat.id, seat);
    if (seat.personId && ACTIVE.includes(seat.status)) this.active.set(seat.personId, seat.id);
  }

  /** The seat of this person, or nobody's, has this state now. */
  changed(personId: string | null, state: SeatState): void {
    const seat = this.seats.get(state.id);
    if (seat) Object.assign(seat, state);
    if (personId && this.active.get(personId) === state.id && !ACTIVE.includes(state.status))
      this.active.set(personId, null);
  }

  /** This waiting seat has this place in the queue now, from 1. */
  queued(seatId: string, position: number): void {
    this.queue.note(seatId, position);
  }

  /** Whoever had this number in the queue does not wait any more. */
  left(queueNo: number): void {
    this.queue.left(queueNo);
  }

  /** The place in the queue now of a seat whose place is known. */
  positionOf(seat: Seat): number {
    return this.queue.positionOf(seat);
  }
}
