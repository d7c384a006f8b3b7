import type { EntityManager } from 'typeorm';
import type { JoinLogEntry, LogEntry } from './history.rules.js';
import type { ReplayedEntry, SlotNow } from './replay.rules.js';

/** What the log says of a seat, in the order in which it happened. Roles are never taken back, so grants say who was what. */
export function findLogOfSeat(manager: EntityManager, seatId: string): Promise<LogEntry[]> {
  return manager.query(
    `SELECT log.at, log.from_status AS "from", log.to_status AS "to", log.cause, log.because, log.actor,
            coalesce(granted.roles && '{liaison}' AND NOT granted.roles && '{organizer,admin}', false) AS "isLiaison",
            -- A seat leaves an allocation, but comes into one only when it is got.
            CASE WHEN log.id = (
              SELECT max(id) FROM seat_log
              WHERE seat_id = $1 AND to_status IN ('held', 'confirmed', 'offered')
                AND (from_status IS NULL OR from_status = 'waiting')
            ) THEN seat.allocation_city END AS "keptFor"
     FROM seat_log log JOIN seats seat ON seat.id = log.seat_id
     JOIN slots slot ON slot.id = log.slot_id JOIN sessions session ON session.id = slot.session_id
     CROSS JOIN LATERAL (
       SELECT array_agg(role::text) AS roles FROM grants
       WHERE person_id = substr(log.actor, length('person:') + 1) AND created_at <= log.at
         AND (programme_id = session.programme_id OR role = 'admin')) granted
     WHERE log.seat_id = $1 ORDER BY log.id`,
    [seatId],
  );
}

/** What became of a seat's join link, in the order in which it happened. */
export function findJoinLogOfSeat(manager: EntityManager, seatId: string): Promise<JoinLogEntry[]> {
  return manager.query('SELECT at, event FROM join_log WHERE seat_id = $1 ORDER BY id', [seatId]);
}

const ENTRIES_AT_ONCE = 5_000;

/** The log of a slot, page by page in its order. */
export async function* readLogOfSlot(manager: EntityManager, slotId: string): AsyncGenerator<ReplayedEntry> {
  for (let after = '0'; ;) {
    const page = await manager.query<ReplayedEntry[]>(
      `SELECT id::text, seat_id AS "seatId", from_status AS "from", to_status AS "to", cause, size,
              taken_after AS "takenAfter", capacity
       FROM seat_log WHERE slot_id = $1 AND id > $2::bigint ORDER BY seat_log.id LIMIT $3`,
      [slotId, after, ENTRIES_AT_ONCE],
    );
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < ENTRIES_AT_ONCE) return;
    after = last.id;
  }
}

/** A slot's counters and seats, as they are. */
export async function readSlotNow(manager: EntityManager, slotId: string): Promise<SlotNow> {
  const [slot] = await manager.query<(SlotNow['counters'] & Pick<SlotNow, 'capacity' | 'queueLength'>)[]>(
    `SELECT held, confirmed, waiting, offered, capacity, queue_length AS "queueLength" FROM slots WHERE id = $1`,
    [slotId],
  );
  const { capacity, queueLength, ...counters } = slot!;
  const seats = await manager.query<SlotNow['seats'][number][]>(
    `SELECT id, status, group_size AS size, allocation_city AS allocation, joined_at IS NOT NULL AS "isJoined",
            EXISTS (SELECT FROM join_log WHERE seat_id = seats.id AND event = 'joined') AS "hasCheckIn"
     FROM seats WHERE slot_id = $1`,
    [slotId],
  );
  const allocations = await manager.query<SlotNow['allocations'][number][]>(
    'SELECT city, reserved, taken FROM slot_allocations WHERE slot_id = $1',
    [slotId],
  );
  return { counters, capacity, queueLength, seats, allocations };
}

export async function pageSlotIds(
  manager: EntityManager,
  after: string | undefined,
  limit: number,
): Promise<string[]> {
  const rows = await manager.query<{ id: string }[]>(
    'SELECT id FROM slots WHERE id > $1 ORDER BY id LIMIT $2',
    [after ?? '', limit],
  );
  return rows.map(({ id }) => id);
}
