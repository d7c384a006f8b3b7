import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is to be told to many (dispatches) and to each (deliveries). Leases and tries run by the real clock: one that is
 * moved forward in a demo must not hand a mail that is being sent to a second sender. No addresses are stored.
 */
export class Deliveries1700000003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE dispatches (
        id           uuid PRIMARY KEY,
        notice       text NOT NULL,
        session_id   text NOT NULL REFERENCES session_copies,
        reminder_id  uuid REFERENCES reminders,
        generation   integer,
        rule         text,
        zone         text,
        seat_before  timestamptz,
        time_version integer NOT NULL,
        state        text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done')),
        -- Cursor of the last page of recipients whose deliveries are written.
        after        text,
        attempts     integer NOT NULL DEFAULT 0,
        next_try_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
        lease_until  timestamptz,
        created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
        UNIQUE NULLS NOT DISTINCT (session_id, notice, time_version, rule, zone)
      );
      CREATE INDEX dispatches_open ON dispatches (next_try_at) WHERE state = 'open';

      CREATE TABLE deliveries (
        id           uuid PRIMARY KEY,
        notice       text NOT NULL,
        person_id    text NOT NULL,
        session_id   text REFERENCES session_copies,
        rule         text,
        zone         text,
        time_version integer,
        -- What may be told again to the same person about the same session: the fact about a seat, the sign-in.
        occasion     text,
        state        text NOT NULL DEFAULT 'pending'
                     CHECK (state IN ('pending', 'sending', 'sent', 'unknown', 'failed', 'suppressed')),
        attempts     integer NOT NULL DEFAULT 0,
        -- Null: not to be tried (again).
        next_try_at  timestamptz DEFAULT clock_timestamp(),
        claim        uuid,
        lease_until  timestamptz,
        -- How often the whole message was given and no answer came.
        lost_answers integer NOT NULL DEFAULT 0,
        why          text,
        created_at   timestamptz NOT NULL DEFAULT clock_now(),
        sent_at      timestamptz,
        UNIQUE NULLS NOT DISTINCT (person_id, session_id, notice, rule, time_version, occasion)
      );
      CREATE INDEX deliveries_due ON deliveries (next_try_at) WHERE state IN ('pending', 'unknown');
      CREATE INDEX deliveries_sending ON deliveries (lease_until) WHERE state = 'sending';
      CREATE INDEX deliveries_of_reminders ON deliveries (session_id, rule, zone) WHERE notice = 'reminder';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE deliveries, dispatches');
  }
}
