import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Mails about more than sessions: about an event, a change proposal, a question of times, a series, a day or a programme;
 * to the people behind roles; and some at a time of their own.
 */
export class Matters1700000014001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE event_copies
        ADD programme_id text,
        ADD starts_on text,
        ADD ends_on text,
        ADD partners jsonb NOT NULL DEFAULT '[]';

      -- Change proposals, questions of times and warnings as sessions last published them.
      CREATE TABLE matter_copies (
        kind         text NOT NULL,
        id           text NOT NULL,
        programme_id text NOT NULL,
        version      integer NOT NULL,
        data         jsonb NOT NULL,
        PRIMARY KEY (kind, id)
      );

      ALTER TABLE dispatches
        ALTER session_id DROP NOT NULL,
        ALTER time_version DROP NOT NULL,
        -- What it is about when it is about no session: an event's id, a proposal's, ….
        ADD matter_id text,
        -- Who it goes to: the programme's organizers, or the liaisons of these cities.
        ADD role text CHECK (role IN ('organizer', 'liaison')),
        ADD programme_id text,
        -- For organizers the city that it is about, if it is about one.
        ADD cities text[],
        -- What makes it another one than the last of its kind.
        ADD occasion text,
        -- By clock_now(): not before. next_try_at goes by the real clock.
        ADD due_at timestamptz,
        DROP CONSTRAINT dispatches_session_id_notice_time_version_rule_zone_key,
        ADD CONSTRAINT dispatches_once
          UNIQUE NULLS NOT DISTINCT (session_id, matter_id, notice, time_version, rule, zone, occasion);

      ALTER TABLE deliveries
        ADD matter_id text,
        ADD role text CHECK (role IN ('organizer', 'liaison')),
        -- That a liaison speaks for, or that organizers are told of.
        ADD city text,
        ADD due_at timestamptz;

      -- What organizers read of in the morning: counted per quarter of an hour, by what it is about.
      CREATE TABLE tallies (
        programme_id text NOT NULL,
        quarter      timestamptz NOT NULL,
        kind         text NOT NULL,
        about        text NOT NULL,
        detail       text NOT NULL DEFAULT '',
        count        integer NOT NULL,
        PRIMARY KEY (programme_id, quarter, kind, about, detail)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE tallies;
      DELETE FROM deliveries WHERE matter_id IS NOT NULL;
      ALTER TABLE deliveries DROP matter_id, DROP role, DROP city, DROP due_at;
      DELETE FROM dispatches WHERE session_id IS NULL OR occasion IS NOT NULL;
      ALTER TABLE dispatches
        DROP CONSTRAINT dispatches_once,
        DROP matter_id, DROP role, DROP programme_id, DROP cities, DROP occasion, DROP due_at,
        ALTER session_id SET NOT NULL,
        ALTER time_version SET NOT NULL,
        ADD UNIQUE NULLS NOT DISTINCT (session_id, notice, time_version, rule, zone);
      DROP TABLE matter_copies;
      ALTER TABLE event_copies DROP programme_id, DROP starts_on, DROP ends_on, DROP partners;
    `);
  }
}
