import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The delay that a mail tells of, which may go out when the day has gone on already. */
export class Delays1700000017020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE session_copies ADD delay jsonb;
      UPDATE session_copies
      SET delay = jsonb_build_object('minutes', live -> 'delayMinutes', 'reason', live -> 'message')
      WHERE live ->> 'state' = 'delayed' AND live ? 'delayMinutes';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE session_copies DROP delay');
  }
}
