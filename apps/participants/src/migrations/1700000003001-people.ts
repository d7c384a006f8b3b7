import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Persons, and how they prove who they are and what they may do. No token is stored: they are derived from ids. */
export class People1700000003001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE persons (
        id           text PRIMARY KEY,
        email        text NOT NULL UNIQUE CHECK (email = lower(email)),
        name         text NOT NULL,
        city         text,
        zone         text,
        language     text,
        confirmed_at timestamptz,
        created_at   timestamptz NOT NULL
      );

      CREATE TABLE logins (
        id         text PRIMARY KEY,
        person_id  text NOT NULL REFERENCES persons,
        created_at timestamptz NOT NULL,
        revoked_at timestamptz
      );
      CREATE INDEX logins_of_person ON logins (person_id);

      CREATE TABLE sign_ins (
        id         text PRIMARY KEY,
        person_id  text NOT NULL REFERENCES persons,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        used_at    timestamptz
      );

      CREATE TABLE grants (
        id           text PRIMARY KEY,
        person_id    text NOT NULL REFERENCES persons,
        role         text NOT NULL CHECK (role IN ('admin', 'organizer', 'liaison')),
        programme_id text,
        city         text,
        given_by     text NOT NULL,
        created_at   timestamptz NOT NULL,
        UNIQUE NULLS NOT DISTINCT (person_id, role, programme_id, city),
        CHECK ((programme_id IS NULL) = (role = 'admin')),
        CHECK ((city IS NOT NULL) = (role = 'liaison'))
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE grants, sign_ins, logins, persons`);
  }
}
