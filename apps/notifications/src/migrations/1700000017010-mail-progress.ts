import type { MigrationInterface, QueryRunner } from 'typeorm';

/** So that how far a notice about no session has come is counted without reading all mails. */
export class MailProgress1700000017010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE INDEX deliveries_of_matter ON deliveries (matter_id, notice) WHERE matter_id IS NOT NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX deliveries_of_matter');
  }
}
