import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cities that have left an event are not counted on: by moves, and by polls. */
export class GoneCities1700000012032 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE moves ADD gone jsonb NOT NULL DEFAULT '[]';
      ALTER TABLE polls ADD gone jsonb NOT NULL DEFAULT '[]';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE polls DROP gone;
      ALTER TABLE moves DROP gone;
    `);
  }
}
