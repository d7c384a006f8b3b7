import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When the person of a seat checked in: joined seats never lapse, and are counted as joined. */
export class JoinedAt1700000013010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE seats ADD joined_at timestamptz`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE seats DROP joined_at`);
  }
}
