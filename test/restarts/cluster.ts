import { jetstream } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { SessionChanged } from '#contracts';
import {
  createTestDatabase,
  startNats,
  waitFor,
  type RunningServer,
  type TestDatabase,
} from '#platform/testing';
import pg from 'pg';
import { Tokens } from '../../apps/participants/src/access/tokens.js';
import { dataSourceOptions } from '../../apps/participants/src/data-source.js';
import { sessionState } from '../../apps/participants/src/testing/participants.js';
import { Instance } from './instance.js';

const SECRET = 'a secret of the tests, long enough';

/** Two gateways and two participants, as a rolling deployment meets them, and a slot that people want seats in. */
export class Cluster {
  readonly tokens = new Tokens(SECRET);

  private constructor(
    readonly nats: RunningServer,
    private readonly database: TestDatabase,
    readonly sql: pg.Client,
    readonly participants: readonly Instance[],
    readonly gateways: readonly Instance[],
  ) {}

  static async start(): Promise<Cluster> {
    const [nats, database] = await Promise.all([startNats(), createTestDatabase(dataSourceOptions)]);
    const sql = new pg.Client({ connectionString: database.url, options: '-c search_path=participants' });
    await sql.connect();
    const common = { NODE_ENV: 'test', NATS_URL: nats.url };
    const service = { ...common, DATABASE_URL: database.url, TOKEN_SECRET: SECRET, LINK_SECRET: SECRET };
    const participants = [
      await Instance.start('participants', service),
      await Instance.start('participants', service),
    ];
    const gateways = [await Instance.start('gateway', common), await Instance.start('gateway', common)];
    return new Cluster(nats, database, sql, participants, gateways);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.gateways, ...this.participants].map((instance) => instance.terminate()));
    await this.sql.end();
    await this.database.drop();
    await this.nats.stop();
  }

  /** Makes people who are signed in; returns their bearer tokens. */
  async people(count: number): Promise<string[]> {
    await this.sql.query(
      `WITH person AS (
         INSERT INTO persons (id, email, name, created_at)
         SELECT 'person-' || n, 'person-' || n || '@example.org', 'Participant', now() FROM generate_series(1, $1) AS n
         RETURNING id)
       INSERT INTO logins (id, person_id, created_at) SELECT 'login-of-' || id, id, now() FROM person`,
      [count],
    );
    return Array.from({ length: count }, (_, index) =>
      this.tokens.issue('bearer', `login-of-person-${index + 1}`),
    );
  }

  /** Opens a slot in a session of its own. */
  async slot(capacity: number): Promise<string> {
    const session = sessionState();
    const connection = await connect({ servers: this.nats.url });
    const envelope = {
      specversion: '1.0',
      id: session.id,
      source: '/sessions',
      type: SessionChanged.subject,
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      actor: { kind: 'service', name: 'sessions' },
      data: session,
    };
    await jetstream(connection).publish(SessionChanged.subject, JSON.stringify(envelope));
    await connection.close();
    await waitFor(async () => (await this.sql.query('SELECT FROM sessions')).rowCount);
    await this.sql.query(
      `INSERT INTO grants (id, person_id, role, given_by, created_at) VALUES ('g', 'person-1', 'admin', 'test', now())`,
    );
    const response = await fetch(`${this.gateways[0]!.url}/v1/sessions/${session.id}/slots`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.tokens.issue('bearer', 'login-of-person-1')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ mode: 'online', capacity }),
    });
    const body = (await response.json()) as { id: string };
    if (response.status !== 201) throw new Error(JSON.stringify(body));
    return body.id;
  }
}
