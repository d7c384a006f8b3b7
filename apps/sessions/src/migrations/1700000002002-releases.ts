import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Published versions of an event's schedule, numbered from 1 within the event. */
export class Releases1700000002002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE releases (
        event_id text NOT NULL REFERENCES events,
        number   integer NOT NULL CHECK (number > 0),
        at       timestamptz NOT NULL,
        changes  jsonb NOT NULL,
        PRIMARY KEY (event_id, number)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE releases');
  }
}
