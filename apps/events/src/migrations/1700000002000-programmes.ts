import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Programmes1700000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE programmes (
        id             uuid PRIMARY KEY,
        slug           text NOT NULL CONSTRAINT programmes_slug UNIQUE,
        title          jsonb NOT NULL,
        description    jsonb,
        cities         text[] NOT NULL,
        move_policy    jsonb NOT NULL,
        offer_policy   jsonb NOT NULL,
        reminder_rules text[] NOT NULL,
        published      boolean NOT NULL DEFAULT false,
        version        integer NOT NULL CHECK (version > 0)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE programmes');
  }
}
