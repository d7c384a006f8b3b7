import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Changes of time that required cities answer before they happen. */
export class Moves1700000012021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE moves (
        id           text PRIMARY KEY,
        programme_id text NOT NULL,
        event_ids    text[] NOT NULL,
        session_ids  text[] NOT NULL,
        status       text NOT NULL CHECK (status IN ('proposed', 'applied', 'rejected', 'withdrawn')),
        version      integer NOT NULL,
        reason       text NOT NULL,
        proposed_by  text NOT NULL,
        proposed_at  timestamptz NOT NULL,
        deadline     timestamptz NOT NULL,
        remind_at    timestamptz NOT NULL,
        reminded_at  timestamptz,
        -- Frozen at proposal: the sessions with what they were, who is asked, and what the cities were shown.
        sessions     jsonb NOT NULL,
        asked        jsonb NOT NULL,
        effects      jsonb NOT NULL,
        answers      jsonb NOT NULL,
        decision     jsonb,
        outcome      jsonb,
        CHECK (remind_at <= deadline),
        CHECK ((status = 'proposed') = (outcome IS NULL))
      );
      CREATE INDEX moves_by_programme ON moves (programme_id, id);
      CREATE INDEX moves_due ON moves (deadline) WHERE status = 'proposed';
      CREATE INDEX moves_by_session ON moves USING gin (session_ids);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE moves');
  }
}
