import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A role becomes another one when its person reads times in another zone. */
export class RoleVersions1700000020000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE grants ADD version integer NOT NULL DEFAULT 1;
      CREATE OR REPLACE VIEW roles AS
        SELECT id, version, person_id, role, programme_id, city FROM grants WHERE role <> 'admin'
        UNION ALL
        SELECT speaker_id, version, person_id, 'speaker', programme_id, NULL FROM speaker_persons;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE VIEW roles AS
        SELECT id, 1 AS version, person_id, role, programme_id, city FROM grants WHERE role <> 'admin'
        UNION ALL
        SELECT speaker_id, version, person_id, 'speaker', programme_id, NULL FROM speaker_persons;
      ALTER TABLE grants DROP version;
    `);
  }
}
