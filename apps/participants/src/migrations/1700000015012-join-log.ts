import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What became of a seat's join link, appended to as the seat log is. Apart from it: a row of the seat log says how many
 * were taken after it, which only the slot's lock knows, and thousands check in at the start of a session without it.
 */
export class JoinLog1700000015012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE join_log (
        id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        seat_id text NOT NULL,
        -- joined: the one check-in; continued: on another device; rejoined: by a new link; renewed: the link was replaced.
        event   text NOT NULL CHECK (event IN ('joined', 'continued', 'rejoined', 'renewed')),
        at      timestamptz NOT NULL
      );
      CREATE INDEX join_log_of_seat ON join_log (seat_id, id);
      CREATE UNIQUE INDEX one_check_in_per_seat ON join_log (seat_id) WHERE event = 'joined';
      INSERT INTO join_log (seat_id, event, at)
        SELECT id, 'joined', joined_at FROM seats WHERE joined_at IS NOT NULL ORDER BY joined_at;
      CREATE TRIGGER join_log_append_only BEFORE UPDATE ON join_log
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE join_log`);
  }
}
