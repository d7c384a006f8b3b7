import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many seats wait in a slot: a place at the end of the queue is known without counting the queue. */
export class QueueLength1700000013000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE slots ADD COLUMN queue_length integer NOT NULL DEFAULT 0 CHECK (queue_length >= 0);
      UPDATE slots SET queue_length =
        (SELECT count(*) FROM seats WHERE seats.slot_id = slots.id AND seats.status = 'waiting');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE slots DROP COLUMN queue_length');
  }
}
