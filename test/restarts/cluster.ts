import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { jetstream } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { SessionChanged } from '#contracts';
import {
  createTestDatabase,
  freePort,
  startNats,
  waitFor,
  type RunningServer,
  type TestDatabase,
} from '#platform/testing';
import pg from 'pg';
import { Tokens } from '../../apps/participants/src/access/tokens.js';
import { dataSourceOptions } from '../../apps/participants/src/data-source.js';
import { sessionState } from '../../apps/participants/src/testing/participants.js';

const ROOT = resolve(import.meta.dirname, '../..');
const SECRET = 'a secret of the tests, long enough';

/** One built program, started, stopped by SIGTERM and started again at the same port. */
class Instance {
  private child?: ChildProcess;
  private said = '';

  private constructor(
    private readonly app: string,
    private readonly port: number,
    private readonly env: Record<string, string>,
  ) {}

  static async start(app: string, env: Record<string, string>): Promise<Instance> {
    const instance = new Instance(app, await freePort(), env);
    await instance.start();
    return instance;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const program = resolve(ROOT, 'dist/apps', this.app, 'src/main.js');
    const env = { PATH: process.env['PATH']!, PORT: String(this.port), LOG_LEVEL: 'warn', ...this.env };
    this.child = spawn(process.execPath, [program], { env });
    this.child.stdout!.on('data', (text: Buffer) => (this.said += text.toString()));
    this.child.stderr!.on('data', (text: Buffer) => (this.said += text.toString()));
    await waitFor(() => this.isUp(), { timeoutMs: 30_000, what: `${this.app}: ${this.said}` });
  }

  /** As a deployment ends a process; resolves to what it complained of on its way out. */
  async terminate(): Promise<string> {
    const child = this.child!;
    this.said = '';
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    }
    return this.said;
  }

  /** A gateway is ready only with all services, of which one runs here: that it is alive and has NATS says enough. */
  private async isUp(): Promise<boolean> {
    try {
      const health = (await (await fetch(`${this.url}/health/ready`)).json()) as {
        dependencies: { up: boolean }[];
      };
      return health.dependencies.every(({ up }) => up);
    } catch {
      return false;
    }
  }
}

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
