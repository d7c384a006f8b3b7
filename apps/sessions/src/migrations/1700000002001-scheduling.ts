import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Places, speakers and sessions of an event. */
export class Scheduling1700000002001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE places (
        id       text PRIMARY KEY,
        event_id text NOT NULL REFERENCES events,
        slug     text NOT NULL,
        name     text NOT NULL,
        city     text NOT NULL,
        capacity integer CHECK (capacity > 0),
        UNIQUE (event_id, slug)
      );

      CREATE TABLE speakers (
        id       text PRIMARY KEY,
        event_id text NOT NULL REFERENCES events,
        slug     text NOT NULL,
        name     text NOT NULL,
        city     text,
        UNIQUE (event_id, slug)
      );

      CREATE TABLE sessions (
        id               text PRIMARY KEY,
        event_id         text NOT NULL REFERENCES events,
        programme_id     text NOT NULL,
        slug             text NOT NULL,
        title            jsonb NOT NULL,
        format           text NOT NULL,
        purpose          text NOT NULL,
        languages        text[] NOT NULL,
        place_id         text REFERENCES places,
        parts            jsonb NOT NULL,
        status           text NOT NULL CHECK (status IN ('draft', 'scheduled', 'cancelled')),
        version          integer NOT NULL,
        sequence         integer NOT NULL,
        time_version     integer NOT NULL,
        release          integer,
        -- The wall time and its zone are the truth; the rest is what tzdb start_tzdb makes of them (DESIGN section 7).
        start_local      text,
        start_zone       text,
        start_offset     text,
        starts_at        timestamptz,
        start_tzdb       text,
        duration_minutes integer NOT NULL CHECK (duration_minutes BETWEEN 1 AND 1440),
        placing_window   jsonb,
        relations        jsonb NOT NULL,
        UNIQUE (event_id, slug),
        CHECK (num_nulls(start_local, start_zone, start_offset, starts_at, start_tzdb) IN (0, 5)),
        CHECK (status <> 'scheduled' OR (starts_at IS NOT NULL AND release IS NOT NULL)),
        CHECK (status <> 'draft' OR release IS NULL)
      );
      CREATE INDEX sessions_by_start ON sessions (coalesce(starts_at, 'infinity'), id);
      CREATE INDEX sessions_by_event ON sessions (event_id, coalesce(starts_at, 'infinity'), id);
      CREATE INDEX sessions_by_programme ON sessions (programme_id, coalesce(starts_at, 'infinity'), id);

      CREATE TABLE session_speakers (
        session_id text NOT NULL REFERENCES sessions,
        speaker_id text NOT NULL REFERENCES speakers,
        position   integer NOT NULL,
        status     text NOT NULL CHECK (status IN ('invited', 'confirmed', 'declined')),
        PRIMARY KEY (session_id, speaker_id)
      );
      CREATE INDEX session_speakers_by_speaker ON session_speakers (speaker_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE session_speakers, sessions, speakers, places');
  }
}
