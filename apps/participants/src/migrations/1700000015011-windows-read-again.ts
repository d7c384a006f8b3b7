import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Windows by an older tzdb are looked for every few minutes, among the few slots that have one. */
export class WindowsReadAgain1700000015011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX slots_with_window ON slots (id) WHERE opens IS NOT NULL OR closes IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX slots_with_window`);
  }
}
