import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A block is read with its places and what became of them. */
export class BlocksRead1700000015010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX seats_of_block ON seats (block_id, block_place) WHERE block_id IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX seats_of_block`);
  }
}
