import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Plans: what the planner computes, proposes and applies. */
export class Planner1700000012030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE plans (
        id           text PRIMARY KEY,
        programme_id text NOT NULL,
        event_id     text REFERENCES events,
        status       text NOT NULL CHECK (status IN
          ('running', 'proposed', 'infeasible', 'failed', 'cancelled', 'applied', 'discarded')),
        started_at   timestamptz NOT NULL,
        finished_at  timestamptz,
        -- Versions of the sessions it was computed from, by id.
        frozen       jsonb NOT NULL,
        progress     jsonb,
        proposal     jsonb,
        clash        jsonb,
        failure      text,
        -- By the real clock, however far the demo's has been moved: it says whether a process still lives.
        lease_until  timestamptz,
        CHECK ((status = 'running') = (finished_at IS NULL)),
        CHECK ((status = 'running') = (lease_until IS NOT NULL)),
        CHECK ((status IN ('proposed', 'applied', 'discarded')) = (proposal IS NOT NULL)),
        CHECK ((status = 'infeasible') = (clash IS NOT NULL)),
        CHECK ((status = 'failed') = (failure IS NOT NULL))
      );
      CREATE INDEX plans_running ON plans (lease_until) WHERE status = 'running';

      -- The events of running plans: one plan at a time for each.
      CREATE TABLE plan_runs (
        event_id text PRIMARY KEY REFERENCES events,
        plan_id  text NOT NULL REFERENCES plans
      );
      CREATE INDEX plan_runs_by_plan ON plan_runs (plan_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE plan_runs, plans');
  }
}
