import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#platform';
import { DataSource } from 'typeorm';
import { Forum } from '../testing/forum.js';
import { DeliveryEntity } from './delivery.entity.js';
import type { Outcome } from './delivery.rules.js';
import { Ledger } from './ledger.js';

const SENT: Outcome = { state: 'sent', retryInMs: null, lostAnswers: 0, why: null };

describe('the ledger of mails', () => {
  let forum: Forum;
  let ledger: Ledger;
  beforeAll(async () => {
    forum = await Forum.open();
    ledger = new Ledger(forum.service.app.get(DataSource));
  }, 60_000);
  afterAll(() => forum.close());

  /** One that this test has claimed, so that no sender takes it up. */
  const claimed = async (): Promise<DeliveryEntity> => {
    const [id, claim] = [newId(), newId()];
    await forum.service.sql(
      `INSERT INTO deliveries (id, notice, person_id, claim, lease_until)
       VALUES ($1::uuid, 'sign-in', $1::text, $2, clock_timestamp() + interval '1 hour')`,
      [id, claim],
    );
    return Object.assign(new DeliveryEntity(), { id, claim, toldStart: null, toldEnd: null });
  };
  const stateOf = async ({ id }: DeliveryEntity) => {
    const rows = await forum.service.sql<{ state: string }>('SELECT state FROM deliveries WHERE id = $1', [
      id,
    ]);
    return rows[0]!.state;
  };

  it('has written that a mail is being sent before it is, and what came of it', async () => {
    const delivery = await claimed();
    expect(await ledger.begin(delivery)).toBe(true);
    expect(await stateOf(delivery)).toBe('sending');
    expect(await ledger.end(delivery, SENT)).toBe(true);
    expect(await stateOf(delivery)).toBe('sent');
  });

  it('writes also what comes up in the very moment in which it has written all', async () => {
    const deliveries = await Promise.all(Array.from({ length: 5 }, claimed));
    await Promise.all(
      deliveries.map(async (delivery) => {
        await ledger.begin(delivery);
        await ledger.end(delivery, SENT);
      }),
    );
    await ledger.settled();
    expect(await Promise.all(deliveries.map(stateOf))).toEqual(deliveries.map(() => 'sent'));
  });

  it('lets nobody send what somebody else has claimed since', async () => {
    const delivery = await claimed();
    await forum.service.sql('UPDATE deliveries SET claim = $2 WHERE id = $1', [delivery.id, newId()]);
    expect(await ledger.begin(delivery)).toBe(false);
    await ledger.end(delivery, SENT);
    expect(await stateOf(delivery)).toBe('pending');
  });
});
