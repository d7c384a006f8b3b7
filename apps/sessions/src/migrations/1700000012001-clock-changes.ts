import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What newer tzdbs have moved, and what was said about occurrences whose local times shift against each other. */
export class ClockChanges1700000012001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE zone_upgrades (
        id               text PRIMARY KEY,
        tzdb_from        text NOT NULL,
        tzdb_to          text NOT NULL,
        started_at       timestamptz NOT NULL,
        finished_at      timestamptz,
        checked          integer NOT NULL DEFAULT 0,
        moved            integer NOT NULL DEFAULT 0,
        settled          integer NOT NULL DEFAULT 0,
        broken_relations jsonb NOT NULL DEFAULT '[]'
      );
      -- One at a time: what is left of an interrupted one is taken up again under the same row.
      CREATE UNIQUE INDEX zone_upgrades_unfinished ON zone_upgrades (tzdb_to) WHERE finished_at IS NULL;

      CREATE TABLE rezoned_sessions (
        upgrade_id text NOT NULL REFERENCES zone_upgrades,
        session_id text NOT NULL REFERENCES sessions,
        "from"     jsonb NOT NULL,
        "to"       jsonb NOT NULL,
        settled    text CHECK (settled IN ('gap', 'overlap', 'zone')),
        PRIMARY KEY (upgrade_id, session_id)
      );
      CREATE INDEX sessions_by_tzdb ON sessions (start_tzdb, event_id, id) WHERE status <> 'cancelled';

      CREATE TABLE divergence_choices (
        session_id text PRIMARY KEY REFERENCES sessions,
        keep       text NOT NULL CHECK (keep IN ('wall', 'instant')),
        city       text,
        chosen_at  timestamptz NOT NULL
      );
      -- Once per occurrence, for ever.
      CREATE TABLE divergence_warnings (
        session_id text PRIMARY KEY REFERENCES sessions,
        warned_at  timestamptz NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX sessions_by_tzdb;
      DROP TABLE divergence_warnings, divergence_choices, rezoned_sessions, zone_upgrades;
    `);
  }
}
