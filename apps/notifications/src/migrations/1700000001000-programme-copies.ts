import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What this service knows of programmes, events, cities and sessions, from their facts. */
export class ProgrammeCopies1700000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Programmes and sessions are locked as parents before their fact has come: then only the id is known.
      CREATE TABLE programme_copies (
        id             text PRIMARY KEY,
        title          jsonb NOT NULL DEFAULT '""',
        reminder_rules text[] NOT NULL DEFAULT '{}',
        version        integer NOT NULL DEFAULT 0
      );

      CREATE TABLE event_copies (
        id        text PRIMARY KEY,
        title     jsonb NOT NULL,
        host_city text NOT NULL,
        version   integer NOT NULL
      );

      CREATE TABLE city_copies (
        slug    text PRIMARY KEY,
        name    text NOT NULL,
        zone    text NOT NULL,
        version integer NOT NULL
      );

      CREATE TABLE session_copies (
        id               text PRIMARY KEY,
        programme_id     text REFERENCES programme_copies,
        event_id         text,
        title            jsonb NOT NULL DEFAULT '""',
        status           text NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'scheduled', 'cancelled')),
        start            jsonb,
        duration_minutes integer NOT NULL DEFAULT 0,
        place_name       text,
        own_city         text,
        sequence         integer NOT NULL DEFAULT 0,
        time_version     integer NOT NULL DEFAULT 0,
        version          integer NOT NULL DEFAULT 0
      );
      CREATE INDEX session_copies_of_programme ON session_copies (programme_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE session_copies, city_copies, event_copies, programme_copies');
  }
}
