import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who waits where, and who has reminders of their own, without a look at all who have a seat. */
export class Readers1700000014021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX presences_waiting ON presences (session_id, zone) WHERE active AND status = 'waiting';
      CREATE INDEX preferences_with_reminders ON preferences (person_id) WHERE reminders <> '{}';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX presences_waiting, preferences_with_reminders');
  }
}
