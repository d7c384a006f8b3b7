import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cities: data, never code (DESIGN introduction). */
export class Cities1700000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE cities (
        slug        text PRIMARY KEY,
        name        text NOT NULL,
        country     char(2) NOT NULL,
        zone        text NOT NULL,
        languages   text[] NOT NULL CHECK (cardinality(languages) > 0),
        weekend     smallint[] NOT NULL,
        latitude    double precision NOT NULL CHECK (latitude BETWEEN -90 AND 90),
        longitude   double precision NOT NULL CHECK (longitude BETWEEN -180 AND 180),
        comfort     jsonb,
        observances jsonb NOT NULL,
        version     integer NOT NULL CHECK (version > 0)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE cities');
  }
}
