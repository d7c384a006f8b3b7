import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which start each mail named when it went out: what its reader knows, whatever has changed in between. */
export class ToldTimes1700000018000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE deliveries
        ADD told_start timestamptz,
        -- By clock_now(): when it was begun to be sent.
        ADD told_at timestamptz;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE deliveries DROP told_start, DROP told_at');
  }
}
