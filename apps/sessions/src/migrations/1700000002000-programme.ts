import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Copies of what the events service owns, as far as a schedule needs it; ids are the owner's and opaque. */
export class Programme1700000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE cities (
        slug    text PRIMARY KEY,
        zone    text NOT NULL,
        comfort jsonb,
        version integer NOT NULL
      );

      CREATE TABLE programmes (
        id      text PRIMARY KEY,
        cities  text[] NOT NULL,
        version integer NOT NULL
      );

      -- Also the lock of the event's schedule: whoever changes a session holds its event's row.
      CREATE TABLE events (
        id           text PRIMARY KEY,
        programme_id text NOT NULL,
        host_city    text NOT NULL,
        status       text NOT NULL,
        partners     jsonb NOT NULL,
        version      integer NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE events, programmes, cities');
  }
}
