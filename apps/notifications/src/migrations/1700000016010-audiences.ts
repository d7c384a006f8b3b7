import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reminders for people who do more in a session than sit in it: who they are, where they read, which sessions are theirs. */
export class Audiences1700000016010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Roles as participants last published them. A speaker's id is the speaker's.
      CREATE TABLE role_copies (
        id           text PRIMARY KEY,
        person_id    text NOT NULL,
        role         text NOT NULL,
        programme_id text NOT NULL,
        city         text,
        zone         text NOT NULL,
        version      integer NOT NULL
      );
      CREATE INDEX role_copies_of_programme ON role_copies (programme_id, role, city);
      CREATE INDEX role_copies_of_person ON role_copies (person_id);

      ALTER TABLE session_copies
        ADD speakers text[] NOT NULL DEFAULT '{}',
        -- Those with a part in it.
        ADD cities text[] NOT NULL DEFAULT '{}';
      CREATE INDEX session_copies_by_speaker ON session_copies USING gin (speakers);

      ALTER TABLE presences ADD is_delegate boolean NOT NULL DEFAULT false;
      CREATE INDEX presences_of_delegates ON presences (session_id, zone) WHERE active AND is_delegate;

      ALTER TABLE reminders DROP CONSTRAINT reminders_audience_check, ADD CONSTRAINT reminders_audience_check
        CHECK (audience IN ('participants', 'own', 'waiting', 'delegates', 'speakers', 'liaisons', 'organizers'));
      ALTER TABLE reminder_rules DROP CONSTRAINT reminder_rules_scope_check, ADD CONSTRAINT reminder_rules_scope_check
        CHECK (scope IN ('programme', 'event', 'session'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM reminder_rules WHERE scope = 'programme';
      ALTER TABLE reminder_rules DROP CONSTRAINT reminder_rules_scope_check, ADD CONSTRAINT reminder_rules_scope_check
        CHECK (scope IN ('event', 'session'));
      UPDATE dispatches SET reminder_id = NULL, state = 'done' WHERE reminder_id IN (
        SELECT id FROM reminders WHERE audience NOT IN ('participants', 'own', 'waiting')
      );
      DELETE FROM reminders WHERE audience NOT IN ('participants', 'own', 'waiting');
      ALTER TABLE reminders DROP CONSTRAINT reminders_audience_check, ADD CONSTRAINT reminders_audience_check
        CHECK (audience IN ('participants', 'own', 'waiting'));
      ALTER TABLE presences DROP is_delegate;
      ALTER TABLE session_copies DROP speakers, DROP cities;
      DROP TABLE role_copies;
    `);
  }
}
