import type { Tx } from '#platform';
import { MoreThan, type EntityManager } from 'typeorm';
import { ACTIVE, type SeatCause, type SeatStatus } from '../seats/seats.rules.js';
import { Block } from './block.entity.js';

/** A block for which names may still come; null when it is too late for them. */
export function findOpenBlock({ manager }: Tx, id: string, now: Date): Promise<Block | null> {
  return manager.findOneBy(Block, { id, namesUntil: MoreThan(now) });
}

/** No more names may come from now on: places without one have expired, and whoever catches up with the slot ends them. */
export async function endTimeForNames({ manager }: Tx, id: string, now: Date): Promise<void> {
  await manager.query(`UPDATE seat_blocks SET names_until = $2 WHERE id = $1 AND names_until > $2`, [
    id,
    now,
  ]);
  await manager.query(
    `UPDATE seats SET expires_at = $2 WHERE block_id = $1 AND status = 'held' AND expires_at > $2`,
    [id, now],
  );
}

/** Places of a slot that are kept for a city now, with or without a name. */
export async function countPlaces({ manager }: Tx, slotId: string, city: string): Promise<number> {
  const [row] = await manager.query<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM seats seat JOIN seat_blocks block ON block.id = seat.block_id
     WHERE block.slot_id = $1 AND block.city = $2 AND seat.status = ANY($3)`,
    [slotId, city, ACTIVE],
  );
  return row!.count;
}

/** A block with how many of its places are named, and kept without a name. */
export interface CountedBlock extends Block {
  readonly named: number;
  readonly free: number;
}

const COUNTED_BLOCK = `
  SELECT block.id, block.slot_id AS "slotId", block.city, block.size, block.names_until AS "namesUntil",
         block.made_by AS "madeBy", block.created_at AS "createdAt",
         (count(seat.id) FILTER (WHERE seat.person_id IS NOT NULL))::int AS named,
         (count(seat.id) FILTER (WHERE seat.person_id IS NULL))::int AS free
  FROM seat_blocks block LEFT JOIN seats seat
    ON seat.block_id = block.id AND seat.status IN ('held', 'confirmed', 'waiting', 'offered')`;

export async function findBlock(manager: EntityManager, id: string): Promise<CountedBlock | undefined> {
  const [block] = await manager.query<CountedBlock[]>(
    `${COUNTED_BLOCK} WHERE block.id = $1 GROUP BY block.id`,
    [id],
  );
  return block;
}

/**
 * Blocks of a slot, or of a programme's slots, oldest first.
 * @param wanted.cities null: of all
 */
export function pageBlocks(
  manager: EntityManager,
  wanted: { slotId: string | null; programmeId: string | null; cities: readonly string[] | null },
  after: string | undefined,
  limit: number,
): Promise<CountedBlock[]> {
  return manager.query(
    `${COUNTED_BLOCK}
     WHERE ($1::text IS NULL OR block.slot_id = $1) AND ($2::text[] IS NULL OR block.city = ANY($2)) AND block.id > $3
       AND ($4::text IS NULL OR block.slot_id IN (
         SELECT slot.id FROM slots slot JOIN sessions session ON session.id = slot.session_id
         WHERE session.programme_id = $4))
     GROUP BY block.id ORDER BY block.id LIMIT $5`,
    [wanted.slotId, wanted.cities, after ?? '', wanted.programmeId, limit],
  );
}

/** A place of a block that is kept, with or without a name. */
export interface KeptPlace {
  readonly place: number;
  readonly seatId: string;
  readonly participantId: string | null;
  readonly name: string | null;
}

export function findPlaces(manager: EntityManager, blockId: string): Promise<KeptPlace[]> {
  return manager.query(
    `SELECT seat.block_place AS place, seat.id AS "seatId", seat.person_id AS "participantId", person.name
     FROM seats seat LEFT JOIN persons person ON person.id = seat.person_id
     WHERE seat.block_id = $1 AND seat.status = ANY($2)`,
    [blockId, ACTIVE],
  );
}

/** What the seat log says of a place. */
export interface PlaceLogEntry {
  readonly at: Date;
  readonly place: number;
  readonly to: SeatStatus;
  readonly cause: SeatCause;
  readonly participantId: string | null;
}

/** The last of what happened to the places of a block after it was made, oldest first; of a change of names, the new name. */
export async function findPlaceLog(
  manager: EntityManager,
  blockId: string,
  limit: number,
): Promise<PlaceLogEntry[]> {
  const rows = await manager.query<PlaceLogEntry[]>(
    `SELECT log.at, seat.block_place AS place, log.to_status AS "to", log.cause, log.person_id AS "participantId"
     FROM seats seat JOIN seat_log log ON log.seat_id = seat.id
     WHERE seat.block_id = $1 AND log.cause <> 'blocked'
       AND NOT (log.to_status = 'cancelled' AND log.cause IN ('named', 'substituted'))
     ORDER BY log.id DESC LIMIT $2`,
    [blockId, limit],
  );
  return rows.reverse();
}
