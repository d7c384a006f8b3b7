import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What this service keeps of cities and sessions, as their owners' state facts tell it. */
export class Programme1700000003002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE cities (
        slug    text PRIMARY KEY,
        zone    text NOT NULL,
        version integer NOT NULL
      );

      CREATE TABLE sessions (
        id               text PRIMARY KEY,
        programme_id     text NOT NULL,
        event_id         text NOT NULL,
        slug             text NOT NULL,
        own_city         text NOT NULL,
        status           text NOT NULL,
        is_released      boolean NOT NULL,
        starts_at        timestamptz,
        zone             text,
        duration_minutes integer NOT NULL,
        version          integer NOT NULL
      );
      CREATE INDEX sessions_of_event ON sessions (event_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE sessions, cities`);
  }
}
