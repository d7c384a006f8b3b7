import type { DataSource, EntityManager } from 'typeorm';

export interface ClaimedImport {
  readonly id: string;
  readonly traceparent: string;
  readonly tries: number;
}

/** While one process works on an import, others leave it alone; a crash gives it back after this long. */
const LEASE = '60 seconds';

/** Records that the slots of an import are to be made. */
export async function wantImport(manager: EntityManager, id: string, traceparent: string): Promise<void> {
  await manager.query(
    `INSERT INTO wanted_imports (id, traceparent) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING`,
    [id, traceparent],
  );
}

/** Takes the import that is due longest, for this process alone; undefined when there is none. */
export async function claimImport(dataSource: DataSource): Promise<ClaimedImport | undefined> {
  const [rows] = await dataSource.query<[ClaimedImport[], number]>(
    `UPDATE wanted_imports SET tries = tries + 1, due_at = clock_timestamp() + interval '${LEASE}'
     WHERE id = (SELECT id FROM wanted_imports WHERE done_at IS NULL AND due_at <= clock_timestamp()
                 ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING id, traceparent, tries`,
  );
  return rows[0];
}

/** Tries again after so many milliseconds. */
export async function postponeImport(dataSource: DataSource, id: string, ms: number): Promise<void> {
  await dataSource.query(
    `UPDATE wanted_imports SET due_at = clock_timestamp() + $2 * interval '1 millisecond'
     WHERE id = $1 AND done_at IS NULL`,
    [id, ms],
  );
}

/** Marks an import as done; false when it was already, so that of two processes only one has an effect. */
export async function finishImport(manager: EntityManager, id: string): Promise<boolean> {
  const [, count] = await manager.query<[unknown[], number]>(
    `UPDATE wanted_imports SET done_at = clock_timestamp() WHERE id = $1 AND done_at IS NULL`,
    [id],
  );
  return count > 0;
}
