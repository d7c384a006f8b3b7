import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ANONYMOUS, Authenticate, FindCities, FindMe, mayAttempt } from '#contracts';
import { waitFor } from '#platform/testing';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { BOSTON, pageWith } from '../testing/forum.js';
import { PEOPLE, TestGateway } from '../testing/test-gateway.js';
import { RouteTable } from '../http/route-table.js';
import { CLASSIFIED_ROUTES } from '../testing/classified-routes.js';

let gateway: TestGateway;
beforeAll(async () => void (gateway = await TestGateway.start({ DEMO_CLOCK: '1' })));
afterAll(() => gateway.stop());

const WITHOUT_BODY = ['GET', 'HEAD', 'DELETE'];
const ACTORS = { anonymous: ANONYMOUS, ...PEOPLE };

describe('routes', () => {
  it('are all classified, and no others exist', () => {
    const served = gateway.routes.filter(({ method }) => method !== 'HEAD');
    const actions = Object.fromEntries(
      served.map(({ method, path, action }) => [`${method} ${path}`, action]),
    );

    expect(actions).toEqual(CLASSIFIED_ROUTES);
  });

  it('for HEAD have the action of their GET', () => {
    for (const { path, action } of gateway.routes.filter(({ method }) => method === 'HEAD')) {
      expect(CLASSIFIED_ROUTES).toHaveProperty([`GET ${path}`], action);
    }
  });

  it('without an action stop the start', () => {
    const fastify = new FastifyAdapter().getInstance();
    new RouteTable(fastify);

    expect(() => fastify.get('/v1/backdoor', () => 'open')).toThrow('GET /v1/backdoor has no @Operation');
  });
});

/** Of a programme that is none: a stream that is opened never ends. */
const QUERIES: Record<string, string> = { '/v1/live': '?programme=none' };

describe('the guard', () => {
  it.each(Object.keys(ACTORS) as (keyof typeof ACTORS)[])(
    'lets %s attempt what the policy allows, only',
    async (name) => {
      for (const { method, path, action } of gateway.routes) {
        const { status } = await gateway.send(path.replaceAll(/:\w+/g, 'x') + (QUERIES[path] ?? ''), {
          method,
          ...(name !== 'anonymous' && { token: name }),
          ...(!WITHOUT_BODY.includes(method) && { body: {} }),
        });
        const refused = name === 'anonymous' ? 401 : 403;
        const route = `${method} ${path}`;
        const mayGoOn = mayAttempt(ACTORS[name], action);
        expect({ route, refused: status === refused }).toEqual({ route, refused: !mayGoOn });
      }
    },
  );

  it.each([
    ['HEAD', '/v1/me'],
    ['GET', '/v1/me/'],
    ['GET', '//v1/me'],
    ['GET', '/v1//me'],
    ['GET', '/V1/ME'],
    ['GET', '/v1/me?x=%2F'],
    ['GET', '/v1/%6de'],
    ['GET', '/v1/me;admin'],
    ['GET', '/v1/./me'],
    ['POST', '/v1/cities/'],
    ['POST', '/V1/Cities'],
    ['OPTIONS', '/v1/cities'],
  ])('is not led around by %s %s', async (method, path) => {
    const asked = await gateway.answer(FindMe, () => ({
      id: 'p',
      email: 'p@example.org',
      name: 'P',
      city: null,
      zone: null,
      language: null,
      grants: [],
    }));

    const { status } = await gateway.send(path, { method });

    expect([401, 404, 405]).toContain(status);
    expect(asked).toEqual([]);
  });
});

describe('a token', () => {
  beforeAll(() => gateway.answer(FindCities, () => pageWith(BOSTON)));

  it.each(['Bearer unknown', 'Bearer', 'Basic YWRtaW46YWRtaW4=', 'unknown', 'Bearer a b'])(
    'that is wrong (%s) is refused even where none is needed',
    async (authorization) => {
      const { status, body } = await gateway.send('/v1/cities', {
        headers: { Authorization: authorization },
      });

      expect(status).toBe(401);
      expect(body.code).toBe('access.unauthenticated');
    },
  );

  it('is asked about once in a second, and again after it', async () => {
    const asked = await gateway.answer(Authenticate, () => ({ actor: PEOPLE.participant }));
    const ask = () => gateway.send('/v1/cities', { token: 'fresh' });

    await Promise.all([ask(), ask(), ask()]);
    expect(asked).toHaveLength(1);

    await waitFor(async () => (await ask()) && asked.length === 2, { what: 'the second question' });
  });

  it('that has been taken back is refused within a second', async () => {
    await gateway.answer(Authenticate, () => ({ actor: PEOPLE.participant }));
    expect((await gateway.send('/v1/cities', { token: 'to-be-taken-back' })).status).toBe(200);

    await gateway.answer(Authenticate, () => ({ actor: null }));
    const since = performance.now();
    await waitFor(
      async () => (await gateway.send('/v1/cities', { token: 'to-be-taken-back' })).status === 401,
    );
    expect(performance.now() - since).toBeLessThan(1_500);
  });
});
