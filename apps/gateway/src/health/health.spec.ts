import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { reportHealth, SERVICES } from '#contracts';
import { waitFor } from '#platform/testing';
import { TZDB_VERSION } from '#time';
import { TestGateway } from '../testing/test-gateway.js';

let gateway: TestGateway;
beforeAll(async () => void (gateway = await TestGateway.start()));
afterAll(() => gateway.stop());

const up = { dependencies: [{ name: 'postgres', up: true, detail: '18.4' }] };

describe('readiness', () => {
  it('is 503 while a service is missing, and says which', async () => {
    await Promise.all(SERVICES.slice(1).map((service) => gateway.answer(reportHealth(service), () => up)));

    const { status, body } = await gateway.send('/health/ready');

    expect(status).toBe(503);
    expect(body).toMatchObject({
      status: 'down',
      services: { events: { status: 'down', detail: expect.any(String) }, sessions: { status: 'up' } },
    });
  });

  it('is 200 when all are up; names each dependency and the tzdb', async () => {
    await gateway.answer(reportHealth('events'), () => up);

    const { status, body } = await gateway.send('/health/ready');

    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'up',
      tzdb: TZDB_VERSION,
      dependencies: [{ name: 'nats', up: true }],
      services: { events: { status: 'up', dependencies: up.dependencies } },
    });
  });

  it('is 503 when a dependency of a service is down', async () => {
    await gateway.answer(reportHealth('events'), () => ({
      dependencies: [{ name: 'postgres', up: false, detail: 'connection refused' }],
    }));

    expect((await gateway.send('/health/ready')).status).toBe(503);
  });

  it('comes back by itself after NATS was away; liveness stays', async () => {
    await gateway.answer(reportHealth('events'), () => up);
    await gateway.nats.kill();
    await waitFor(async () => (await gateway.send('/health/ready')).status === 503);
    expect((await gateway.send('/health/live')).status).toBe(200);
    expect((await gateway.send('/v1/cities')).status).toBe(503);

    await gateway.nats.restart();
    await waitFor(async () => (await gateway.send('/health/ready')).status === 200, { what: 'ready again' });
  });
});
