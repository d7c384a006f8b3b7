import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Uses of a code are the seats that are somebody's by it: those that were given up before are given back. */
export class CodesGivenBack1700000016030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE slot_codes SET used = (
        SELECT count(*) FROM seats
        WHERE code_id = slot_codes.id AND status IN ('held', 'confirmed', 'waiting', 'offered')
      )`);
  }

  async down(): Promise<void> {
    // What was counted before is what is counted now and what was given back, which nobody may have used again.
  }
}
