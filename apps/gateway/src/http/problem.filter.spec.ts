import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ERROR_CODES, FindCities, FindSeats, RuleViolation } from '#contracts';
import { TestGateway } from '../testing/test-gateway.js';
import { PROBLEM_KINDS } from './problem-codes.js';

let gateway: TestGateway;
beforeAll(async () => void (gateway = await TestGateway.start({ DEADLINE_MS: '300' })));
afterAll(() => gateway.stop());

describe('a refusal', () => {
  it.each(ERROR_CODES)('of code %s is a problem document with its status', async (code) => {
    await gateway.answer(
      FindCities,
      () =>
        new RuleViolation(code, 'What would be right.', { suggestions: ['a'] }, [
          { path: 'zone', message: 'm' },
        ]),
    );

    const { status, headers, body } = await gateway.send('/v1/cities');

    expect(status).toBe(PROBLEM_KINDS[code].status);
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(body).toEqual({
      type: `/problems/${code}`,
      title: PROBLEM_KINDS[code].title,
      status,
      code,
      detail: 'What would be right.',
      traceId: headers.get('x-trace-id'),
      suggestions: ['a'],
      errors: [{ path: 'zone', message: 'm' }],
    });
  });

  it('may not disguise its standard members', async () => {
    await gateway.answer(
      FindCities,
      () => new RuleViolation('not-found', 'Nothing.', { status: 200, code: 'fine' }),
    );

    const { body } = await gateway.send('/v1/cities');

    expect(body).toMatchObject({ status: 404, code: 'not-found' });
  });

  it('asks for a token with WWW-Authenticate', async () => {
    const { status, headers } = await gateway.send('/v1/me');

    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toBe('Bearer realm="meridian"');
  });
});

describe('a service that does not answer', () => {
  it('is 503 at once with Retry-After when nobody is there', async () => {
    const before = performance.now();
    const { status, headers, body } = await gateway.send('/v1/programmes');

    expect(status).toBe(503);
    expect(headers.get('retry-after')).toBe('1');
    expect(body.code).toBe('service.unavailable');
    expect(performance.now() - before).toBeLessThan(250);
  });

  it('is 504 when the deadline passes', async () => {
    await gateway.ignore(FindSeats);

    const { status, body } = await gateway.send('/v1/me/seats', { token: 'participant' });

    expect(status).toBe(504);
    expect(body.code).toBe('outcome.unknown');
  });
});

describe('a message that is wrong in itself', () => {
  const asAdmin = { token: 'admin' };

  it.each([
    ['malformed JSON', { body: '{"slug": ' }, 400, 'body.malformed'],
    ['a key that would change prototypes', { body: '{"__proto__": {"admin": true}}' }, 400, 'body.malformed'],
    [
      'a form',
      { body: 'slug=rome', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } },
      415,
      'body.media-type',
    ],
    ['plain text', { body: 'rome', headers: { 'Content-Type': 'text/plain' } }, 415, 'body.media-type'],
    ['a body over 256 kB', { body: { name: 'x'.repeat(257 * 1024) } }, 413, 'body.too-large'],
    ['a method that the address does not take', { method: 'PUT', body: {} }, 405, 'method.not-allowed'],
  ])('%s', async (_name, sending, status, code) => {
    const reply = await gateway.send('/v1/cities', { ...asAdmin, ...sending });

    expect(reply.status).toBe(status);
    expect(reply.body).toMatchObject({ status, code });
  });

  it('names the methods that an address takes', async () => {
    const { headers } = await gateway.send('/v1/cities/rome', { method: 'DELETE' });

    expect(headers.get('allow')).toBe('GET, HEAD, PATCH');
  });

  it('at an unknown address is 404; to people a page', async () => {
    expect((await gateway.send('/v1/nothing')).body).toMatchObject({ status: 404, code: 'not-found' });

    const page = await gateway.send('/nothing', { headers: { Accept: 'text/html' } });
    expect(page.status).toBe(404);
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
  });

  it('with an address that cannot be decoded is 400', async () => {
    expect((await gateway.send('/v1/cities/%E0%A4%A')).body).toMatchObject({
      status: 400,
      code: 'request.malformed',
    });
  });
});
