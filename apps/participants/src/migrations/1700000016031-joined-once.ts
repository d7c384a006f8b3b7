import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who has joined is counted by person (HAS_COME in slot-counts.queries), from the index alone. */
export class JoinedOnce1700000016031 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX seats_joined_by_person ON seats (slot_id, person_id, id) INCLUDE (city, group_size, status)
        WHERE joined_at IS NOT NULL;
      DROP INDEX seats_joined`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX seats_joined ON seats (slot_id) INCLUDE (city, group_size) WHERE joined_at IS NOT NULL;
      DROP INDEX seats_joined_by_person`);
  }
}
