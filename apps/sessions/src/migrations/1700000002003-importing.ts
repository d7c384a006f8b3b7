import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Imports that have started and wait for this service's part of the file to be applied. */
export class Importing1700000002003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE import_work (
        import_id   text PRIMARY KEY,
        traceparent text NOT NULL,
        tries       integer NOT NULL DEFAULT 0,
        due_at      timestamptz NOT NULL,
        last_error  text
      );
      CREATE INDEX import_work_due ON import_work (due_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE import_work');
  }
}
