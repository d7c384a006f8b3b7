import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What each city of a programme has borne of unsocial hours (DESIGN section 8). */
export class Ledger1700000012010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Burdens are in the units of libs/time: seconds × millionths of a weight, whole numbers.
    await runner.query(`
      CREATE TABLE ledger_accounts (
        programme_id text NOT NULL,
        city         text NOT NULL,
        opening      bigint NOT NULL CHECK (opening >= 0),
        opened_at    timestamptz NOT NULL,
        PRIMARY KEY (programme_id, city)
      );

      -- Append-only. The last entry of a session and city says what the line is now; null when it is reversed.
      CREATE TABLE ledger_entries (
        id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        programme_id text NOT NULL,
        session_id   text NOT NULL REFERENCES sessions,
        city         text NOT NULL,
        kind         text NOT NULL CHECK (kind IN ('borne', 'corrected', 'reversed')),
        burden       bigint CHECK (burden >= 0),
        change       bigint NOT NULL,
        entered_at   timestamptz NOT NULL,
        FOREIGN KEY (programme_id, city) REFERENCES ledger_accounts,
        CHECK ((kind = 'reversed') = (burden IS NULL))
      );
      CREATE INDEX ledger_entries_by_session ON ledger_entries (session_id, city, id DESC);
      CREATE INDEX ledger_entries_by_programme ON ledger_entries (programme_id, id DESC);

      -- With which tzdb every session's lines have been checked: another one may weigh the same instants otherwise.
      CREATE TABLE ledger_checks (
        tzdb       text PRIMARY KEY,
        checked_at timestamptz NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE ledger_checks, ledger_entries, ledger_accounts');
  }
}
