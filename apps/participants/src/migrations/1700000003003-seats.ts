import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Slots, allocations and seats; every seat change happens under its slot's row lock (DESIGN section 10). */
export class Seats1700000003003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE slots (
        id            text PRIMARY KEY,
        session_id    text NOT NULL REFERENCES sessions,
        mode          text NOT NULL CHECK (mode IN ('online', 'in-person')),
        capacity      integer CHECK (capacity >= 0),
        -- Null: 48 hours before the start, wherever the start moves to.
        kept_until    timestamptz,
        held          integer NOT NULL DEFAULT 0 CHECK (held >= 0),
        confirmed     integer NOT NULL DEFAULT 0 CHECK (confirmed >= 0),
        waiting       integer NOT NULL DEFAULT 0 CHECK (waiting >= 0),
        offered       integer NOT NULL DEFAULT 0 CHECK (offered >= 0),
        queue_counter integer NOT NULL DEFAULT 0,
        version       integer NOT NULL DEFAULT 1,
        created_at    timestamptz NOT NULL,
        UNIQUE (session_id, mode),
        CONSTRAINT slot_not_oversold CHECK (held + confirmed + offered <= capacity)
      );
      CREATE INDEX slots_with_queue ON slots (id) WHERE waiting > 0;

      CREATE TABLE slot_allocations (
        slot_id  text NOT NULL REFERENCES slots,
        city     text NOT NULL,
        reserved integer NOT NULL,
        taken    integer NOT NULL DEFAULT 0 CHECK (taken >= 0),
        PRIMARY KEY (slot_id, city),
        CONSTRAINT allocation_not_oversold CHECK (taken <= reserved)
      );

      CREATE TABLE seats (
        id              text PRIMARY KEY,
        slot_id         text NOT NULL REFERENCES slots,
        person_id       text NOT NULL REFERENCES persons,
        status          text NOT NULL
          CHECK (status IN ('held', 'confirmed', 'waiting', 'offered', 'cancelled', 'expired', 'lapsed')),
        group_size      integer NOT NULL CHECK (group_size > 0),
        -- The person's city when they asked, which decides the allocation they may sit in.
        city            text,
        -- The allocation the seat counts in; null: the shared pool.
        allocation_city text,
        queue_no        integer CHECK (status <> 'waiting' OR queue_no IS NOT NULL),
        -- Why it has its status: the cause of its last row in seat_log.
        cause           text NOT NULL,
        created_at      timestamptz NOT NULL,
        changed_at      timestamptz NOT NULL
      );
      CREATE UNIQUE INDEX one_seat_per_person ON seats (slot_id, person_id)
        WHERE status IN ('held', 'confirmed', 'waiting', 'offered');
      CREATE UNIQUE INDEX queue_of_slot ON seats (slot_id, queue_no) WHERE status = 'waiting';
      CREATE INDEX seats_of_slot ON seats (slot_id, person_id);
      CREATE INDEX seats_of_person ON seats (person_id, id);

      -- Written under the slot's lock, so the ids of one slot are in the order in which it happened.
      CREATE TABLE seat_log (
        id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        slot_id     text NOT NULL,
        seat_id     text NOT NULL,
        person_id   text NOT NULL,
        from_status text,
        to_status   text NOT NULL,
        size        integer NOT NULL,
        cause       text NOT NULL,
        actor       text NOT NULL,
        at          timestamptz NOT NULL DEFAULT clock_now(),
        -- held + confirmed + offered of the slot after this change, and its capacity then.
        taken_after integer NOT NULL,
        capacity    integer
      );
      CREATE INDEX seat_log_of_slot ON seat_log (slot_id, id);
      CREATE INDEX seat_log_of_seat ON seat_log (seat_id, id);

      CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the seat log is only appended to'; END $$;
      CREATE TRIGGER seat_log_append_only BEFORE UPDATE ON seat_log
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE seat_log, seats, slot_allocations, slots; DROP FUNCTION refuse_rewriting();`,
    );
  }
}
