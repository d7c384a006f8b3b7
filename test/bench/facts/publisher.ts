import type { FactDefinition } from '#contracts';

/** What the sides of the bench have in common. */
export interface Publisher {
  /** Commits one change and its fact; resolves with the moment of the commit (performance.now()). */
  publish(key: string): Promise<number>;
  /**
   * Commits `size` facts at once and waits until all of them are marked as published.
   * @returns facts per second, from the commit to the last mark, by Postgres's clock
   */
  drain(size: number): Promise<number>;
  /** Own SQL on its database. */
  sql<T>(query: string, parameters?: unknown[]): Promise<T[]>;
}

/** Facts per second of the newest `size` rows of an outbox; undefined while one of them is not published. */
export async function drained(publisher: Pick<Publisher, 'sql'>, fact: FactDefinition, size: number) {
  const [row] = await publisher.sql<{ open: boolean; seconds: string }>(
    `SELECT bool_or(published_at IS NULL) AS open,
            extract(epoch FROM max(published_at) - max(created_at)) AS seconds
     FROM (SELECT published_at, created_at FROM outbox WHERE subject = $1 ORDER BY position DESC LIMIT $2) AS backlog`,
    [fact.subject, size],
  );
  return row!.open ? undefined : size / Number(row!.seconds);
}
