import { SeatsChanged, TakeSeat, type Seat as SeatReply } from '#contracts';
import { newId } from '#platform';
import pg from 'pg';
import type { Sql } from './hall.js';

/** How the peer keeps two people from the same seat: the event's advisory lock and a count, or the slot's row lock. */
type Lock = 'event' | 'slot';

const READ_AND_LOCK: Record<Lock, { before?: string; taken: string; lock: string }> = {
  event: {
    before: 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))',
    taken: `(SELECT count(*)::int FROM seats
             WHERE slot_id = slot.id AND status IN ('held', 'confirmed', 'offered'))`,
    lock: '',
  },
  slot: { taken: 'held + confirmed + offered', lock: 'FOR UPDATE OF slot' },
};

/**
 * Taking a seat as one writes it first on PostgreSQL: a transaction for each. Under an advisory lock of the event with a
 * count, as large ticket shops do, or under the row lock of the slot. Correct; it writes the rows that we write.
 */
export class NaiveSeats {
  private constructor(
    readonly url: string,
    private readonly pool: pg.Pool,
    private readonly lock: Lock,
  ) {}

  static start(url: string, lock: Lock, poolSize: number): NaiveSeats {
    const pool = new pg.Pool({
      connectionString: url,
      options: '-c search_path=participants',
      max: poolSize,
    });
    return new NaiveSeats(url, pool, lock);
  }

  sql: Sql = async (query, parameters) => (await this.pool.query(query, parameters)).rows as never;

  async take(slotId: string, personId: string): Promise<SeatReply> {
    const client = await this.pool.connect();
    const run = async <T>(name: string, text: string, values: unknown[]) =>
      (await client.query<T & pg.QueryResultRow>({ name, text, values })).rows;
    try {
      await client.query('BEGIN');
      const { before, taken: countTaken, lock } = READ_AND_LOCK[this.lock];
      if (before) await run('lock', before, [slotId]);
      const [slot] = await run<{ capacity: number; session_id: string; zone: string; taken: number }>(
        'read',
        `SELECT slot.capacity, slot.session_id, person.zone, ${countTaken} AS taken
         FROM slots slot, persons person WHERE slot.id = $1 AND person.id = $2
           AND NOT EXISTS (SELECT FROM seats WHERE slot_id = slot.id AND person_id = person.id
                             AND status IN ('held', 'confirmed', 'waiting', 'offered')) ${lock}`,
        [slotId, personId],
      );
      if (!slot) throw new Error('this person has a seat');
      const status = slot.taken < slot.capacity ? 'confirmed' : 'waiting';
      const taken = slot.taken + Number(status === 'confirmed');
      const id = newId();
      const [{ queueNo }] = (await run<{ queueNo: number }>(
        'seat',
        `WITH counted AS (
           UPDATE slots SET confirmed = confirmed + ($3 = 'confirmed')::int, waiting = waiting + ($3 = 'waiting')::int,
             queue_length = queue_length + ($3 = 'waiting')::int, queue_counter = queue_counter + ($3 = 'waiting')::int
           WHERE id = $2 RETURNING queue_counter)
         INSERT INTO seats (id, slot_id, person_id, status, group_size, queue_no, cause, created_at, changed_at)
         SELECT $1, $2, $4, $3, 1, CASE WHEN $3 = 'waiting' THEN queue_counter END, 'taken', clock_now(), clock_now()
         FROM counted RETURNING queue_no AS "queueNo"`,
        [id, slotId, status, personId],
      )) as [{ queueNo: number }];
      await run(
        'log',
        `INSERT INTO seat_log (slot_id, seat_id, person_id, to_status, size, cause, actor, taken_after, capacity)
         VALUES ($1, $2, $3, $4, 1, 'taken', $5, $6, $7)`,
        [slotId, id, personId, status, `person:${personId}`, taken, slot.capacity],
      );
      const reply: SeatReply = {
        ...{ id, slotId, sessionId: slot.session_id, mode: 'online', personId, status, groupSize: 1 },
        position: status === 'waiting' ? queueNo : null,
        createdAt: new Date().toISOString(),
      };
      await run(
        'key',
        'INSERT INTO idempotency (actor, operation, key, body_hash, reply) VALUES ($1, $2, $3, $4, $5)',
        [`person:${personId}`, TakeSeat.subject, newId(), 'hash', { created: true, seat: reply }],
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
      return reply;
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    } finally {
      client.release();
    }
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}
