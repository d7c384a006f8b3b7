import { get } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  ChangeSession,
  FindEvents,
  FindScheduleVersions,
  FindSessions,
  RuleViolation,
  SessionSignalled,
  type InputOf,
} from '#contracts';
import { waitFor } from '#platform/testing';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { FESTIVAL, OPENING, pageWith } from '../testing/forum.js';
import { TestGateway, type Asked } from '../testing/test-gateway.js';

const PATH = `/v1/events/${FESTIVAL.id}/sessions?zone=Asia/Tokyo`;

let gateway: TestGateway;
let rendered: Asked<InputOf<typeof FindSessions>>[];
let checked: Asked[];
let title: string;
let version: string;
beforeAll(async () => void (gateway = await TestGateway.start()));
afterAll(() => gateway.stop());
beforeEach(async () => {
  title = 'Opening';
  version = `${Math.random()}`;
  await gateway.answer(FindEvents, () => pageWith(FESTIVAL));
  checked = await gateway.answer(FindScheduleVersions, () => ({
    items: [{ eventId: FESTIVAL.id, version }],
  }));
  rendered = await gateway.answer(FindSessions, () => pageWith({ ...OPENING, title }));
  // What the test before has left is asked for anew.
  await gateway.tell(SessionSignalled, OPENING);
  await read();
});

const read = (headers: Record<string, string> = {}, token?: string) =>
  gateway.send(PATH, { headers, ...(token && { token }) });
const titles = ({ body }: Awaited<ReturnType<typeof read>>) =>
  (body.items as { title: string }[]).map((session) => session.title);

describe('the schedule of an event', () => {
  it('is rendered once for all who see what anybody sees', async () => {
    const replies = await Promise.all(Array.from({ length: 50 }, () => read()));
    expect(replies.every((reply) => titles(reply)[0] === 'Opening')).toBe(true);
    expect(titles(await read({}, 'participant'))).toEqual(['Opening']);
    expect(rendered).toHaveLength(1);
  });

  it('is rendered for each zone by itself', async () => {
    await gateway.send(PATH.replace('Tokyo', 'Seoul'));
    expect(rendered.map(({ input }) => input.zones)).toEqual([['Asia/Tokyo'], ['Asia/Seoul']]);
  });

  it.each(['organizer', 'liaison', 'admin'])(
    'is answered anew to an %s, who may see drafts',
    async (token) => {
      title = 'A draft';
      expect(titles(await read({}, token))).toEqual(['A draft']);
      expect(rendered).toHaveLength(2);
      expect(titles(await read())).toEqual(['Opening']);
    },
  );

  it('is asked for again when a session has changed, and rendered again only then', async () => {
    [title, version] = ['Opening at last', 'changed'];
    await gateway.tell(SessionSignalled, OPENING);
    await waitFor(async () => titles(await read())[0] === 'Opening at last');
    const before = checked.length;
    await gateway.tell(SessionSignalled, OPENING);
    await waitFor(async () => (await read()) && checked.length > before);
    expect(rendered).toHaveLength(2);
  });

  it('is new at once for who has changed it through this gateway', async () => {
    await gateway.answer(ChangeSession, () => {
      [title, version] = ['Opening at last', 'changed'];
      return { ...OPENING, title };
    });
    await gateway.send(`/v1/sessions/${OPENING.id}`, {
      method: 'PATCH',
      token: 'organizer',
      body: { title: 'x' },
    });
    expect(titles(await read())).toEqual(['Opening at last']);
  });

  it('is new within a second also when every signal is lost', async () => {
    [title, version] = ['Opening at last', 'changed'];
    await waitFor(async () => titles(await read())[0] === 'Opening at last');
  });

  it('is not served from what is kept while its owner does not answer for longer than that', async () => {
    await gateway.answer(FindScheduleVersions, () => new RuleViolation('service.unavailable', 'Away.'));
    await waitFor(async () => (await read()).status === 503);
  });

  it('of an event that is no longer to be seen is gone', async () => {
    await gateway.answer(FindEvents, () => pageWith());
    await gateway.tell(SessionSignalled, OPENING);
    await waitFor(async () => (await read()).status === 404);
  });

  it('comes with a tag, and as 304 to who has it in any encoding', async () => {
    const { headers } = await read({ 'Accept-Encoding': 'gzip' });
    expect(headers.get('etag')).toMatch(/^"[\w-]{22}-gzip"$/);
    expect(headers.get('vary')).toBe('Authorization, Accept-Encoding');
    for (const known of [
      headers.get('etag')!,
      `W/${headers.get('etag')}`,
      `"other", ${headers.get('etag')}`,
      '*',
    ]) {
      const { status, body } = await read({ 'If-None-Match': known });
      expect([status, body]).toEqual([304, '']);
    }
    expect((await read({ 'If-None-Match': '"other"' })).status).toBe(200);
    [title, version] = ['Opening at last', 'changed'];
    await gateway.tell(SessionSignalled, OPENING);
    await waitFor(async () => (await read({ 'If-None-Match': headers.get('etag')! })).status === 200);
  });

  it.each([
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['br;q=0, *', 'gzip', gunzipSync],
    ['identity', undefined, (bytes: Buffer) => bytes],
    [undefined, undefined, (bytes: Buffer) => bytes],
  ] as const)('is the same text to who accepts %s', async (accepted, encoding, decoded) => {
    const { headers, bytes } = await raw(accepted);
    expect(headers['content-encoding']).toBe(encoding);
    expect(JSON.parse(decoded(bytes).toString()).items[0].title).toBe('Opening');
  });

  it('that is asked for wrongly is refused, not rendered', async () => {
    expect((await gateway.send(`${PATH}&limit=0`)).status).toBe(422);
    expect((await gateway.send(PATH, { token: 'nobody' })).status).toBe(401);
    expect(rendered).toHaveLength(1);
  });
});

/** The bytes as they come, which fetch would decode. */
function raw(accepted: string | undefined) {
  return new Promise<{ headers: Record<string, unknown>; bytes: Buffer }>((resolve, reject) => {
    const headers = accepted === undefined ? {} : { 'accept-encoding': accepted };
    get(gateway.url + PATH, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ headers: response.headers, bytes: Buffer.concat(chunks) }));
    }).on('error', reject);
  });
}
