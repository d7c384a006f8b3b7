import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { jetstreamManager } from '@nats-io/jetstream';
import { newId } from '../ids.js';
import { Nats } from '../nats/nats-connection.js';
import { Counted, dataSourceOptions, handled, MarkChanged, startSample } from '../testing/sample-service.js';
import { startTcpProxy, type TcpProxy } from '../testing/tcp-proxy.js';
import { createTestDatabase } from '../testing/test-database.js';
import type { TestService } from '../testing/test-service.js';
import { waitFor } from '../testing/wait-for.js';
import { FactServer } from './fact-server.js';
import { STREAM } from './stream.js';

const COUNTED = 'events_fact-events-count-counted-v1';

jest.setTimeout(20_000);

describe('a consumer', () => {
  let service: TestService;
  let proxy: TcpProxy;
  beforeAll(async () => {
    const database = await createTestDatabase(dataSourceOptions);
    proxy = await startTcpProxy(database.url);
    service = await startSample({ database, extraEnv: { DATABASE_URL: proxy.url } });
  });
  afterAll(async () => {
    await service.stop();
    await proxy.stop();
  });
  beforeEach(async () => {
    handled.length = 0;
    await service.sql('TRUNCATE heard, mended, marks, fact_failures, parked_facts');
  });

  const timesHeard = async (total: number) =>
    (await service.sql('SELECT 1 FROM heard WHERE total = $1', [total])).length;
  const failures = () => service.sql<{ tries: number }>('SELECT tries FROM fact_failures');
  const parked = () => service.sql<{ fact_id: string; error: string }>('SELECT * FROM parked_facts');
  const triesOf = (total: number) => handled.filter((each) => each === total).length;
  const consumer = () => service.app.get(FactServer).consumers.get(COUNTED)!;
  const jsm = async () => jetstreamManager(await service.app.get(Nats).whenConnected());

  it('parks a fact after ten failures, and tries it no more', async () => {
    const id = await service.publish(Counted, { total: 1, poison: true });
    await waitFor(async () => (await parked()).length === 1);
    expect(await parked()).toMatchObject([{ fact_id: id, error: 'poison' }]);
    expect(triesOf(1)).toBe(10);
    expect(await failures()).toEqual([]);
    await service.publish(Counted, { total: 1, poison: true }, id);
    await service.publish(Counted, { total: 2 });
    await waitFor(() => timesHeard(2));
    expect(triesOf(1)).toBe(10);
    const manager = await jsm();
    await waitFor(async () => (await manager.consumers.info(STREAM, COUNTED)).num_ack_pending === 0);
  });

  it('counts tries itself: they outlast the stream', async () => {
    const id = await service.publish(Counted, { total: 1, poison: true, slowMs: 100 });
    await waitFor(async () => ((await failures())[0]?.tries ?? 0) >= 4);
    await (await jsm()).streams.delete(STREAM);
    const before = triesOf(1);
    await waitFor(() => service.publish(Counted, { total: 1, poison: true }, id).then(Boolean, () => false));
    await waitFor(async () => (await parked()).length === 1);
    expect(triesOf(1)).toBe(10);
    expect(before).toBeLessThan(10);
  });

  it('lets neighbours go on while others are tried again, however many fail', async () => {
    const poison = Array.from({ length: 50 }, (_, index) => ({ total: 100 + index, poison: true }));
    await Promise.all(poison.map((data) => service.publish(Counted, data)));
    await service.publish(Counted, { total: 2 });
    await waitFor(() => timesHeard(2));
    expect(await failures()).not.toEqual([]);
    await waitFor(async () => (await parked()).length === 50);
  });

  it('parks what is no fact at all', async () => {
    const connection = await service.app.get(Nats).whenConnected();
    connection.publish(Counted.subject, 'not json');
    await waitFor(async () => (await parked()).length === 1);
    expect(await parked()).toMatchObject([
      { fact_id: expect.stringMatching(/^#\d+$/), envelope: { notJson: 'not json' } },
    ]);
  });

  it('waits while Postgres is away, which counts as no try', async () => {
    proxy.cut();
    await service.publish(Counted, { total: 1 });
    await waitFor(() => consumer().paused);
    await service.publish(Counted, { total: 2 });
    const { refused } = proxy;
    await waitFor(() => proxy.refused > refused + 4);
    proxy.mend();
    await waitFor(() => timesHeard(1));
    await waitFor(() => timesHeard(2));
    expect(await failures()).toEqual([]);
    expect(await parked()).toEqual([]);
    expect(consumer().paused).toBeUndefined();
  });

  it('counts no try when its connection breaks in the middle', async () => {
    await service.publish(Counted, { total: 1, slowMs: 100, poison: true });
    await waitFor(
      async () =>
        (
          await service.sql(
            `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE 'SELECT pg_sleep%'
               AND state = 'active'`,
          )
        ).length === 1,
    );
    await waitFor(async () => (await parked()).length === 1);
    expect(triesOf(1)).toBe(11);
  });

  it('applies a fact once though every connection breaks in the middle', async () => {
    await service.publish(Counted, { total: 1, slowMs: 300 });
    await waitFor(() => triesOf(1) === 1);
    proxy.cut();
    proxy.mend();
    await waitFor(() => timesHeard(1).catch(() => false));
    expect(triesOf(1)).toBe(2);
    expect(await timesHeard(1)).toBe(1);
  });

  it('waits while a service that its handler asks is away, which counts as no try', async () => {
    await service.publish(Counted, { total: 1, away: 3 });
    await waitFor(() => triesOf(1) === 3);
    expect(await failures()).toEqual([]);
    await waitFor(() => timesHeard(1));
    expect(await parked()).toEqual([]);
  });

  it('forgets the failures of a fact that succeeds at last', async () => {
    await service.publish(Counted, { total: 1, poison: true, slowMs: 100 });
    await waitFor(async () => ((await failures())[0]?.tries ?? 0) >= 2);
    await service.sql('INSERT INTO mended VALUES (true)');
    await waitFor(() => timesHeard(1));
    expect(await failures()).toEqual([]);
  });

  it.each([1, 7, 2027])(
    'has the same state after every fact 1 to 5 times in any order (seed %i)',
    async (seed) => {
      const random = randomFrom(seed);
      const marks = [0, 1, 2, 3].flatMap((mark) =>
        [1, 2, 3, 4, 5].map((version) => ({ id: `${seed}-${mark}`, value: `v${version}`, version })),
      );
      const totals = Array.from({ length: 20 }, (_, index) => seed * 100 + index);
      const deliveries = [
        ...marks.map((data) => ({
          id: newId(),
          send: (id: string) => service.publish(MarkChanged, data, id),
        })),
        ...totals.map((total) => ({
          id: newId(),
          send: (id: string) => service.publish(Counted, { total }, id),
        })),
      ].flatMap((fact) => Array.from({ length: 1 + Math.floor(random() * 5) }, () => fact));
      await Promise.all(shuffled(deliveries, random).map(({ id, send }) => send(id)));
      // The last of each kind has gone through when a later one has.
      const last = { mark: `${seed}-last`, total: -seed };
      await service.publish(MarkChanged, { id: last.mark, value: '', version: 1 });
      await service.publish(Counted, { total: last.total });
      const isQuiet = async (name: string) => {
        const info = await (await jsm()).consumers.info(STREAM, name);
        return info.num_pending === 0 && info.num_ack_pending === 0;
      };
      await waitFor(() => isQuiet(COUNTED));
      await waitFor(() => isQuiet('events_fact-events-mark-changed-v1'));

      expect(
        await service.sql(`SELECT id, value FROM marks WHERE id <> $1 ORDER BY id`, [last.mark]),
      ).toEqual([0, 1, 2, 3].map((mark) => ({ id: `${seed}-${mark}`, value: 'v5' })));
      expect(
        (await service.sql<{ total: number }>('SELECT total FROM heard WHERE total > 0 ORDER BY total')).map(
          (row) => row.total,
        ),
      ).toEqual(totals);
    },
  );
});

/** mulberry32: small, good enough to shuffle, the same for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
