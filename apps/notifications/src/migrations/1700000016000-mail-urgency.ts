import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What can't wait is not behind a hundred thousand that can: 0 is worthless in an hour, 2 may come any time today. By what
 * a row is, so that nobody who writes one has to think of it.
 */
const URGENCY = `
  urgency smallint NOT NULL GENERATED ALWAYS AS (CASE
    WHEN notice IN ('sign-in', 'seat-offered', 'join-link', 'session-delayed', 'technical-problem') THEN 0
    WHEN rule ~ '^PT([0-9]|[1-5][0-9]|60)M$|^PT1H$' THEN 0
    WHEN notice IN ('digest', 'run-of-show', 'recording') OR rule ~ '^P([2-9]|[1-9][0-9]+)D' THEN 2
    ELSE 1
  END) STORED`;

export class MailUrgency1700000016000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE dispatches ADD ${URGENCY};
      -- Room beside each row for its next versions: a mail's row is written four times.
      ALTER TABLE deliveries ADD ${URGENCY}, SET (fillfactor = 70);
      DROP INDEX dispatches_open, deliveries_due, deliveries_sending;
      CREATE INDEX dispatches_open ON dispatches (urgency, next_try_at) WHERE state = 'open';
      CREATE INDEX deliveries_due ON deliveries (urgency, next_try_at) WHERE state IN ('pending', 'unknown');
      -- Without the lease, so that taking a delivery touches no index.
      CREATE INDEX deliveries_sending ON deliveries (id) WHERE state = 'sending';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX dispatches_open, deliveries_due, deliveries_sending;
      ALTER TABLE dispatches DROP urgency;
      ALTER TABLE deliveries DROP urgency, RESET (fillfactor);
      CREATE INDEX dispatches_open ON dispatches (next_try_at) WHERE state = 'open';
      CREATE INDEX deliveries_due ON deliveries (next_try_at) WHERE state IN ('pending', 'unknown');
      CREATE INDEX deliveries_sending ON deliveries (lease_until) WHERE state = 'sending';
    `);
  }
}
