import { describe, expect, it } from '@jest/globals';
import { newId } from '../ids.js';
import { startSample } from '../testing/sample-service.js';
import { Retention } from './retention.js';

describe('retention', () => {
  it('removes what is past its time, and never a fact that is not published', async () => {
    const service = await startSample();
    const fact = async (daysOld: number, subject: string, published: boolean) =>
      service.sql(
        `INSERT INTO outbox (id, subject, envelope, created_at, published_at)
         SELECT $1, $2, '{}', at, CASE WHEN $4 THEN at END FROM (SELECT now() - $3 * interval '1 day' AS at) AS age`,
        [newId(), subject, daysOld, published],
      );
    const inbox = (daysOld: number, consumer: string) =>
      service.sql(`INSERT INTO inbox VALUES ($1, $2, now() - $3 * interval '1 day')`, [
        consumer,
        newId(),
        daysOld,
      ]);
    try {
      // The sweep of the start, which may be at the inbox already, is over.
      await service.app.get(Retention).sweep();
      // Nobody publishes meanwhile.
      await service.nats.kill();
      await fact(31, 'old', true);
      await fact(29, 'young', true);
      await fact(31, 'unpublished', false);
      await inbox(46, 'old');
      await inbox(44, 'young');
      await service.app.get(Retention).sweep();
      expect(await service.sql('SELECT subject FROM outbox ORDER BY position')).toEqual([
        { subject: 'young' },
        { subject: 'unpublished' },
      ]);
      expect(await service.sql('SELECT consumer FROM inbox')).toEqual([{ consumer: 'young' }]);
    } finally {
      await service.stop();
    }
  });
});
