import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Join links (DESIGN section 10): which generation of a seat's link is good, and which device is in. */
export class Joining1700000013020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE seats ADD join_generation integer NOT NULL DEFAULT 1
        CHECK (join_generation BETWEEN 1 AND 65535);
      -- Counted by city whenever somebody looks, or 250 ms after somebody joined: from the index alone.
      CREATE INDEX seats_joined ON seats (slot_id) INCLUDE (city, group_size) WHERE joined_at IS NOT NULL;

      CREATE TABLE join_devices (
        seat_id  text PRIMARY KEY REFERENCES seats,
        -- SHA-256 of the id that the device keeps, in hexadecimal.
        device   text NOT NULL,
        bound_at timestamptz NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE join_devices; DROP INDEX seats_joined; ALTER TABLE seats DROP join_generation;
    `);
  }
}
