import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readClock, SERVICES, setClock } from '#contracts';
import { TestGateway } from '../testing/test-gateway.js';

const WEEK_MS = 7 * 24 * 3_600_000;
const HOUR_MS = 3_600_000;

let demo: TestGateway;
let real: TestGateway;
beforeAll(async () => {
  [demo, real] = await Promise.all([TestGateway.start({ DEMO_CLOCK: '1' }), TestGateway.start()]);
});
afterAll(() => Promise.all([demo.stop(), real.stop()]));

const forward = (gateway: TestGateway, duration: string) =>
  gateway.send('/v1/demo/clock', { token: 'organizer', body: { forward: duration } });

describe('the demo clock', () => {
  it('moves every service to the same lead, from the furthest one', async () => {
    const set = await Promise.all(
      SERVICES.map(async (service, index) => {
        await demo.answer(readClock(service), () => ({
          offsetMs: index * HOUR_MS,
          now: '2027-01-01T00:00:00Z',
        }));
        return demo.answer(setClock(service), ({ offsetMs }) => ({ offsetMs, now: '2027-01-08T03:00:00Z' }));
      }),
    );

    const { status, body } = await forward(demo, 'P7D');

    const offsetMs = 3 * HOUR_MS + WEEK_MS;
    expect(status).toBe(200);
    expect(body).toEqual({ now: '2027-01-08T03:00:00Z', offsetMs });
    expect(set.flat().map(({ input }) => input)).toEqual(SERVICES.map(() => ({ offsetMs })));
  });

  it.each(['7 days', '-P1D', 'P1Y', ''])('refuses “%s”', async (duration) => {
    expect(await forward(demo, duration)).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'forward' }] },
    });
  });

  it('is fixed outside of demo and tests', async () => {
    expect(await forward(real, 'P7D')).toMatchObject({ status: 403, body: { code: 'clock.fixed' } });
  });
});
