import { Agent, request } from 'node:http';
import { newId } from '#platform';
import { createTestDatabase, startNats, type RunningServer, type TestDatabase } from '#platform/testing';
import pg from 'pg';
import { Tokens } from '../../../apps/participants/src/access/tokens.js';
import { dataSourceOptions } from '../../../apps/participants/src/data-source.js';
import { openSlot, registerPeople, type Sql } from '../seats/hall.js';
import { Program } from '../seats/program.js';

const SECRET = 'a secret of the benches, long enough';

/** A gateway and who takes seats behind it, on servers of their own; idle while it is not their turn. */
export class Stack {
  private constructor(
    private readonly nats: RunningServer,
    private readonly database: TestDatabase,
    private readonly pool: pg.Pool,
    private readonly programs: readonly Program[],
    private readonly tokens: readonly string[],
    readonly people: readonly string[],
  ) {}

  /**
   * @param service `participants`, or what stands in for it
   * @param instances processes of it
   */
  static async start(
    service: 'participants' | 'naive' | 'nothing',
    { people, callers, instances = 1 }: { people: number; callers: number; instances?: number },
  ): Promise<Stack> {
    const [nats, database] = await Promise.all([startNats(), createTestDatabase(dataSourceOptions)]);
    const pool = new pg.Pool({ connectionString: database.url, options: '-c search_path=participants' });
    const sql: Sql = async (query, parameters) => (await pool.query(query, parameters)).rows as never;
    const common = { NODE_ENV: 'production', NATS_URL: nats.url };
    const env = { ...common, DATABASE_URL: database.url, TOKEN_SECRET: SECRET, STAND_IN: service };
    const file =
      service === 'participants' ? 'apps/participants/src/main.js' : 'test/bench/seats-http/stand-in.js';
    const programs = [await Program.start('apps/gateway/src/main.js', { ...common, DEADLINE_MS: '60000' })];
    while (programs.length <= instances) programs.push(await Program.start(file, env));
    const guests = await registerPeople(sql, people);
    return new Stack(nats, database, pool, programs, await openCounters(sql, callers), guests);
  }

  sql: Sql = async (query, parameters) => (await this.pool.query(query, parameters)).rows as never;

  openSlot(capacity: number): Promise<string> {
    return openSlot(this.sql, capacity);
  }

  get url(): string {
    return this.programs[0]!.url;
  }

  /** Takes a seat for somebody as one of the organizers at the counters, each with a login of their own. */
  take(agent: Agent, slotId: string, personId: string, counter: number): Promise<number> {
    return post(agent, `${this.url}/v1/slots/${slotId}/seats`, JSON.stringify({ participantId: personId }), {
      authorization: `Bearer ${this.tokens[counter % this.tokens.length]}`,
    });
  }

  async stop(): Promise<void> {
    await Promise.all(this.programs.map((program) => program.stop()));
    await this.pool.end();
    await this.database.drop();
    await this.nats.stop();
  }
}

/** Posts JSON under a key of its own; @returns the status */
export function post(
  agent: Agent,
  url: string,
  body: string,
  headers: Record<string, string> = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        agent,
        method: 'POST',
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': body.length,
          'idempotency-key': newId(),
        },
      },
      (reply) => reply.resume().once('end', () => resolve(reply.statusCode!)),
    );
    sent.once('error', reject).end(body);
  });
}

/** Organizers who are signed in; @returns their tokens */
async function openCounters(sql: Sql, count: number): Promise<string[]> {
  const ids = await registerPeople(sql, count);
  await sql(
    `INSERT INTO logins (id, person_id, created_at) SELECT id, id, now() FROM unnest($1::text[]) AS id`,
    [ids],
  );
  await sql(
    `INSERT INTO grants (id, person_id, role, programme_id, given_by, created_at)
     SELECT id, id, 'organizer', 'forum', 'bench', now() FROM unnest($1::text[]) AS id`,
    [ids],
  );
  const tokens = new Tokens(SECRET);
  return ids.map((id) => tokens.issue('bearer', id));
}
