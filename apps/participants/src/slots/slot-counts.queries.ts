import type { SignalDataOf, SlotCounted } from '#contracts';
import type { EntityManager } from 'typeorm';

type Counts = SignalDataOf<typeof SlotCounted>;

/**
 * Whether `seat` counts as joined: who joined and left again has; who gave the seat up, took another one in the slot and
 * joined by that has once.
 */
export const HAS_COME = `(seat.joined_at IS NOT NULL AND (seat.status = 'confirmed' OR NOT EXISTS (
  SELECT FROM seats later WHERE later.slot_id = seat.slot_id AND later.person_id = seat.person_id
    AND later.joined_at IS NOT NULL AND later.id > seat.id)))`;

/** How full these slots are now, in one query; ids that are none are left out. */
export async function countSlots(manager: EntityManager, ids: readonly string[]): Promise<Counts[]> {
  const rows = await manager.query<(Omit<Counts, 'at'> & { at: Date })[]>(
    `SELECT slot.id, slot.session_id AS "sessionId", slot.mode, slot.capacity, slot.held, slot.confirmed, slot.waiting,
            slot.offered, session.programme_id AS "programmeId", session.event_id AS "eventId",
            session.is_released AS "isReleased", clock_now() AS at, coalesce(kept.cities, '{}') AS allocations,
            coalesce(joined.total, 0) AS joined, coalesce(joined.cities, '{}') AS "joinedByCity"
     FROM slots slot
     JOIN sessions session ON session.id = slot.session_id
     LEFT JOIN LATERAL (
       SELECT jsonb_object_agg(city, jsonb_build_object('reserved', reserved, 'taken', taken)) AS cities
       FROM slot_allocations WHERE slot_id = slot.id
     ) kept ON true
     LEFT JOIN LATERAL (
       SELECT sum(size)::int AS total, jsonb_object_agg(city, size) AS cities
       FROM (
         SELECT coalesce(city, 'elsewhere') AS city, sum(group_size)::int AS size
         FROM seats seat WHERE seat.slot_id = slot.id AND ${HAS_COME} GROUP BY 1
       ) by_city
     ) joined ON true
     WHERE slot.id = ANY ($1)`,
    [ids],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** Slot → sizes of the seats whose people have checked in; slots without any are left out. */
export async function countJoined(
  manager: EntityManager,
  slotIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await manager.query<{ id: string; joined: number }[]>(
    `SELECT slot_id AS id, sum(group_size)::int AS joined
     FROM seats seat WHERE slot_id = ANY ($1) AND ${HAS_COME} GROUP BY slot_id`,
    [slotIds],
  );
  return new Map(rows.map(({ id, joined }) => [id, joined]));
}
