import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FindCities, FindProgrammes } from '#contracts';
import { waitFor } from '#platform/testing';
import { BOSTON, pageWith } from '../testing/forum.js';
import { TestGateway } from '../testing/test-gateway.js';

let gateway: TestGateway;
beforeAll(
  async () => void (gateway = await TestGateway.start({ REQUESTS_AT_WORK: '3', DEADLINE_MS: '1000' })),
);
afterAll(() => gateway.stop());

describe('more requests than may be at work', () => {
  it('are refused at once with Retry-After, and let in again when the others have ended', async () => {
    await gateway.answer(FindCities, () => pageWith(BOSTON));
    await gateway.ignore(FindProgrammes);
    const atWork = Array.from({ length: 3 }, () => gateway.send('/v1/programmes'));

    await waitFor(async () => (await gateway.send('/v1/cities')).status === 503);
    const { status, headers, body } = await gateway.send('/v1/cities');
    expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'overloaded', '1']);

    const ended = await Promise.all(atWork);
    expect(ended.map((reply) => reply.status)).toEqual([504, 504, 504]);
    await waitFor(async () => (await gateway.send('/v1/cities')).status === 200);
  });
});
