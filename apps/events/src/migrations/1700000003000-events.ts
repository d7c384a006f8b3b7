import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Events with their partner cities: one aggregate, whose version counts changes of both. */
export class Events1700000003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE events (
        id           uuid PRIMARY KEY,
        programme_id uuid NOT NULL REFERENCES programmes,
        slug         text NOT NULL,
        title        jsonb NOT NULL,
        host_city    text NOT NULL REFERENCES cities,
        starts_on    date NOT NULL,
        ends_on      date NOT NULL,
        status       text NOT NULL CHECK (status IN ('draft', 'published', 'cancelled')),
        published_at timestamptz,
        version      integer NOT NULL CHECK (version > 0),
        CONSTRAINT events_slug UNIQUE (programme_id, slug),
        CHECK (ends_on >= starts_on),
        CHECK (status <> 'published' OR published_at IS NOT NULL)
      );
      CREATE INDEX events_in_order ON events (starts_on, id);

      CREATE TABLE partners (
        id            uuid PRIMARY KEY,
        event_id      uuid NOT NULL REFERENCES events,
        city          text NOT NULL REFERENCES cities,
        offered_modes text[] NOT NULL CHECK (cardinality(offered_modes) > 0),
        modes         text[] NOT NULL CHECK (cardinality(modes) > 0 AND modes <@ offered_modes),
        status        text NOT NULL
                      CHECK (status IN ('invited', 'tentative', 'accepted', 'declined', 'withdrawn')),
        respond_by    timestamptz NOT NULL,
        extended      boolean NOT NULL DEFAULT false,
        note          text,
        CONSTRAINT partners_city UNIQUE (event_id, city)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE partners, events');
  }
}
