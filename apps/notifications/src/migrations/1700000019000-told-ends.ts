import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which end each mail named beside the start: a session that takes longer, or less long, is news as much as one that moves. */
export class ToldEnds1700000019000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE deliveries ADD told_end timestamptz;
      ALTER TABLE session_copies ADD previous_end timestamptz;

      -- What is known of older mails and moves is the start. Durations hardly ever changed: nobody was told when they did.
      UPDATE deliveries SET told_end = told_start + session.duration_minutes * interval '1 minute'
      FROM session_copies session
      WHERE session.id = deliveries.session_id AND told_start IS NOT NULL
        AND (session.start->>'instant')::timestamptz > clock_now() - interval '1 day';
      UPDATE session_copies SET previous_end = previous_start + duration_minutes * interval '1 minute';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE deliveries DROP told_end;
      ALTER TABLE session_copies DROP previous_end;
    `);
  }
}
