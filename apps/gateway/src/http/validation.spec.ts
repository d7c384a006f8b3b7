import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CreateCity, FindCities } from '#contracts';
import { BOSTON, pageWith } from '../testing/forum.js';
import { TestGateway } from '../testing/test-gateway.js';

let gateway: TestGateway;
beforeAll(async () => void (gateway = await TestGateway.start()));
afterAll(() => gateway.stop());

const boston = {
  slug: 'boston',
  name: 'Boston',
  country: 'US',
  zone: 'America/New_York',
  languages: ['en'],
  latitude: 42.36,
  longitude: -71.06,
};

describe('bodies', () => {
  it('are refused with all wrong fields at once', async () => {
    const { status, body } = await gateway.send('/v1/cities', {
      token: 'admin',
      body: {
        ...boston,
        slug: 'Boston!',
        latitude: 91,
        version: 7,
        comfort: [{ from: '9', to: '18:00', weight: 1 }],
      },
    });

    expect(status).toBe(422);
    expect(body.code).toBe('validation.failed');
    expect(body.errors.map(({ path }: { path: string }) => path)).toEqual([
      'slug',
      'latitude',
      'comfort[0].from',
      'version',
    ]);
    expect(body.errors.at(-1)!.message).toBe('is not a known field');
  });

  it('are passed on with their defaults', async () => {
    const asked = await gateway.answer(CreateCity, () => BOSTON);

    expect((await gateway.send('/v1/cities', { token: 'admin', body: boston })).status).toBe(201);
    expect(asked[0]!.input).toEqual({ ...boston, weekend: [6, 7] });
  });

  it('of nothing are refused where something is needed', async () => {
    const { status } = await gateway.send('/v1/cities', { method: 'POST', token: 'admin' });

    expect(status).toBe(422);
  });
});

describe('queries', () => {
  it('are passed on', async () => {
    const asked = await gateway.answer(FindCities, () => pageWith(BOSTON));

    expect((await gateway.send('/v1/cities?limit=7&cursor=abc')).body).toEqual(pageWith(BOSTON));
    expect(asked[0]!.input).toEqual({ limit: 7, cursor: 'abc' });
  });

  it.each(['limit=0', 'limit=501', 'limit=many', 'limit=1&limit=2', 'colour=red', 'cursor='])(
    'with %s are refused by name',
    async (query) => {
      const { status, body } = await gateway.send(`/v1/cities?${query}`);

      expect(status).toBe(422);
      expect(body.errors[0]!.path).toBe(query.split('=')[0]);
    },
  );
});
