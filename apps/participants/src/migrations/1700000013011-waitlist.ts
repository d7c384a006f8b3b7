import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Offers, held seats, groups that are passed over, blocks for delegations, windows, codes, and why a seat became free
 * (DESIGN section 10).
 */
export class Waitlist1700000013011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What is kept of programmes: how their freed seats are given on.
      CREATE TABLE programmes (
        id               text PRIMARY KEY,
        offer_mode       text NOT NULL CHECK (offer_mode IN ('promote', 'offer')),
        offer_hold_hours double precision NOT NULL,
        version          integer NOT NULL
      );

      ALTER TABLE slots
        -- {mode, holdHours}; null: as the programme says.
        ADD offer_policy   jsonb,
        ADD lapse          boolean NOT NULL DEFAULT false,
        -- {local, zone, offset, instant, tzdb}: registration is open from the one to the other; null: no bound.
        ADD opens          jsonb,
        ADD closes         jsonb,
        -- Seats that one person may have in all slots of the event that say so; sums sizes.
        ADD max_per_person integer CHECK (max_per_person > 0),
        ADD invited_only   boolean NOT NULL DEFAULT false;

      CREATE TABLE seat_blocks (
        id          text PRIMARY KEY,
        slot_id     text NOT NULL REFERENCES slots,
        city        text NOT NULL,
        size        integer NOT NULL CHECK (size > 0),
        names_until timestamptz NOT NULL,
        made_by     text NOT NULL,
        created_at  timestamptz NOT NULL
      );
      CREATE INDEX seat_blocks_of_slot ON seat_blocks (slot_id, city);

      -- A code is derived from its row's id and never stored.
      CREATE TABLE slot_codes (
        id         text PRIMARY KEY,
        slot_id    text NOT NULL REFERENCES slots,
        label      text,
        uses       integer NOT NULL CHECK (uses > 0),
        used       integer NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL,
        CONSTRAINT code_not_overused CHECK (used >= 0 AND used <= uses)
      );
      CREATE INDEX slot_codes_of_slot ON slot_codes (slot_id, id);

      -- What people without a login have asked for: bounds how often, and is taken up when they confirm their address.
      CREATE TABLE seat_wishes (
        id         text PRIMARY KEY,
        slot_id    text NOT NULL REFERENCES slots,
        person_id  text NOT NULL REFERENCES persons,
        -- Null when there was no room to hold: a place in the queue is drawn when the address is confirmed.
        seat_id    text,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        done_at    timestamptz
      );
      CREATE INDEX seat_wishes_of_person ON seat_wishes (person_id, created_at);

      ALTER TABLE seats
        -- Until when it is held or offered.
        ADD expires_at  timestamptz CHECK (status NOT IN ('held', 'offered') OR expires_at IS NOT NULL),
        -- How often somebody behind it in the queue was seated where it could have sat.
        ADD passed_over integer NOT NULL DEFAULT 0,
        ADD block_id    text REFERENCES seat_blocks,
        -- From 1 to the block's size.
        ADD block_place integer,
        ADD code_id     text REFERENCES slot_codes,
        -- A place of a block that has no name yet.
        ALTER person_id DROP NOT NULL,
        ADD CONSTRAINT seat_has_person CHECK (person_id IS NOT NULL OR block_id IS NOT NULL),
        ADD CONSTRAINT block_place_is_whole CHECK ((block_id IS NULL) = (block_place IS NULL));
      CREATE INDEX seats_expiring ON seats (expires_at, slot_id) WHERE status IN ('held', 'offered');
      CREATE UNIQUE INDEX one_seat_per_block_place ON seats (block_id, block_place)
        WHERE status IN ('held', 'confirmed', 'waiting', 'offered');

      ALTER TABLE seat_log
        ALTER person_id DROP NOT NULL,
        -- Of a seat that somebody got: the cause by which it had become free.
        ADD because text;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE seat_log DROP because;
      DROP INDEX one_seat_per_block_place, seats_expiring;
      ALTER TABLE seats DROP CONSTRAINT seat_has_person, DROP CONSTRAINT block_place_is_whole, DROP expires_at,
        DROP passed_over, DROP block_id, DROP block_place, DROP code_id;
      DROP TABLE seat_wishes, slot_codes, seat_blocks, programmes;
      ALTER TABLE slots DROP offer_policy, DROP lapse, DROP opens, DROP closes, DROP max_per_person, DROP invited_only;
    `);
  }
}
