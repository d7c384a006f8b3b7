import { SeatsChanged, type FactDataOf } from '#contracts';
import { columnsOf, type Tx } from '#platform';
import { READER_CITIES, READER_ZONE } from '../people/reader-zone.js';
import type { Person } from '../people/person.entity.js';
import { Seat } from './seat.entity.js';
import type { FreedBy, SeatCause, SeatStatus } from './seats.rules.js';

/** One change of one seat, as the log keeps it. */
export interface SeatChange {
  readonly slotId: string;
  readonly seatId: string;
  /** Null: a place of a block that has no name yet. */
  readonly personId: string | null;
  readonly from: SeatStatus | null;
  readonly to: SeatStatus;
  readonly size: number;
  readonly cause: SeatCause;
  /** Of a seat that somebody got: how it had become free, as far as that is known. */
  readonly because: FreedBy | null;
  /** Until when it is held or offered. */
  readonly until: Date | null;
  /** Whose request it was, as the log names them. */
  readonly actor: string;
  /** held + confirmed + offered of the slot after it, and its capacity then. */
  readonly takenAfter: number;
  readonly capacity: number | null;
}

/** Far below the 512 kB that a fact may have (DESIGN section 5). */
const CHANGES_PER_FACT = 1_000;

/** Statuses whose sizes the slot's row sums. */
export type CountedStatus = 'held' | 'confirmed' | 'waiting' | 'offered';

/** What is added to one slot's counters, and to what is taken of its allocations. */
export interface SlotChange {
  readonly id: string;
  readonly queueCounter: number;
  readonly queueLength: number;
  readonly added: Readonly<Record<CountedStatus, number>>;
  readonly addedToAllocations: ReadonlyMap<string, number>;
}

/** Gives seats that are in the table their new state. */
export function updateSeats(tx: Tx, seats: readonly SeatState[]): void {
  if (seats.length === 0) return;
  tx.write(
    `UPDATE seats seat SET status = new.status, allocation_city = new.city, cause = new.cause, changed_at = $5,
                           expires_at = new.expires_at, queue_no = coalesce(new.queue_no, seat.queue_no)
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $6::timestamptz[], $7::int[])
       AS new (id, status, city, cause, expires_at, queue_no)
     WHERE seat.id = new.id`,
    [
      seats.map((seat) => seat.id),
      seats.map((seat) => seat.status),
      seats.map((seat) => seat.allocationCity),
      seats.map((seat) => seat.cause),
      tx.now,
      seats.map((seat) => seat.expiresAt ?? null),
      seats.map((seat) => seat.queueNo ?? null),
    ],
  );
}

/** What changes of a seat. Without `queueNo` it keeps its number; without `expiresAt` it is kept without end. */
export type SeatState = Pick<Seat, 'id' | 'status' | 'allocationCity' | 'cause'> &
  Partial<Pick<Seat, 'expiresAt' | 'queueNo'>>;

/** Notes how often these waiting groups have been passed over. */
export function savePasses(tx: Tx, passes: ReadonlyMap<string, number>): void {
  if (passes.size === 0) return;
  tx.write(
    `UPDATE seats seat SET passed_over = new.passes FROM unnest($1::text[], $2::int[]) AS new (id, passes)
     WHERE seat.id = new.id`,
    [[...passes.keys()], [...passes.values()]],
  );
}

/** Gives a use back to the code of each seat that has ended. */
export function giveCodesBack(tx: Tx, codeIds: readonly string[]): void {
  if (codeIds.length === 0) return;
  tx.write(
    `UPDATE slot_codes code SET used = code.used - given.uses
     FROM (SELECT id, count(*)::int AS uses FROM unnest($1::text[]) AS given (id) GROUP BY id) AS given
     WHERE code.id = given.id`,
    [codeIds],
  );
}

