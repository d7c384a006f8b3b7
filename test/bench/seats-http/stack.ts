import { newId } from '#platform';
import { createTestDatabase, startNats, type RunningServer, type TestDatabase } from '#platform/testing';
import pg from 'pg';
import { Tokens } from '../../../apps/participants/src/access/tokens.js';
import { dataSourceOptions } from '../../../apps/participants/src/data-source.js';
import { openSlot, registerPeople, type Sql } from '../seats/hall.js';
import { Program } from '../seats/program.js';
import { Callers } from './callers.js';

const SECRET = 'a secret of the benches, long enough';

/** A gateway and who takes seats behind it, on servers of their own; idle while it is not their turn. */
export class Stack {
  private constructor(
    private readonly nats: RunningServer,
    private readonly database: TestDatabase,
    private readonly pool: pg.Pool,
    private readonly programs: readonly Program[],
    private readonly callers: Callers,
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
    const connections = await Callers.connect(programs[0]!.url, callers);
    return new Stack(nats, database, pool, programs, connections, await openCounters(sql, callers), guests);
  }

  sql: Sql = async (query, parameters) => (await this.pool.query(query, parameters)).rows as never;

  openSlot(capacity: number): Promise<string> {
    return openSlot(this.sql, capacity);
  }

  /** Takes a seat for somebody as one of the organizers at the counters, each with a login of their own. */
  take(slotId: string, personId: string, counter: number): Promise<number> {
    return this.callers.post(`/v1/slots/${slotId}/seats`, JSON.stringify({ participantId: personId }), {
      authorization: `Bearer ${this.tokens[counter % this.tokens.length]}`,
      'idempotency-key': newId(),
    });
  }

  async stop(): Promise<void> {
    this.callers.close();
    await Promise.all(this.programs.map((program) => program.stop()));
    await this.pool.end();
    await this.database.drop();
    await this.nats.stop();
  }
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
