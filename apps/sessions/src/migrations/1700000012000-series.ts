import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sessions that repeat. Occurrences are ordinary sessions that name their series. */
export class Series1700000012000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE series (
        id               text PRIMARY KEY,
        event_id         text NOT NULL REFERENCES events,
        programme_id     text NOT NULL,
        status           text NOT NULL CHECK (status IN ('active', 'cancelled')),
        version          integer NOT NULL,
        title            jsonb NOT NULL,
        duration_minutes integer NOT NULL CHECK (duration_minutes BETWEEN 1 AND 1440),
        -- The wall time of the rule's first occurrence (DTSTART) and what holds for all of them.
        start            jsonb NOT NULL,
        rule             text NOT NULL,
        exclude          text[] NOT NULL,
        include          text[] NOT NULL,
        on_gap           text CHECK (on_gap IN ('earlier', 'later', 'skip')),
        skipped          text[] NOT NULL,
        without_effect   text[] NOT NULL,
        -- What an occurrence begins with: format, purpose, languages, parts, place, speakers.
        template         jsonb NOT NULL,
        slug             text NOT NULL,
        -- Numbers in the slugs of occurrences are never given twice.
        last_number      integer NOT NULL
      );
      CREATE INDEX series_by_event ON series (event_id, id);

      ALTER TABLE sessions
        ADD COLUMN series_id text REFERENCES series,
        -- The wall time that the rule gives it, whatever its start is now.
        ADD COLUMN occurrence text,
        ADD COLUMN series_exceptions text[] NOT NULL DEFAULT '{}',
        ADD CHECK (num_nulls(series_id, occurrence) IN (0, 2));
      CREATE UNIQUE INDEX sessions_by_occurrence ON sessions (series_id, occurrence)
        WHERE status <> 'cancelled';
      CREATE INDEX sessions_by_series ON sessions (series_id) WHERE series_id IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE sessions DROP COLUMN series_id, DROP COLUMN occurrence, DROP COLUMN series_exceptions;
      DROP TABLE series;
    `);
  }
}
