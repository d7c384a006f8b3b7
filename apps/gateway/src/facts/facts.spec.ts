import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dropParked, listParked, notFound, replayParked, reportFacts, SERVICES } from '#contracts';
import { TestGateway } from '../testing/test-gateway.js';

const report = { outbox: { unpublished: 0, oldestSeconds: 0 }, consumers: [], owns: ['session'], copies: [] };
const parked = {
  consumer: 'participants_fact-sessions-session-changed-v1',
  factId: '01936d5e-7c4a-7000-8000-000000000001',
  subject: 'fact.sessions.session.changed.v1',
  error: 'column "starts_at" does not exist',
  parkedAt: '2027-01-10T08:00:00Z',
  envelope: {},
};
const key = { consumer: parked.consumer, factId: parked.factId };
const path = '/v1/admin/facts/participants/parked';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await TestGateway.start();
  for (const service of SERVICES) await gateway.answer(reportFacts(service), () => report);
  await gateway.answer(listParked('participants'), () => ({ items: [parked], next: null }));
});
afterAll(() => gateway.stop());

describe('Facts, for admins', () => {
  it('are reported service by service', async () => {
    const { status, body } = await gateway.send('/v1/admin/facts', { token: 'admin' });
    expect(status).toBe(200);
    expect(body.items).toEqual(SERVICES.map((service) => ({ service, ...report })));
  });

  it('are listed when parked, replayed and dropped', async () => {
    const replays = await gateway.answer(replayParked('participants'), () => ({ error: null }));
    const drops = await gateway.answer(dropParked('participants'), () => ({}));
    const { body } = await gateway.send(`${path}?limit=5`, { token: 'admin' });
    expect(body.items).toEqual([parked]);
    const replay = await gateway.send(`${path}/replay`, { token: 'admin', body: key });
    expect([replay.status, replay.body]).toEqual([200, { error: null }]);
    expect((await gateway.send(`${path}/drop`, { token: 'admin', body: key })).status).toBe(204);
    expect([replays[0]?.input, drops[0]?.input]).toEqual([key, key]);
  });

  it('that are not there are 404, and a service that is not there is told from those that are', async () => {
    await gateway.answer(replayParked('participants'), () => notFound('parked fact', key.factId));
    expect((await gateway.send(`${path}/replay`, { token: 'admin', body: key })).status).toBe(404);
    const { status, body } = await gateway.send('/v1/admin/facts/nobody/parked', { token: 'admin' });
    expect([status, body.errors]).toEqual([
      422,
      [{ path: expect.any(String), message: expect.stringContaining('participants') }],
    ]);
  });

  it('are nobody else’s', async () => {
    for (const token of ['organizer', 'liaison', 'participant']) {
      expect((await gateway.send('/v1/admin/facts', { token })).status).toBe(403);
    }
    expect((await gateway.send('/v1/admin/facts')).status).toBe(401);
  });
});
