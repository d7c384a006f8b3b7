import { describe, expect, it } from '@jest/globals';
import { Transactions } from '../database/transactions.js';
import { Counted, startSample } from '../testing/sample-service.js';

describe('a fact’s time', () => {
  it('is in the order of changes also when the first to begin waited for its lock', async () => {
    const service = await startSample();
    try {
      const transactions = service.app.get(Transactions);
      const change = (total: number) =>
        transactions.run(async (tx) => {
          await tx.manager.query('UPDATE counter SET total = $1', [total]);
          tx.publish(Counted, { total });
        });
      let begun = () => {};
      const isBegun = new Promise<void>((resolve) => (begun = resolve));
      let mayLock = () => {};
      const second = new Promise<void>((resolve) => (mayLock = resolve));
      const late = transactions.run(async (tx) => {
        begun();
        await second;
        await tx.manager.query('UPDATE counter SET total = 2');
        tx.publish(Counted, { total: 2 });
      });
      await isBegun;
      await change(1);
      mayLock();
      await late;
      const rows = await service.sql<{ total: number }>(
        `SELECT (envelope -> 'data' ->> 'total')::int AS total FROM outbox
         ORDER BY (envelope ->> 'time')::timestamptz`,
      );
      expect(rows.map(({ total }) => total)).toEqual([1, 2]);
    } finally {
      await service.stop();
    }
  });
});
