import { SeatsChanged, TakeSeat } from '#contracts';
import { newId } from '#platform';
import { createTestDatabase, type TestDatabase } from '#platform/testing';
import pg from 'pg';
import { dataSourceOptions } from '../../../apps/participants/src/data-source.js';
import type { Sql } from '../seats/hall.js';

/**
 * Taking a seat as one writes it first on PostgreSQL, and as large ticket shops do: a transaction for each, under an
 * advisory lock of the event, which counts what is taken and inserts. Correct; it writes the rows that we write.
 */
export class AdvisoryPeer {
  private constructor(
    private readonly database: TestDatabase,
    private readonly pool: pg.Pool,
  ) {}

  static async start(poolSize: number, database?: TestDatabase): Promise<AdvisoryPeer> {
    const own = database ?? (await createTestDatabase(dataSourceOptions));
    const pool = new pg.Pool({
      connectionString: own.url,
      options: '-c search_path=participants',
      max: poolSize,
    });
    return new AdvisoryPeer(own, pool);
  }

  get url(): string {
    return this.database.url;
  }

  /** The same database with another number of connections. */
  withPool(poolSize: number): Promise<AdvisoryPeer> {
    return AdvisoryPeer.start(poolSize, this.database);
  }

  sql: Sql = async (query, parameters) => (await this.pool.query(query, parameters)).rows as never;

  async take(slotId: string, personId: string): Promise<void> {
    const client = await this.pool.connect();
    const run = async <T>(name: string, text: string, values: unknown[]) =>
      (await client.query<T & pg.QueryResultRow>({ name, text, values })).rows;
    try {
      await client.query('BEGIN');
      await run('lock', 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [slotId]);
      const [slot] = await run<{ capacity: number; session_id: string; zone: string; taken: number }>(
        'read',
        `SELECT slot.capacity, slot.session_id, person.zone,
                (SELECT count(*)::int FROM seats WHERE slot_id = slot.id AND status IN ('held', 'confirmed', 'offered')) AS taken
         FROM slots slot, persons person WHERE slot.id = $1 AND person.id = $2
           AND NOT EXISTS (SELECT FROM seats WHERE slot_id = slot.id AND person_id = person.id
                             AND status IN ('held', 'confirmed', 'waiting', 'offered'))`,
        [slotId, personId],
      );
      if (!slot) throw new Error('this person has a seat');
      const status = slot.taken < slot.capacity ? 'confirmed' : 'waiting';
      const taken = slot.taken + Number(status === 'confirmed');
      const id = newId();
      await run(
        'seat',
        `WITH counted AS (
           UPDATE slots SET confirmed = confirmed + ($3 = 'confirmed')::int, waiting = waiting + ($3 = 'waiting')::int,
             queue_length = queue_length + ($3 = 'waiting')::int, queue_counter = queue_counter + ($3 = 'waiting')::int
           WHERE id = $2 RETURNING queue_counter)
         INSERT INTO seats (id, slot_id, person_id, status, group_size, queue_no, cause, created_at, changed_at)
         SELECT $1, $2, $4, $3, 1, CASE WHEN $3 = 'waiting' THEN queue_counter END, 'taken', clock_now(), clock_now()
         FROM counted`,
        [id, slotId, status, personId],
      );
      await run(
        'log',
        `INSERT INTO seat_log (slot_id, seat_id, person_id, to_status, size, cause, actor, taken_after, capacity)
         VALUES ($1, $2, $3, $4, 1, 'taken', $5, $6, $7)`,
        [slotId, id, personId, status, `person:${personId}`, taken, slot.capacity],
      );
      await run(
        'key',
        'INSERT INTO idempotency (actor, operation, key, body_hash, reply) VALUES ($1, $2, $3, $4, $5)',
        [
          `person:${personId}`,
          TakeSeat.subject,
          newId(),
          'hash',
          { created: true, seat: { id, slotId, status } },
        ],
      );
      const change = {
        seatId: id,
        personId,
        from: null,
        to: status,
        groupSize: 1,
        zone: slot.zone,
        cause: 'taken',
      };
      const data = { slotId, sessionId: slot.session_id, changes: [change] };
      await run('fact', 'INSERT INTO outbox (id, subject, envelope) VALUES ($1, $2, $3)', [
        newId(),
        SeatsChanged.subject,
        { specversion: '1.0', source: '/participants', type: SeatsChanged.subject, data },
      ]);
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    } finally {
      client.release();
    }
  }

  async close({ keep = false } = {}): Promise<void> {
    await this.pool.end();
    if (!keep) await this.database.drop();
  }
}
