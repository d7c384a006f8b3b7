import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HoldSeat, RegisterPerson } from '#contracts';
import { TestGateway } from '../testing/test-gateway.js';

const LIMITS = { HOLDS_PER_ADDRESS: '3', SIGN_INS_PER_ADDRESS: '2' };

describe('seats asked for without a token', () => {
  let gateway: TestGateway;
  let proxied: TestGateway;
  beforeAll(async () => {
    gateway = await TestGateway.start(LIMITS);
    proxied = await TestGateway.start({ ...LIMITS, TRUSTED_PROXIES: '127.0.0.0/8, ::1' });
  });
  afterAll(async () => {
    await gateway.stop();
    await proxied.stop();
  });

  let guests = 0;
  const guest = () => ({ email: `guest-${guests++}@example.org`, name: 'Guest' });
  const hold = (at: TestGateway, from?: string, slot = 'slot-id') =>
    at.send(`/v1/slots/${slot}/seats`, {
      method: 'POST',
      body: guest(),
      ...(from && { headers: { 'X-Forwarded-For': from } }),
    });

  it('are so many from one address in any slots, then 429 that names the limit and says when to come again', async () => {
    const asked = await gateway.answer(HoldSeat, () => ({ outcome: 'mailed' as const }));
    for (const slot of ['one', 'two', 'three'])
      expect((await hold(gateway, undefined, slot)).status).toBe(202);

    const { status, headers, body } = await hold(gateway, undefined, 'four');

    expect(status).toBe(429);
    expect(body).toMatchObject({
      code: 'rate.limited',
      limit: 3,
      windowMinutes: 15,
      detail: expect.stringContaining('at most 3 times in 15 minutes'),
    });
    const seconds = Number(headers.get('retry-after'));
    expect(seconds).toBe(body.retryAfterSeconds);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(300);
    expect(asked).toHaveLength(3);
  });

  it('count also when the request says that it comes from elsewhere, unless a proxy of ours says so', async () => {
    expect((await hold(gateway, '192.0.2.1')).status).toBe(429);

    await proxied.answer(HoldSeat, () => ({ outcome: 'mailed' as const }));
    for (let count = 0; count < 3; count++) expect((await hold(proxied, '192.0.2.1')).status).toBe(202);
    expect((await hold(proxied, '192.0.2.1')).status).toBe(429);
    expect((await hold(proxied, '192.0.2.2')).status).toBe(202);
    // What a client wrote before our proxy's own entry is not believed.
    expect((await hold(proxied, '203.0.113.9, 192.0.2.1')).status).toBe(429);
  });

  it('that are refused by their fields count for nothing', async () => {
    await proxied.answer(HoldSeat, () => ({ outcome: 'mailed' as const }));
    const headers = { 'X-Forwarded-For': '192.0.2.3' };
    for (let count = 0; count < 5; count++) {
      const wrong = { method: 'POST', headers, body: { email: 'guest' } };
      expect((await proxied.send('/v1/slots/slot-id/seats', wrong)).status).toBe(422);
    }
    expect((await hold(proxied, '192.0.2.3')).status).toBe(202);
  });

  it('leave sign-in mails a limit of their own, and organizers none', async () => {
    const mailed = () => ({ outcome: 'mailed' as const });
    await gateway.answer(RegisterPerson, mailed);
    const ask = (token?: string) =>
      gateway.send('/v1/participants', { method: 'POST', body: guest(), ...(token && { token }) });
    expect([(await ask()).status, (await ask('participant')).status]).toEqual([202, 202]);
    expect(await ask()).toMatchObject({ status: 429, body: { code: 'rate.limited', limit: 2 } });
    for (let count = 0; count < 4; count++) expect((await ask('organizer')).status).toBe(202);
  });
});
