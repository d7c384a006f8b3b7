import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the relay must know to fill a lost stream again, and the tries of facts that fail (DESIGN 6.3, 6.5). */
export class LostFacts1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Creation time of the stream in which stream_seq counts, as JetStream writes it. Null: never acknowledged.
      ALTER TABLE outbox ADD COLUMN stream_created text;
      CREATE INDEX outbox_in_stream ON outbox (stream_created, stream_seq);
      CREATE INDEX outbox_by_age ON outbox (created_at);
      CREATE INDEX inbox_by_age ON inbox (applied_at);

      -- Ours, not JetStream's count of deliveries: that one counts also when Postgres was away, and ends with the stream.
      CREATE TABLE fact_failures (
        consumer  text NOT NULL,
        fact_id   text NOT NULL,
        tries     integer NOT NULL,
        error     text NOT NULL,
        failed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (consumer, fact_id)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE fact_failures;
      DROP INDEX inbox_by_age, outbox_by_age, outbox_in_stream;
      ALTER TABLE outbox DROP COLUMN stream_created;
    `);
  }
}
