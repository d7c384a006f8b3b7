import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The switch that stops mail, and what it takes to show organizers and admins what becomes of it. */
export class MailPause1700000014030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One row: while it has a time, no mail is taken up.
      CREATE TABLE mail_pause (
        only_row  boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        paused_at timestamptz
      );
      INSERT INTO mail_pause DEFAULT VALUES;

      CREATE INDEX deliveries_of_session ON deliveries (session_id, id);
      -- Rows come in order of time: a few pages per range tell which are of the last day.
      CREATE INDEX deliveries_by_creation ON deliveries USING brin (created_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX deliveries_of_session, deliveries_by_creation; DROP TABLE mail_pause');
  }
}
