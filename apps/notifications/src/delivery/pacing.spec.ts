import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { newId } from '#platform';
import { waitFor } from '#platform/testing';
import { DataSource } from 'typeorm';
import { Forum } from '../testing/forum.js';
import { addressOf } from '../testing/mail-server.js';
import { claimDue, postpone } from './deliveries.queries.js';
import type { DeliveryEntity } from './delivery.entity.js';

// Rests are of real time.
jest.setTimeout(60_000);

describe('The pace of mail', () => {
  let forum: Forum;
  beforeAll(async () => {
    forum = await Forum.open();
  }, 60_000);
  afterAll(() => forum.close());
  afterEach(() => {
    forum.mail.behave = () => 'accept';
  });

  it('slows down for a domain that asks for patience, loses nothing, and keeps nobody else waiting', async () => {
    const domainOf = (address = '') => address.split('@')[1];
    const isBusy = (address?: string) => domainOf(address) === 'busy.example';
    let isThrottling = true;
    forum.mail.behave = (mail) => (isThrottling && isBusy(addressOf(mail)) ? 451 : 'accept');
    const session = await forum.schedule('2030-01-10T12:00:00Z');
    for (let n = 0; n < 30; n++) {
      await forum.seatInSilence(session, `Reader ${n}`, {
        email: `reader-${n}@${n % 2 === 0 ? 'busy' : 'quick'}.example`,
      });
    }
    await forum.service.sql(
      `INSERT INTO deliveries (id, notice, person_id, session_id)
       SELECT gen_random_uuid(), 'seat-confirmed', person, $2 FROM unnest($1::text[]) AS person`,
      [
        forum.participants.people
          .filter(({ sessionId }) => sessionId === session.id)
          .map(({ personId }) => personId),
        session.id,
      ],
    );
    const arrived = (domain: string) =>
      forum.mail.accepted.filter((mail) => domainOf(addressOf(mail)) === domain);
    await waitFor(() => arrived('quick.example').length === 15, { timeoutMs: 20_000 });
    expect(arrived('busy.example')).toEqual([]);
    // The first ten at a time, then five, then two: not fifteen again and again.
    const tries = () => forum.mail.given.filter((mail) => isBusy(addressOf(mail))).length;
    await waitFor(() => tries() > 10, { timeoutMs: 20_000 });
    expect(tries()).toBeLessThan(30);
    isThrottling = false;
    await waitFor(() => arrived('busy.example').length === 15, { timeoutMs: 40_000 });
    await forum.settled();
    expect(new Set(await forum.deliveriesOf(session.id, 'seat-confirmed'))).toEqual(new Set(['sent']));
    expect(new Set(forum.mail.accepted.map((mail) => mail.messageId)).size).toBe(forum.mail.accepted.length);
  });
});

describe('What is taken up first', () => {
  let forum: Forum;
  beforeAll(async () => {
    forum = await Forum.open();
  }, 60_000);
  afterAll(() => forum.close());

  it('is what is worthless in an hour, and of each urgency something', async () => {
    const session = await forum.schedule('2030-01-10T12:00:00Z');
    await forum.settled();
    // Paused, so that only this test takes them up; undone within the claims.
    await forum.service.sql('UPDATE mail_pause SET paused_at = clock_now()');
    const open = (notice: string, rule: string | null, count: number) =>
      forum.service.sql(
        `INSERT INTO deliveries (id, notice, person_id, session_id, rule)
         SELECT gen_random_uuid(), $1, gen_random_uuid(), $2, $3 FROM generate_series(1, $4)`,
        [notice, session.id, rule, count],
      );
    await open('recording', null, 300);
    await open('place-changed', null, 100);
    await open('reminder', 'PT10M', 5);
    await open('session-delayed', null, 5);
    const dataSource = forum.service.app.get(DataSource);
    const claimed = await takeUp(dataSource, 40);
    const count = (wanted: string) => claimed.filter(({ notice }) => notice === wanted).length;
    expect(claimed.slice(0, 10).map(({ urgency }) => urgency)).toEqual(Array.from({ length: 10 }, () => 0));
    expect([count('reminder'), count('session-delayed'), count('place-changed'), count('recording')]).toEqual(
      [5, 5, 30, 5],
    );
    await forum.service.sql('DELETE FROM deliveries WHERE session_id = $1', [session.id]);
  });

  it.each([
    ['sign-in', null, 0],
    ['seat-offered', null, 0],
    ['reminder', 'PT1H', 0],
    ['reminder', 'PT90M', 1],
    ['reminder', 'P1D', 1],
    ['reminder', 'P1D@18:00', 1],
    ['reminder', 'P7D', 2],
    ['session-cancelled', null, 1],
    ['digest', null, 2],
  ])('%s %s has urgency %d', async (notice, rule, urgency) => {
    const [row] = await forum.service.sql<{ urgency: number }>(
      `INSERT INTO deliveries (id, notice, person_id, rule, next_try_at) VALUES ($1, $2, 'person', $3, NULL)
       RETURNING urgency`,
      [newId(), notice, rule],
    );
    expect(row!.urgency).toBe(urgency);
  });
});

/** Claims as the sender does, while it is kept from doing so. */
async function takeUp(dataSource: DataSource, limit: number): Promise<DeliveryEntity[]> {
  const claimed = await dataSource.transaction(async (manager) => {
    await manager.query('UPDATE mail_pause SET paused_at = NULL');
    const taken = await claimDue(manager, limit);
    await manager.query('UPDATE mail_pause SET paused_at = clock_now()');
    return taken;
  });
  await postpone(
    dataSource,
    claimed.map((delivery) => ({ delivery, delayMs: 0 })),
  );
  return claimed;
}
