import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What mails say of a session beyond its time: what it was before, how it goes on its day, its recording. */
export class DayOfCopies1700000014000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE session_copies
        -- The instant before the last change of it.
        ADD previous_start timestamptz,
        ADD live jsonb,
        ADD recording_url text;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE session_copies DROP previous_start, DROP live, DROP recording_url`);
  }
}
