import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who a speaker is, and the roles of people in programmes as other services copy them. */
export class Roles1700000015020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE speaker_persons (
        speaker_id   text PRIMARY KEY,
        person_id    text NOT NULL REFERENCES persons,
        programme_id text NOT NULL,
        named_by     text NOT NULL,
        changed_at   timestamptz NOT NULL,
        version      integer NOT NULL
      );
      CREATE INDEX speaker_persons_of_person ON speaker_persons (person_id);
      CREATE INDEX grants_of_programme ON grants (programme_id, role, city);

      -- A grant never changes; who a speaker is may be corrected.
      CREATE VIEW roles AS
        SELECT id, 1 AS version, person_id, role, programme_id, city FROM grants WHERE role <> 'admin'
        UNION ALL
        SELECT speaker_id, version, person_id, 'speaker', programme_id, NULL FROM speaker_persons;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW roles; DROP INDEX grants_of_programme; DROP TABLE speaker_persons');
  }
}
