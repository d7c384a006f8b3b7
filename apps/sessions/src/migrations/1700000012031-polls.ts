import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Polls: cities say which of a few starts suit them. */
export class Polls1700000012031 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE polls (
        id           text PRIMARY KEY,
        session_id   text NOT NULL REFERENCES sessions,
        event_id     text NOT NULL REFERENCES events,
        programme_id text NOT NULL,
        status       text NOT NULL CHECK (status IN ('open', 'closed', 'picked', 'withdrawn')),
        version      integer NOT NULL,
        opened_at    timestamptz NOT NULL,
        respond_by   timestamptz NOT NULL,
        note         text,
        -- Starts by their numbers, in order from 1.
        candidates   jsonb NOT NULL CHECK (jsonb_array_length(candidates) BETWEEN 2 AND 5),
        -- Cities that were required when it was opened.
        cities       text[] NOT NULL CHECK (cardinality(cities) > 0),
        picked       integer,
        CHECK ((status = 'picked') = (picked IS NOT NULL)),
        CHECK (picked BETWEEN 1 AND jsonb_array_length(candidates))
      );
      CREATE UNIQUE INDEX polls_open ON polls (session_id) WHERE status = 'open';
      CREATE INDEX polls_by_session ON polls (session_id, opened_at);
      CREATE INDEX polls_due ON polls (respond_by) WHERE status = 'open';

      CREATE TABLE poll_answers (
        poll_id   text NOT NULL REFERENCES polls,
        city      text NOT NULL,
        candidate integer NOT NULL,
        answer    text NOT NULL CHECK (answer IN ('good', 'possible', 'cannot')),
        note      text,
        at        timestamptz NOT NULL,
        via       text NOT NULL CHECK (via IN ('api', 'link')),
        -- Who is known to have said it; null for a link that was made out to nobody.
        person_id text,
        PRIMARY KEY (poll_id, city, candidate)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE poll_answers, polls');
  }
}
