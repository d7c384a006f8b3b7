import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Imports1700000004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE imports (
        id           uuid PRIMARY KEY,
        programme_id uuid NOT NULL REFERENCES programmes,
        started_by   text NOT NULL,
        started_at   timestamptz NOT NULL,
        release      boolean NOT NULL,
        file         jsonb NOT NULL,
        status       text NOT NULL CHECK (status IN ('applying', 'ready', 'failed')),
        applied      jsonb NOT NULL,
        error        text,
        CHECK ((status = 'failed') = (error IS NOT NULL))
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE imports');
  }
}
