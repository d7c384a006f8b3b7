import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { isInfrastructure } from '../facts/infrastructure.js';
import { Count, startSample } from '../testing/sample-service.js';
import type { TestService } from '../testing/test-service.js';
import { waitFor } from '../testing/wait-for.js';
import { Transactions } from './transactions.js';

describe('A command whose connection to Postgres breaks', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startSample();
  });
  afterAll(() => service.stop());

  /** Ends the server processes that are at this statement, as an administrator or a failover would. */
  const breakConnectionsAt = (statement: string) =>
    waitFor(
      async () => {
        const broken = await service.sql(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND pid <> pg_backend_pid() AND state = 'active' AND query LIKE $1`,
          [statement],
        );
        return broken.length > 0;
      },
      { what: `a connection at ${statement}` },
    );
  const total = async () => (await service.sql<{ total: number }>('SELECT total FROM counter'))[0]!.total;

  it('while it works has changed nothing, and says to try again', async () => {
    const before = await total();
    const holder = service.app.get(DataSource).createQueryRunner();
    await holder.startTransaction();
    await holder.query('SELECT FROM counter FOR UPDATE');
    const answer = service.ask(Count, {}).catch((error: unknown) => error);
    await breakConnectionsAt('UPDATE counter%');
    expect(await answer).toMatchObject({ code: 'service.unavailable' });
    await holder.rollbackTransaction();
    await holder.release();
    expect(await total()).toBe(before);
  });

  it('between two statements has changed nothing, and says to try again', async () => {
    const lost = service.app.get(Transactions).run(async ({ manager }) => {
      const [row] = await manager.query<{ pid: number }[]>('SELECT pg_backend_pid() AS pid');
      await service.sql('SELECT pg_terminate_backend($1)', [row!.pid]);
      await waitFor(() => manager.queryRunner!.isReleased, { what: 'the connection to be lost' });
      await manager.query('SELECT 1');
    });
    expect(isInfrastructure(await lost.catch((error: unknown) => error))).toBe(true);
  });

  it('while it commits may have happened or not, and says so', async () => {
    await service.sql(`
      CREATE FUNCTION linger() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(5); RETURN NULL; END $$;
      CREATE CONSTRAINT TRIGGER linger AFTER UPDATE ON counter DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION linger();
    `);
    const answer = service.ask(Count, {}).catch((error: unknown) => error);
    await breakConnectionsAt('COMMIT%');
    expect(await answer).toMatchObject({ code: 'outcome.unknown' });
  });
});
