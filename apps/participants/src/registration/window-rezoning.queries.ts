import type { ZonedTime } from '#contracts';
import type { EntityManager } from 'typeorm';

/** A wall time that is still to come: what is past stays as it was. */
const TO_COME = (column: 'opens' | 'closes') => `(slot.${column} ->> 'instant')::timestamptz > clock_now()`;

/** A slot's window as it is stored. */
export interface StoredWindow {
  readonly id: string;
  readonly opens: ZonedTime | null;
  readonly closes: ZonedTime | null;
  readonly opensToCome: boolean;
  readonly closesToCome: boolean;
}

/** The tzdb versions by which times to come of registration windows are stored. */
export async function storedVersions(manager: EntityManager): Promise<string[]> {
  const rows = await manager.query<{ tzdb: string }[]>(
    `SELECT slot.opens ->> 'tzdb' AS tzdb FROM slots slot WHERE slot.opens IS NOT NULL AND ${TO_COME('opens')}
     UNION
     SELECT slot.closes ->> 'tzdb' FROM slots slot WHERE slot.closes IS NOT NULL AND ${TO_COME('closes')}`,
  );
  return rows.map(({ tzdb }) => tzdb);
}

/** So many slots with a time to come by these versions, locked until the transaction ends, in the order of their ids. */
export function lockWindows(
  manager: EntityManager,
  versions: readonly string[],
  limit: number,
): Promise<StoredWindow[]> {
  return manager.query(
    `SELECT id, opens, closes, coalesce(${TO_COME('opens')}, false) AS "opensToCome",
            coalesce(${TO_COME('closes')}, false) AS "closesToCome"
     FROM slots slot
     WHERE (slot.opens IS NOT NULL OR slot.closes IS NOT NULL)
       AND ((slot.opens ->> 'tzdb' = ANY ($1) AND ${TO_COME('opens')})
            OR (slot.closes ->> 'tzdb' = ANY ($1) AND ${TO_COME('closes')}))
     ORDER BY id LIMIT $2 FOR UPDATE`,
    [versions, limit],
  );
}

/** Keeps windows as they were read; one that has moved is a change of its slot's settings. */
export async function saveWindows(
  manager: EntityManager,
  windows: readonly { id: string; opens: ZonedTime | null; closes: ZonedTime | null; isMoved: boolean }[],
): Promise<void> {
  await manager.query(
    `UPDATE slots SET opens = nullif(new.opens, 'null'), closes = nullif(new.closes, 'null'),
                      version = version + new."isMoved"::int
     FROM jsonb_to_recordset($1) AS new (id text, opens jsonb, closes jsonb, "isMoved" boolean)
     WHERE slots.id = new.id`,
    [JSON.stringify(windows)],
  );
}
