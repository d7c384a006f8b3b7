import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What conflicts are held against: when places and speakers can, how many a meeting takes, why a burden is borne. */
export class Conflicts1700000012011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Wall times on the clocks of the place's or speaker's city; null: at any time.
      ALTER TABLE places ADD COLUMN availability jsonb;
      ALTER TABLE speakers ADD COLUMN availability jsonb;
      ALTER TABLE sessions ADD COLUMN burden_reason text,
                           ADD COLUMN meeting_capacity integer CHECK (meeting_capacity > 0);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE sessions DROP COLUMN burden_reason, DROP COLUMN meeting_capacity;
      ALTER TABLE speakers DROP COLUMN availability;
      ALTER TABLE places DROP COLUMN availability;
    `);
  }
}
