import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ChangeCity, FindCities, FindSlots, RuleViolation } from '#contracts';
import { BOSTON, ONLINE_SEATS, pageWith } from '../testing/forum.js';
import { TestGateway } from '../testing/test-gateway.js';
import { versionOf } from './entity-tag.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await TestGateway.start();
  await gateway.answer(FindCities, ({ slugs }) => (slugs?.[0] === 'boston' ? pageWith(BOSTON) : pageWith()));
});
afterAll(() => gateway.stop());

const read = (ifNoneMatch?: string) =>
  gateway.send('/v1/cities/boston', ifNoneMatch ? { headers: { 'If-None-Match': ifNoneMatch } } : {});
const rename = (headers: Record<string, string> = {}) =>
  gateway.send('/v1/cities/boston', {
    method: 'PATCH',
    token: 'admin',
    headers,
    body: { name: 'Boston, MA' },
  });

describe('a single object', () => {
  it('has its version as ETag', async () => {
    expect((await read()).headers.get('etag')).toBe('"3"');
  });

  it.each(['"3"', 'W/"3"', '"1", "3"', '*'])('that the asker has (%s) is not sent again', async (tag) => {
    const { status, headers, body } = await read(tag);

    expect(status).toBe(304);
    expect(headers.get('etag')).toBe('"3"');
    expect(body).toBe('');
  });

  it('that shows counts is sent again when they change within a version', async () => {
    const slot = (ifNoneMatch = '') =>
      gateway.send('/v1/slots/slot-id', { headers: { 'If-None-Match': ifNoneMatch } });
    await gateway.answer(FindSlots, () => ({ items: [ONLINE_SEATS] }));
    const tag = (await slot()).headers.get('etag')!;
    expect(tag).toMatch(/^"7-/);
    expect((await slot(tag)).status).toBe(304);

    await gateway.answer(FindSlots, () => ({ items: [{ ...ONLINE_SEATS, confirmed: 13 }] }));
    expect((await slot(tag)).status).toBe(200);
    expect(versionOf(tag)).toBe(7);
  });

  it('of another version is sent', async () => {
    expect((await read('"2"')).status).toBe(200);
  });

  it('that is not there is 404', async () => {
    expect((await gateway.send('/v1/cities/atlantis')).status).toBe(404);
  });
});

describe('If-Match', () => {
  it('goes to the owner as the version that is meant, and comes back as 412', async () => {
    const asked = await gateway.answer(ChangeCity, ({ ifVersion }) =>
      ifVersion === 3 ? { ...BOSTON, version: 4 } : new RuleViolation('version.mismatch', 'It is version 4.'),
    );

    const changed = await rename({ 'If-Match': '"3"' });
    const late = await rename({ 'If-Match': '"2"' });

    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).toBe('"4"');
    expect(late.status).toBe(412);
    expect(asked.map(({ input }) => input.ifVersion)).toEqual([3, 2]);
  });

  it('may be left out', async () => {
    const asked = await gateway.answer(ChangeCity, () => BOSTON);
    await rename();

    expect(asked[0]!.input).toEqual({ slug: 'boston', patch: { name: 'Boston, MA' } });
  });

  it.each(['3', 'W/"3"', '"three"', '"1", "2"'])('as %s is refused', async (tag) => {
    expect(() => versionOf(tag)).toThrow(expect.objectContaining({ code: 'validation.failed' }));
    expect((await rename({ 'If-Match': tag })).status).toBe(422);
  });
});
