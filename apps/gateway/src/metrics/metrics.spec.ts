import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FindSeats } from '#contracts';
import { waitFor } from '#platform/testing';
import { TestGateway } from '../testing/test-gateway.js';

describe('the gateway’s metrics', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await TestGateway.start();
    await gateway.answer(FindSeats, () => ({ items: [], next: null }));
  });
  afterAll(() => gateway.stop());

  const scrape = async () => (await fetch(`${gateway.metricsUrl}/metrics`)).text();

  it('are no part of the API', async () => {
    expect((await gateway.send('/metrics')).status).toBe(404);
    expect((await fetch(`${gateway.metricsUrl}/v1/cities`)).status).toBe(404);
  });

  it('time each route by its pattern, and hold neither ids, addresses nor tokens', async () => {
    await gateway.send('/v1/seats/seat-4711', { token: 'participant' });
    await gateway.send('/no/such/place-4711?token=secret-4711');
    const expected = [
      /^meridian_http_seconds_count\{service="gateway",route="\/v1\/seats\/:id",method="GET",status="404"\} 1$/m,
      /^meridian_http_seconds_count\{service="gateway",route="none",method="GET",status="404"\} 2$/m,
    ];
    // A response is counted once its last byte has gone, which its reader may see first.
    const text = await waitFor(async () => {
      const text = await scrape();
      return expected.every((line) => line.test(text)) && text;
    });
    expect(text).not.toContain('4711');
  });
});