/** Adds seats to the table. Whoever gives one up for another must have been written before. */
export function insertSeats(tx: Tx, seats: readonly Seat[]): void {
  if (seats.length > 0) tx.write(INSERT_SEATS, seatColumns(seats));
}

const INSERT_SEATS = `
INSERT INTO seats (id, slot_id, person_id, status, group_size, city, allocation_city, queue_no, cause,
                        created_at, changed_at, expires_at, block_id, block_place, code_id)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int[], $6::text[], $7::text[], $8::int[],
                          $9::text[], $10::timestamptz[], $11::timestamptz[], $12::timestamptz[], $13::text[],
                          $14::int[], $15::text[])`;

function seatColumns(seats: readonly Seat[]): unknown[][] {
  return [
    seats.map((seat) => seat.id),
    seats.map((seat) => seat.slotId),
    seats.map((seat) => seat.personId),
    seats.map((seat) => seat.status),
    seats.map((seat) => seat.groupSize),
    seats.map((seat) => seat.city),
    seats.map((seat) => seat.allocationCity),
    seats.map((seat) => seat.queueNo),
    seats.map((seat) => seat.cause),
    seats.map((seat) => seat.createdAt),
    seats.map((seat) => seat.changedAt),
    seats.map((seat) => seat.expiresAt),
    seats.map((seat) => seat.blockId),
    seats.map((seat) => seat.blockPlace),
    seats.map((seat) => seat.codeId),
  ];
}

/**
 * Adds seats, adds to the counters of slots and allocations and appends to the seat log, in one statement. Added in SQL,
 * not set to what this process has counted, so that the CHECK against overselling would stop even a writer that forgot
 * the lock.
 */
export function insertCountAndLog(
  tx: Tx,
  seats: readonly Seat[],
  slots: readonly SlotChange[],
  changes: readonly SeatChange[],
): void {
  const kept = slots.flatMap(({ id, addedToAllocations }) =>
    [...addedToAllocations].map(([city, size]) => ({ id, city, size })),
  );
  tx.write(
    `WITH seated AS (${INSERT_SEATS}), counted AS (
       UPDATE slots slot SET held = slot.held + new.held, confirmed = slot.confirmed + new.confirmed,
                             waiting = slot.waiting + new.waiting, offered = slot.offered + new.offered,
                             queue_counter = new.queue_counter, queue_length = new.queue_length
       FROM unnest($16::text[], $17::int[], $18::int[], $19::int[], $20::int[], $21::int[], $22::int[])
         AS new (id, held, confirmed, waiting, offered, queue_counter, queue_length)
       WHERE slot.id = new.id
     ), kept AS (
       UPDATE slot_allocations allocation SET taken = allocation.taken + new.size
       FROM unnest($23::text[], $24::text[], $25::int[]) AS new (id, city, size)
       WHERE allocation.slot_id = new.id AND allocation.city = new.city
     )
     INSERT INTO seat_log (slot_id, seat_id, person_id, from_status, to_status, size, cause, actor, taken_after, capacity,
                           because, at)
     SELECT slot_id, seat_id, person_id, from_status, to_status, size, cause, actor, taken_after, capacity, because, at
     FROM (SELECT clock_now() AS at) AS moment, unnest($26::text[], $27::text[], $28::text[], $29::text[], $30::text[], $31::int[], $32::text[], $33::text[],
                 $34::int[], $35::int[], $36::text[])
       WITH ORDINALITY AS change (slot_id, seat_id, person_id, from_status, to_status, size, cause, actor, taken_after,
                                  capacity, because, number)
     ORDER BY number`,
    [
      ...seatColumns(seats),
      slots.map((slot) => slot.id),
      slots.map((slot) => slot.added.held),
      slots.map((slot) => slot.added.confirmed),
      slots.map((slot) => slot.added.waiting),
      slots.map((slot) => slot.added.offered),
      slots.map((slot) => slot.queueCounter),
      slots.map((slot) => slot.queueLength),
      kept.map(({ id }) => id),
      kept.map(({ city }) => city),
      kept.map(({ size }) => size),
      changes.map((change) => change.slotId),
      changes.map((change) => change.seatId),
      changes.map((change) => change.personId),
      changes.map((change) => change.from),
      changes.map((change) => change.to),
      changes.map((change) => change.size),
      changes.map((change) => change.cause),
      changes.map((change) => change.actor),
      changes.map((change) => change.takenAfter),
      changes.map((change) => change.capacity),
      changes.map((change) => change.because),
    ],
  );
}

