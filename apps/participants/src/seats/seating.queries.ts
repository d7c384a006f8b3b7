import { SeatsChanged, type FactDataOf } from '#contracts';
import type { Tx } from '#platform';
import { READER_CITIES, READER_ZONE } from '../people/reader-zone.js';
import type { SeatCause, SeatStatus } from './seats.rules.js';

/** One change of one seat, as the log keeps it. */
export interface SeatChange {
  readonly seatId: string;
  readonly personId: string;
  readonly from: SeatStatus | null;
  readonly to: SeatStatus;
  readonly size: number;
  readonly cause: SeatCause;
  /** held + confirmed + offered of the slot after it. */
  readonly takenAfter: number;
}

/** Far below the 512 kB that a fact may have (DESIGN section 5). */
const CHANGES_PER_FACT = 1_000;

/** Statuses whose sizes the slot's row sums. */
export type CountedStatus = 'held' | 'confirmed' | 'waiting' | 'offered';

/**
 * Adds to the slot's counters and to what is taken of its allocations. Added in SQL, not set to what this process has
 * counted, so that the CHECK against overselling would stop even a writer that forgot the lock.
 */
export async function addToCounters(
  { manager }: Tx,
  slot: { id: string; queueCounter: number },
  added: Readonly<Record<CountedStatus, number>>,
  addedToAllocations: ReadonlyMap<string, number>,
): Promise<void> {
  await manager.query(
    `UPDATE slots SET held = held + $2, confirmed = confirmed + $3, waiting = waiting + $4, offered = offered + $5,
                      queue_counter = $6
     WHERE id = $1`,
    [slot.id, added.held, added.confirmed, added.waiting, added.offered, slot.queueCounter],
  );
  if (addedToAllocations.size === 0) return;
  await manager.query(
    `UPDATE slot_allocations allocation SET taken = allocation.taken + added.size
     FROM unnest($2::text[], $3::int[]) AS added (city, size)
     WHERE allocation.slot_id = $1 AND allocation.city = added.city`,
    [slot.id, [...addedToAllocations.keys()], [...addedToAllocations.values()]],
  );
}

/** Appends these changes to the seat log, in order. */
export async function appendToLog(
  { manager }: Tx,
  slot: { id: string; capacity: number | null },
  actor: string,
  changes: readonly SeatChange[],
): Promise<void> {
  await manager.query(
    `INSERT INTO seat_log (slot_id, seat_id, person_id, from_status, to_status, size, cause, actor, taken_after, capacity)
     SELECT $1, seat_id, person_id, from_status, to_status, size, cause, $2, taken_after, $3
     FROM unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::int[], $9::text[], $10::int[])
       WITH ORDINALITY AS change (seat_id, person_id, from_status, to_status, size, cause, taken_after, number)
     ORDER BY number`,
    [
      slot.id,
      actor,
      slot.capacity,
      changes.map((change) => change.seatId),
      changes.map((change) => change.personId),
      changes.map((change) => change.from),
      changes.map((change) => change.to),
      changes.map((change) => change.size),
      changes.map((change) => change.cause),
      changes.map((change) => change.takenAfter),
    ],
  );
}

/** Publishes these changes of one slot with the zone in which each person reads the time. */
export async function publishChanges(
  tx: Tx,
  slot: { id: string; sessionId: string },
  changes: readonly SeatChange[],
): Promise<void> {
  const zones = await readerZones(
    tx,
    slot.sessionId,
    changes.map((change) => change.personId),
  );
  for (let from = 0; from < changes.length; from += CHANGES_PER_FACT) {
    const part = changes.slice(from, from + CHANGES_PER_FACT);
    tx.publish(SeatsChanged, {
      slotId: slot.id,
      sessionId: slot.sessionId,
      changes: part.map((change): FactDataOf<typeof SeatsChanged>['changes'][number] => ({
        seatId: change.seatId,
        personId: change.personId,
        from: change.from,
        to: change.to,
        groupSize: change.size,
        zone: zones.get(change.personId)!,
        cause: change.cause,
      })),
    });
  }
}

async function readerZones(
  { manager }: Tx,
  sessionId: string,
  personIds: string[],
): Promise<Map<string, string>> {
  const rows = await manager.query<{ id: string; zone: string }[]>(
    `SELECT person.id, ${READER_ZONE} AS zone
     FROM persons person JOIN sessions session ON session.id = $1 ${READER_CITIES}
     WHERE person.id = ANY($2)`,
    [sessionId, personIds],
  );
  return new Map(rows.map((row) => [row.id, row.zone]));
}
