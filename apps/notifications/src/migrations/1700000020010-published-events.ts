import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mails lead to the page of what is published; whose copy is older than this is taken to be. */
export class PublishedEvents1700000020010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE event_copies ADD is_published boolean NOT NULL DEFAULT true`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE event_copies DROP is_published');
  }
}
