import { jetstream, type JetStreamClient } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { FactEnvelope, type FactDefinition } from '#contracts';
import { createTestDatabase, waitFor, type RunningServer, type TestDatabase } from '#platform/testing';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { Counted, publishingDatabase, Stored } from './counting.js';
import { drained, type Publisher } from './publisher.js';

const POLL_MS = 50;
const BATCH = 100;

/**
 * The outbox as one writes it first, on plain pg: a timer reads what is not published every 50 ms, publishes row
 * after row, each after the acknowledgement of the one before, and marks the batch. Correct, and what we compare with.
 */
export class NaivePublisher implements Publisher {
  private timer?: NodeJS.Timeout;
  private running?: Promise<void>;

  private constructor(
    private readonly database: TestDatabase,
    private readonly pool: pg.Pool,
    private readonly connection: NatsConnection,
    private readonly stream: JetStreamClient,
  ) {}

  static async start(nats: RunningServer): Promise<NaivePublisher> {
    const database = await createTestDatabase(publishingDatabase);
    const pool = new pg.Pool({ connectionString: database.url, options: '-c search_path=events', max: 10 });
    const connection = await connect({ servers: new URL(nats.url).host });
    return new NaivePublisher(database, pool, connection, jetstream(connection));
  }

  /** It polls only in its own turn, so that the other side's is not disturbed. */
  startPolling(): void {
    this.timer = setInterval(() => {
      this.running ??= this.publishAll().finally(() => {
        this.running = undefined;
      });
    }, POLL_MS);
  }

  async stopPolling(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  async publish(key: string): Promise<number> {
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query('INSERT INTO counts (key) VALUES ($1)', [key]);
      await insertFacts(client, Counted, [key]);
      await client.query('COMMIT');
      return performance.now();
    } finally {
      client.release();
    }
  }

  async drain(size: number): Promise<number> {
    await insertFacts(
      this.pool,
      Stored,
      Array.from({ length: size }, () => randomUUID()),
    );
    return waitFor(() => drained(this, Stored, size), { timeoutMs: 120_000, what: 'the backlog to drain' });
  }

  async sql<T>(query: string, parameters: unknown[] = []): Promise<T[]> {
    return (await this.pool.query(query, parameters)).rows as T[];
  }

  async close(): Promise<void> {
    await this.stopPolling();
    await this.connection.close();
    await this.pool.end();
    await this.database.drop();
  }

  private async publishAll(): Promise<void> {
    while ((await this.publishBatch()) === BATCH);
  }

  private async publishBatch(): Promise<number> {
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN');
      const { rows } = await client.query<{ id: string; subject: string; envelope: FactEnvelope }>(
        `SELECT id, subject, envelope FROM outbox WHERE published_at IS NULL
         ORDER BY position LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`,
      );
      for (const { id, subject, envelope } of rows) {
        await this.stream.publish(subject, JSON.stringify(envelope), { msgID: id });
      }
      if (rows.length > 0) {
        await client.query('UPDATE outbox SET published_at = clock_timestamp() WHERE id = ANY($1::uuid[])', [
          rows.map(({ id }) => id),
        ]);
      }
      await client.query('COMMIT');
      return rows.length;
    } finally {
      client.release();
    }
  }
}

async function insertFacts(
  client: pg.Pool | pg.PoolClient,
  definition: FactDefinition,
  keys: readonly string[],
): Promise<void> {
  const facts = keys.map((key) => envelopeOf(definition, key));
  await client.query(
    `INSERT INTO outbox (id, subject, envelope)
     SELECT id, $2, envelope FROM unnest($1::uuid[], $3::jsonb[]) AS fact (id, envelope)`,
    [facts.map(({ id }) => id), definition.subject, facts.map((fact) => JSON.stringify(fact))],
  );
}

/** As the platform writes it, so that both sides publish messages of one size. */
export function envelopeOf(definition: FactDefinition, key: string): FactEnvelope {
  return {
    specversion: '1.0',
    id: randomUUID(),
    source: '/events',
    type: definition.subject,
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    traceparent: `00-${randomUUID().replaceAll('-', '')}-0123456789abcdef-01`,
    actor: { kind: 'anonymous' },
    data: { key },
  };
}
