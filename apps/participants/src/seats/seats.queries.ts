import type { Seat as SeatReply } from '#contracts';
import { In, IsNull, LessThanOrEqual, type EntityManager } from 'typeorm';
import type { SlotMode } from '../slots/slot.entity.js';
import type { Waiting } from './queue.rules.js';
import { Seat } from './seat.entity.js';
import type { SeatStatus } from './seats.rules.js';

/** A seat with what its slot and session say about it. */
export interface SeatView {
  id: string;
  slotId: string;
  sessionId: string;
  programmeId: string;
  mode: SlotMode;
  /** Null: a place of a block that has no name yet; it is never shown. */
  personId: string | null;
  status: SeatStatus;
  groupSize: number;
  position: number | null;
  neverFits: boolean;
  expiresAt: Date | null;
  createdAt: Date;
}

const SEAT_VIEW = `
  SELECT seat.id, seat.slot_id AS "slotId", slot.session_id AS "sessionId", session.programme_id AS "programmeId",
         slot.mode, seat.person_id AS "personId", seat.status, seat.group_size AS "groupSize",
         seat.created_at AS "createdAt", seat.expires_at AS "expiresAt",
         seat.status = 'waiting' AND seat.group_size > greatest(1, coalesce(slot.capacity, seat.group_size)) AS "neverFits",
         CASE WHEN seat.status = 'waiting' THEN (
           SELECT 1 + count(*)::int FROM seats ahead
           WHERE ahead.slot_id = seat.slot_id AND ahead.status = 'waiting' AND ahead.queue_no < seat.queue_no
         ) END AS position
  FROM seats seat
  JOIN slots slot ON slot.id = seat.slot_id
  JOIN sessions session ON session.id = slot.session_id`;

/** These seats, newest first; ids that are none are left out, and places of blocks without a name. */
export function findSeatsById(manager: EntityManager, ids: readonly string[]): Promise<SeatView[]> {
  return manager.query(
    `${SEAT_VIEW} WHERE seat.id = ANY($1) AND seat.person_id IS NOT NULL ORDER BY seat.id DESC`,
    [ids],
  );
}

/** A person's seats of any status, newest first (ids are in order of time), `before` an id. */
export function findSeatsOfPerson(
  manager: EntityManager,
  personId: string,
  { before, limit }: { before: string | undefined; limit: number },
): Promise<SeatView[]> {
  return manager.query(
    `${SEAT_VIEW} WHERE seat.person_id = $1 AND ($2::text IS NULL OR seat.id < $2) ORDER BY seat.id DESC LIMIT $3`,
    [personId, before ?? null, limit],
  );
}

/** Field by field: many replies are made under a lock. */
export function toSeatReply(seat: SeatView): SeatReply {
  const until = seat.expiresAt?.toISOString() ?? null;
  return {
    id: seat.id,
    slotId: seat.slotId,
    sessionId: seat.sessionId,
    mode: seat.mode,
    personId: seat.personId!,
    status: seat.status,
    groupSize: seat.groupSize,
    position: seat.position,
    neverFits: seat.neverFits,
    offerUntil: seat.status === 'offered' ? until : null,
    heldUntil: seat.status === 'held' ? until : null,
    createdAt: seat.createdAt.toISOString(),
  };
}

/** Somebody in the queue of a slot. */
export interface WaitingSeat extends Waiting {
  readonly personId: string;
  readonly queueNo: number;
}

export const PROMOTED_AT_ONCE = 500;
const MAX_INTEGER = 2_147_483_647;

/**
 * The first in the queue of those for whom there is anything free at all, in the order of their numbers, at most 500:
 * also groups that are too large for it, because whoever is seated behind them passes them over.
 * @param free seats for anybody, and seats kept for a city by its slug
 * @param after the number of the last one seen; null from the front
 */
export async function nextInQueue(
  manager: EntityManager,
  slotId: string,
  free: { pool: number; allocations: Record<string, number> },
  after: number | null,
): Promise<WaitingSeat[]> {
  return manager.query(
    `SELECT id, person_id AS "personId", city, group_size AS size, passed_over AS "passedOver", queue_no AS "queueNo"
     FROM seats
     WHERE slot_id = $1 AND status = 'waiting' AND queue_no > $4
       AND greatest($2::int, coalesce(($3::jsonb ->> city)::int, 0)) > 0
     ORDER BY queue_no LIMIT ${PROMOTED_AT_ONCE}`,
    [slotId, Math.min(free.pool, MAX_INTEGER), JSON.stringify(free.allocations), after ?? -MAX_INTEGER],
  );
}

/** Places in the queue, from 1, of these waiting seats: one pass over the queue of each slot for all of them. */
export async function positionsInQueue(
  manager: EntityManager,
  seats: readonly { id: string; slotId: string }[],
): Promise<Map<string, number>> {
  const rows = await manager.query<{ id: string; position: number }[]>(
    `SELECT id, position FROM (
       SELECT id, row_number() OVER (PARTITION BY slot_id ORDER BY queue_no)::int AS position
       FROM seats WHERE slot_id = ANY($1) AND status = 'waiting'
     ) AS queue WHERE id = ANY($2)`,
    [[...new Set(seats.map(({ slotId }) => slotId))], seats.map(({ id }) => id)],
  );
  return new Map(rows.map(({ id, position }) => [id, position]));
}

/** Seats of a slot whose offer, hold or block's time for names is over, the longest over first. */
export function findExpired(manager: EntityManager, slotId: string, now: Date): Promise<Seat[]> {
  return manager.find(Seat, {
    where: { slotId, status: In(['held', 'offered']), expiresAt: LessThanOrEqual(now) },
    order: { expiresAt: 'ASC', id: 'ASC' },
  });
}

/** Confirmed seats of a slot that nobody has joined, theirs since before `since`; the last to get one first. */
export function findUnjoined(manager: EntityManager, slotId: string, since: Date): Promise<Seat[]> {
  return manager.find(Seat, {
    where: { slotId, status: 'confirmed', joinedAt: IsNull(), changedAt: LessThanOrEqual(since) },
    order: { changedAt: 'DESC', id: 'DESC' },
    // Who checks in at this moment locks the seat, not the slot: looked at again when that is over.
    lock: { mode: 'pessimistic_write' },
  });
}
