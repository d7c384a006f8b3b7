import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How sessions go on their day, where they meet, and where they can be seen afterwards. */
export class DayOf1700000012020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE sessions
        ADD COLUMN live          jsonb,
        ADD COLUMN recording_url text,
        ADD COLUMN meeting_url   text,
        ADD COLUMN backup_url    text,
        -- The start that was agreed, once a delay of it was announced.
        ADD COLUMN agreed_start  jsonb,
        -- Of its own where no address is set; 122 random bits, so that nobody finds it by trying.
        ADD COLUMN meeting_room  text NOT NULL DEFAULT replace(gen_random_uuid()::text, '-', '');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE sessions
        DROP COLUMN live, DROP COLUMN recording_url, DROP COLUMN meeting_url, DROP COLUMN backup_url,
        DROP COLUMN agreed_start, DROP COLUMN meeting_room;
    `);
  }
}
