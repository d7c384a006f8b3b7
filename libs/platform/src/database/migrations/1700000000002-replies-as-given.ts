import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The same key gets the same bytes (DESIGN 6.8): jsonb would give a reply's keys back in an order of its own. */
export class RepliesAsGiven1700000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE idempotency ALTER COLUMN reply TYPE json');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE idempotency ALTER COLUMN reply TYPE jsonb');
  }
}