/**
 * Publishes these changes of one slot with the zone in which each person reads the time. Places of blocks that have no
 * name yet are nobody's: the slot's counters tell of them, and a fact without changes that those are others.
 */
export function publishChanges(
  tx: Tx,
  slot: { id: string; sessionId: string },
  changes: readonly SeatChange[],
  guests: ReadonlyMap<string, Guest>,
): void {
  const ofPeople = changes.filter(isOfPerson);
  for (let from = 0; from === 0 || from < ofPeople.length; from += CHANGES_PER_FACT) {
    const part = ofPeople.slice(from, from + CHANGES_PER_FACT);
    tx.publish(SeatsChanged, {
      slotId: slot.id,
      sessionId: slot.sessionId,
      changes: part.map((change): FactDataOf<typeof SeatsChanged>['changes'][number] => ({
        seatId: change.seatId,
        personId: change.personId,
        from: change.from,
        to: change.to,
        groupSize: change.size,
        zone: guests.get(change.personId)!.zone,
        cause: change.cause,
        ...(change.until && { until: change.until.toISOString() }),
      })),
    });
  }
}

function isOfPerson(change: SeatChange): change is SeatChange & { personId: string } {
  return change.personId !== null;
}

/** Who wants a seat: what decides where they sit, and the zone in which they read the session's times. */
export type Guest = Pick<Person, 'id' | 'city' | 'confirmedAt'> & { readonly zone: string };

/** A person as guest of a slot's session. */
export type SlotGuest = Guest & { readonly slotId: string };

/** These people as guests of these slots' sessions; who doesn't exist is left out. */
export function findGuests(
  tx: Tx,
  wanted: readonly { slotId: string; personId: string }[],
): Promise<SlotGuest[]> {
  return tx.run(
    `SELECT slot.id AS "slotId", person.id, person.city, person.confirmed_at AS "confirmedAt", ${READER_ZONE} AS zone
     FROM unnest($1::text[], $2::text[]) AS reader (slot_id, person_id)
     JOIN persons person ON person.id = reader.person_id
     JOIN slots slot ON slot.id = reader.slot_id
     JOIN sessions session ON session.id = slot.session_id ${READER_CITIES}`,
    [wanted.map(({ slotId }) => slotId), wanted.map(({ personId }) => personId)],
  );
}

/** The seats that these people have or wait for in these slots, and these seats of whatever status. */
export async function findSeats(
  tx: Tx,
  wanted: readonly { slotId: string; personIds: readonly string[]; seatIds: readonly string[] }[],
): Promise<Seat[]> {
  const columns = columnsOf(tx.manager, Seat, 'seat');
  const personIds = wanted.flatMap((one) => one.personIds);
  const own =
    personIds.length > 0 &&
    tx.run<Seat>(
      `SELECT ${columns} FROM seats seat
       WHERE seat.slot_id = ANY($1) AND seat.person_id = ANY($2)
         AND seat.status IN ('held', 'confirmed', 'waiting', 'offered')`,
      [wanted.map(({ slotId }) => slotId), personIds],
    );
  const seatIds = wanted.flatMap((one) => one.seatIds);
  const named =
    seatIds.length > 0 &&
    tx.run<Seat>(`SELECT ${columns} FROM seats seat WHERE seat.id = ANY($1)`, [seatIds]);
  return (await Promise.all([own || [], named || []])).flat();
}
