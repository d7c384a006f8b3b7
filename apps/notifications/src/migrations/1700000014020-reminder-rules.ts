import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rules of events and sessions, whom they are for, what people want for themselves, and what one mail reminds of. */
export class ReminderRules1700000014020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE reminder_rules (
        scope text NOT NULL CHECK (scope IN ('event', 'session')),
        id    text NOT NULL,
        rules jsonb NOT NULL,
        PRIMARY KEY (scope, id)
      );

      CREATE TABLE preferences (
        person_id text PRIMARY KEY,
        off       text[] NOT NULL DEFAULT '{}',
        reminders text[] NOT NULL DEFAULT '{}'
      );

      -- Null: from before people were noted; such a seat is reminded of by itself, not with others.
      ALTER TABLE presences ADD person_id text, ADD status text;
      CREATE INDEX presences_of_person ON presences (person_id) WHERE active;

      ALTER TABLE reminders ADD audience text NOT NULL DEFAULT 'participants'
        CHECK (audience IN ('participants', 'own', 'waiting'));
      ALTER TABLE reminders DROP CONSTRAINT reminders_session_id_rule_zone_key;
      ALTER TABLE reminders ADD UNIQUE (session_id, rule, zone, audience);

      ALTER TABLE dispatches ADD audience text NOT NULL DEFAULT 'participants';
      ALTER TABLE dispatches DROP CONSTRAINT dispatches_once;
      ALTER TABLE dispatches ADD CONSTRAINT dispatches_once
        UNIQUE NULLS NOT DISTINCT (session_id, matter_id, notice, time_version, rule, zone, audience, occasion);

      -- Of the reminder that it is a part of.
      ALTER TABLE deliveries ADD audience text NOT NULL DEFAULT 'participants';

      -- Which reminder mail tells a person of which session; one mail may tell of several.
      CREATE TABLE reminded (
        person_id    text NOT NULL,
        session_id   text NOT NULL REFERENCES session_copies,
        rule         text NOT NULL,
        time_version integer NOT NULL,
        delivery_id  uuid NOT NULL REFERENCES deliveries ON DELETE CASCADE,
        PRIMARY KEY (person_id, session_id, rule, time_version)
      );
      CREATE INDEX reminded_by_delivery ON reminded (delivery_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE reminded, preferences, reminder_rules;
      ALTER TABLE presences DROP person_id, DROP status;
      ALTER TABLE reminders DROP audience, ADD UNIQUE (session_id, rule, zone);
      ALTER TABLE deliveries DROP audience;
      ALTER TABLE dispatches DROP CONSTRAINT dispatches_once, DROP audience,
        ADD CONSTRAINT dispatches_once
          UNIQUE NULLS NOT DISTINCT (session_id, matter_id, notice, time_version, rule, zone, occasion);
    `);
  }
}
