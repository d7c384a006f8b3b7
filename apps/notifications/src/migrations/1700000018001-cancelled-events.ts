import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of an event that is cancelled nobody is asked anything any more. */
export class CancelledEvents1700000018001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE event_copies ADD is_cancelled boolean NOT NULL DEFAULT false`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE event_copies DROP is_cancelled');
  }
}
