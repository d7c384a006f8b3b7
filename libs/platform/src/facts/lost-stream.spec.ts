import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { Transactions } from '../database/transactions.js';
import { Nats } from '../nats/nats-connection.js';
import { Count, Counted, startSample } from '../testing/sample-service.js';
import type { TestService } from '../testing/test-service.js';
import { waitFor } from '../testing/wait-for.js';
import { STREAM } from './stream.js';

const LOOKED = { timeoutMs: 15_000 };

jest.setTimeout(30_000);

describe('a stream that has lost facts', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startSample();
  });
  afterAll(() => service.stop());
  beforeEach(async () => {
    await service.sql('TRUNCATE heard, inbox');
    await service.sql('DELETE FROM outbox');
    await service.sql('UPDATE counter SET total = 0');
  });

  const count = async (times: number) => {
    await waitFor(() => service.app.get(Nats).current);
    for (let i = 0; i < times; i++) await service.ask(Count, {});
  };
  const heard = async () =>
    (await service.sql<{ total: number }>('SELECT total FROM heard ORDER BY total')).map((row) => row.total);
  const from1To = (last: number) => Array.from({ length: last }, (_, index) => index + 1);
  const hears = (last: number) => waitFor(async () => (await heard()).length === last, LOOKED);
  const published = () =>
    waitFor(
      async () =>
        (
          await service.sql<{ left: string }>(
            'SELECT count(*) AS left FROM outbox WHERE published_at IS NULL',
          )
        )[0]!.left === '0',
    );
  /** As a consumer that has not heard anything yet. */
  const forget = () => service.sql('TRUNCATE heard, inbox');
  const manager = async (): Promise<JetStreamManager> =>
    jetstreamManager(await service.app.get(Nats).whenConnected());
  const store = () => join(service.nats.dir, 'jetstream');
  const isAway = () => waitFor(() => service.app.get(Nats).current === undefined);

  it('because it was deleted, gets them again', async () => {
    await count(30);
    await hears(30);
    await forget();
    await (await manager()).streams.delete(STREAM);
    await hears(30);
    expect(await heard()).toEqual(from1To(30));
  });

  it('with the whole store of JetStream, gets them again', async () => {
    await count(30);
    await hears(30);
    await service.nats.kill();
    await isAway();
    rmSync(store(), { recursive: true });
    await forget();
    // Committed while NATS is away.
    for (let total = 31; total <= 35; total++) {
      await service.app.get(Transactions).run(async (tx) => tx.publish(Counted, { total }));
    }
    await service.nats.restart();
    await hears(35);
    expect(await heard()).toEqual(from1To(35));
  });

  it('because it was purged, gets them again', async () => {
    await count(10);
    await hears(10);
    await forget();
    await (await manager()).streams.purge(STREAM);
    await hears(10);
  });

  it('because its files are those of yesterday, gets what came since, though others took its numbers', async () => {
    const copy = `${service.nats.dir}-copy`;
    await count(20);
    await published();
    await hears(20);
    const places = () =>
      service.sql<{ seq: string }>('SELECT stream_seq AS seq FROM outbox ORDER BY position LIMIT 20');
    const before = await places();
    await service.nats.kill();
    await isAway();
    cpSync(store(), copy, { recursive: true });
    await service.nats.restart();
    await count(20);
    await hears(40);
    await service.nats.kill();
    await isAway();
    rmSync(store(), { recursive: true });
    cpSync(copy, store(), { recursive: true });
    rmSync(copy, { recursive: true });
    await service.sql('DELETE FROM heard WHERE total > 20');
    await service.sql(
      'DELETE FROM inbox USING outbox WHERE fact_id = id AND position > (SELECT min(position) + 19 FROM outbox)',
    );
    await service.nats.restart();
    await waitFor(() => service.app.get(Nats).current);
    for (let i = 0; i < 25; i++) await service.publish(Counted, { total: 1_000 + i });
    await hears(65);
    expect((await heard()).filter((total) => total < 1_000)).toEqual(from1To(40));
    // What was not lost was left alone.
    expect(await places()).toEqual(before);
  });

  it('has its durables made again when they are deleted', async () => {
    await (await manager()).consumers.delete(STREAM, 'events_fact-events-count-counted-v1');
    const begun = performance.now();
    await service.publish(Counted, { total: 5_000 });
    await waitFor(async () => (await heard()).includes(5_000));
    expect(performance.now() - begun).toBeLessThan(5_000);
  });
});
