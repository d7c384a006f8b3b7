import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who reads in which zone, and what is planned for each (session, rule, zone): DESIGN section 11. */
export class Reminders1700000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One row per seat, not a counter: facts that come twice or out of order do no harm.
      CREATE TABLE presences (
        seat_id    text PRIMARY KEY,
        session_id text NOT NULL REFERENCES session_copies,
        zone       text NOT NULL,
        active     boolean NOT NULL,
        -- Of the fact that said so; the id (UUID version 7) orders facts of one instant.
        fact_time  timestamptz NOT NULL,
        fact_id    uuid NOT NULL
      );
      CREATE INDEX presences_of_session ON presences (session_id, zone) WHERE active;

      CREATE TABLE reminders (
        id           uuid PRIMARY KEY,
        session_id   text NOT NULL REFERENCES session_copies,
        rule         text NOT NULL,
        zone         text NOT NULL,
        due_at       timestamptz NOT NULL,
        -- Counts plannings: a job of an older generation wakes nobody.
        generation   integer NOT NULL,
        state        text NOT NULL CHECK (state IN ('planned', 'firing', 'fired', 'skipped', 'cancelled')),
        time_version integer NOT NULL,
        why          text,
        fired_at     timestamptz,
        UNIQUE (session_id, rule, zone)
      );
      CREATE INDEX reminders_planned ON reminders (due_at) WHERE state = 'planned';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE reminders, presences');
  }
}
