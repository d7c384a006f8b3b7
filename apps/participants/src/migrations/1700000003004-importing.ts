import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Imports whose slots are still to be made: recorded by the consumer, done by a worker that may ask other services. */
export class Importing1700000003004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE wanted_imports (
        id          text PRIMARY KEY,
        -- W3C Trace Context of the request that started the import.
        traceparent text NOT NULL,
        tries       integer NOT NULL DEFAULT 0,
        -- Not to be tried before: a lease while a worker has it, then a backoff. Real time, not the movable clock's.
        due_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
        done_at     timestamptz
      );
      CREATE INDEX wanted_imports_open ON wanted_imports (due_at) WHERE done_at IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE wanted_imports`);
  }
}
