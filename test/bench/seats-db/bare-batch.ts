import { SeatsChanged, TakeSeat } from '#contracts';
import { newId } from '#platform';
import pg from 'pg';

/** As many as callers wait at once. */
const BATCH = 256;

/**
 * The floor: PostgreSQL writing the rows of 256 takes at a time, as pgbench would let it. One connection, prepared
 * statements, values made by the server; nothing is asked, decided or answered.
 */
export class BareBatches {
  private constructor(private readonly client: pg.Client) {}

  static async start(url: string): Promise<BareBatches> {
    const client = new pg.Client({ connectionString: url, options: '-c search_path=participants' });
    await client.connect();
    return new BareBatches(client);
  }

  /** Seats these people, who have none, in a slot that has room. @returns takes per second */
  async takeAll(slotId: string, personIds: readonly string[]): Promise<number> {
    await this.client.query(
      'CREATE TEMP TABLE IF NOT EXISTS guests (number serial PRIMARY KEY, id text NOT NULL)',
    );
    await this.client.query('TRUNCATE guests RESTART IDENTITY');
    await this.client.query('INSERT INTO guests (id) SELECT * FROM unnest($1::text[])', [personIds]);
    const begun = performance.now();
    for (let from = 0; from < personIds.length; from += BATCH) await this.takeBatch(slotId, from);
    return (personIds.length / (performance.now() - begun)) * 1_000;
  }

  async close(): Promise<void> {
    await this.client.end();
  }

  private async takeBatch(slotId: string, from: number): Promise<void> {
    const run = (name: string, text: string, values: unknown[]) => this.client.query({ name, text, values });
    const guests = 'guests WHERE number > $2::int AND number <= $2::int + $3::int';
    await this.client.query('BEGIN');
    await run('lock', 'SELECT FROM slots WHERE id = $1 FOR UPDATE', [slotId]);
    await run(
      'seats',
      `INSERT INTO seats (id, slot_id, person_id, status, group_size, cause, created_at, changed_at)
       SELECT 'seat-' || $1::text || number, $1, id, 'confirmed', 1, 'taken', clock_timestamp(), clock_timestamp() FROM ${guests}`,
      [slotId, from, BATCH],
    );
    await run(
      'log',
      `WITH counted AS (
         UPDATE slots SET confirmed = confirmed + (SELECT count(*) FROM ${guests}) WHERE id = $1 RETURNING capacity)
       INSERT INTO seat_log (slot_id, seat_id, person_id, to_status, size, cause, actor, taken_after, capacity)
       SELECT $1, 'seat-' || $1::text || number, guests.id, 'confirmed', 1, 'taken', 'person:' || guests.id, number, capacity
       FROM counted, ${guests} ORDER BY number`,
      [slotId, from, BATCH],
    );
    await run(
      'keys',
      `INSERT INTO idempotency (actor, operation, key, body_hash, reply)
       SELECT 'person:' || id, '${TakeSeat.subject}', 'key-' || $1::text || number, md5(id) || '...........',
         json_build_object('created', true, 'seat', json_build_object(
           'id', 'seat-' || $1::text || number, 'slotId', $1::text, 'sessionId', $1::text, 'mode', 'online', 'personId', id,
           'status', 'confirmed', 'groupSize', 1, 'position', NULL, 'createdAt', '2027-06-10T12:00:00.000Z'))
       FROM ${guests}`,
      [slotId, from, BATCH],
    );
    await run(
      'fact',
      `INSERT INTO outbox (id, subject, envelope)
       SELECT $4::uuid, '${SeatsChanged.subject}', jsonb_build_object(
         'specversion', '1.0', 'id', $4::text, 'source', '/participants', 'type', '${SeatsChanged.subject}',
         'data', jsonb_build_object('slotId', $1::text, 'sessionId', $1::text, 'changes', jsonb_agg(jsonb_build_object(
           'seatId', 'seat-' || $1::text || number, 'personId', id, 'from', NULL, 'to', 'confirmed', 'groupSize', 1,
           'zone', 'Asia/Tokyo', 'cause', 'taken'))))
       FROM ${guests}`,
      [slotId, from, BATCH, newId()],
    );
    await this.client.query('COMMIT');
  }
}
