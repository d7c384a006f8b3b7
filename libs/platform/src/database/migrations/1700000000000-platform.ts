import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What every service has in its own schema: clock, outbox, inbox, parked facts, idempotency (DESIGN section 6). */
export class Platform1700000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE clock (
        only_row  boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        offset_ms bigint NOT NULL DEFAULT 0 CHECK (offset_ms >= 0)
      );
      INSERT INTO clock DEFAULT VALUES;

      -- clock_timestamp, not now(): a transaction that waited for a lock must see the time at which it got it.
      CREATE FUNCTION clock_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS
        $$ SELECT clock_timestamp() + (SELECT offset_ms FROM clock) * interval '1 millisecond' $$;

      CREATE TABLE outbox (
        id           uuid PRIMARY KEY,
        position     bigint GENERATED ALWAYS AS IDENTITY,
        subject      text NOT NULL,
        envelope     jsonb NOT NULL,
        created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
        published_at timestamptz,
        stream_seq   bigint
      );
      CREATE INDEX outbox_unpublished ON outbox (position) WHERE published_at IS NULL;

      CREATE TABLE inbox (
        consumer   text NOT NULL,
        fact_id    uuid NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (consumer, fact_id)
      );

      CREATE TABLE parked_facts (
        consumer  text NOT NULL,
        fact_id   text NOT NULL,
        subject   text NOT NULL,
        envelope  jsonb NOT NULL,
        error     text NOT NULL,
        parked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (consumer, fact_id)
      );

      CREATE TABLE idempotency (
        actor      text NOT NULL,
        operation  text NOT NULL,
        key        text NOT NULL,
        body_hash  text NOT NULL,
        reply      jsonb,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (actor, operation, key)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE idempotency, parked_facts, inbox, outbox; DROP FUNCTION clock_now(); DROP TABLE clock;`,
    );
  }
}
