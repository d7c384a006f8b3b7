import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a release says of each session it changes, so that every published schedule stays readable. Only the changed ones:
 * a schedule is the latest of each session up to its number.
 */
export class ReleasedSessions1700000012022 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE released_sessions (
        event_id   text NOT NULL,
        number     integer NOT NULL,
        session_id text NOT NULL,
        session    jsonb NOT NULL,
        PRIMARY KEY (event_id, session_id, number),
        FOREIGN KEY (event_id, number) REFERENCES releases
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE released_sessions');
  }
}
