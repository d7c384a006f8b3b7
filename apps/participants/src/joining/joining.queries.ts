import type { EntityManager } from 'typeorm';
import { READER_CITIES, READER_ZONE } from '../people/reader-zone.js';
import type { SeatStatus } from '../seats/seats.rules.js';
import { HAS_COME } from '../slots/slot-counts.queries.js';
import type { SlotMode } from '../slots/slot.entity.js';
import type { JoinTimes } from './joining.rules.js';

/** A seat as joining needs it. */
export interface JoinSeat {
  readonly seatId: string;
  readonly slotId: string;
  readonly sessionId: string;
  readonly personId: string;
  readonly mode: SlotMode;
  readonly status: SeatStatus;
  readonly generation: number;
  readonly city: string | null;
  readonly groupSize: number;
  readonly joinedAt: Date | null;
  readonly zone: string;
  readonly language: string | null;
  readonly session: JoinTimes;
  /** Hash of the device that is in. */
  readonly device: string | null;
}

const JOIN_SEAT = `
  SELECT seat.id AS "seatId", seat.slot_id AS "slotId", slot.session_id AS "sessionId", seat.person_id AS "personId",
         slot.mode, seat.status, seat.join_generation AS generation, seat.city, seat.group_size AS "groupSize",
         seat.joined_at AS "joinedAt", ${READER_ZONE} AS zone, person.language,
         session.status AS "sessionStatus", session.starts_at AS "startsAt", session.duration_minutes AS "durationMinutes",
         (SELECT device FROM join_devices WHERE seat_id = seat.id) AS device
  FROM seats seat
  JOIN slots slot ON slot.id = seat.slot_id
  JOIN sessions session ON session.id = slot.session_id
  JOIN persons person ON person.id = seat.person_id ${READER_CITIES}`;

type Row = Omit<JoinSeat, 'session'> & {
  sessionStatus: JoinTimes['status'];
  startsAt: Date | null;
  durationMinutes: number;
};

export async function findJoinSeats(manager: EntityManager, ids: readonly string[]): Promise<JoinSeat[]> {
  const rows = await manager.query<Row[]>(`${JOIN_SEAT} WHERE seat.id = ANY ($1)`, [ids]);
  return rows.map(toJoinSeat);
}

/**
 * Locks the seat's row alone: at the start of a session thousands check in, and their slot's row would make them a queue.
 * Read again after the lock was got, so that the device bound meanwhile is seen.
 */
export async function lockJoinSeat(manager: EntityManager, id: string): Promise<JoinSeat | undefined> {
  await manager.query(`SELECT FROM seats WHERE id = $1 FOR UPDATE`, [id]);
  const [seat] = await findJoinSeats(manager, [id]);
  return seat;
}

export async function bindDevice(
  manager: EntityManager,
  seatId: string,
  device: string,
  now: Date,
): Promise<void> {
  await manager.query(
    `INSERT INTO join_devices (seat_id, device, bound_at) VALUES ($1, $2, $3)
     ON CONFLICT (seat_id) DO UPDATE SET device = excluded.device, bound_at = excluded.bound_at`,
    [seatId, device, now],
  );
}

/** The next generation of a seat's link, with nobody in. */
export async function renewLink(manager: EntityManager, seatId: string): Promise<number> {
  await manager.query(`DELETE FROM join_devices WHERE seat_id = $1`, [seatId]);
  const [[row]] = await manager.query<[[{ generation: number }], number]>(
    `UPDATE seats SET join_generation = join_generation + 1 WHERE id = $1 RETURNING join_generation AS generation`,
    [seatId],
  );
  return row.generation;
}

/** What is noted of a seat's link. */
export type JoinEvent = 'joined' | 'continued' | 'rejoined' | 'renewed';

/** Whoever goes back and forth between devices for ever is noted no more. */
const MOST_NOTED = 200;

/** Appends to what is known of a seat's joining, under the seat's lock. */
export async function noteJoin(
  manager: EntityManager,
  seatId: string,
  event: JoinEvent,
  now: Date,
): Promise<void> {
  await manager.query(
    `INSERT INTO join_log (seat_id, event, at)
     SELECT $1, $2, $3 WHERE (SELECT count(*) FROM join_log WHERE seat_id = $1) < ${MOST_NOTED}`,
    [seatId, event, now],
  );
}

/** Confirmed and joined by city, sizes summed; who joined and left again has joined. */
export function countAttendance(
  manager: EntityManager,
  sessionId: string,
): Promise<{ city: string | null; confirmed: number; joined: number }[]> {
  return manager.query(
    `SELECT seat.city,
            coalesce(sum(group_size) FILTER (WHERE seat.status = 'confirmed'), 0)::int AS confirmed,
            coalesce(sum(group_size) FILTER (WHERE ${HAS_COME}), 0)::int AS joined
     FROM seats seat JOIN slots slot ON slot.id = seat.slot_id
     WHERE slot.session_id = $1 AND (seat.status = 'confirmed' OR seat.joined_at IS NOT NULL)
     GROUP BY seat.city ORDER BY seat.city NULLS LAST`,
    [sessionId],
  );
}

function toJoinSeat({ sessionStatus, startsAt, durationMinutes, ...seat }: Row): JoinSeat {
  return { ...seat, session: { status: sessionStatus, startsAt, durationMinutes } };
}
