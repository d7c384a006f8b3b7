import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  ChangePreferencesByLink,
  FindPreferencesByLink,
  notFound,
  type InputOf,
  type Preferences,
} from '#contracts';
import { TestGateway, type Asked } from '../testing/test-gateway.js';

const TOKEN = 'person.signature';
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };

let gateway: TestGateway;
let saved: Preferences;
let asked: Asked<InputOf<typeof ChangePreferencesByLink>>[];
beforeAll(async () => void (gateway = await TestGateway.start()));
afterAll(() => gateway.stop());
beforeEach(async () => {
  saved = { off: ['digests'], reminders: ['P2D', 'PT1H'] };
  const known = (token: string, answer: () => Preferences) =>
    token === TOKEN ? answer() : notFound('link', token);
  await gateway.answer(FindPreferencesByLink, ({ token }) => known(token, () => saved));
  asked = await gateway.answer(ChangePreferencesByLink, ({ token, patch }) =>
    known(token, () => (saved = { ...saved, ...patch })),
  );
});

const show = (language = 'en', token = TOKEN) =>
  gateway.send<string>(`/mails/${token}`, { headers: { 'Accept-Language': language } });
const send = (fields: readonly string[], path = TOKEN) =>
  gateway.send<string>(`/mails/${path}`, {
    method: 'POST',
    headers: FORM,
    body: fields.map((name) => `${name}=1`).join('&'),
  });
/** Names of the boxes that have a tick. */
const ticked = (page: string) =>
  [...page.matchAll(/<input[^>]*?name="([\w-]+)"[^>]*?\schecked\s*\/>/g)].map(([, name]) => name);

describe('the page of mails', () => {
  it('shows what a person wants and their own reminders, and changes nothing by being looked at', async () => {
    const { status, body } = await show();
    expect(status).toBe(200);
    expect(ticked(body)).toEqual(['reminders', 'recordings', 'own-P2D', 'own-PT1H']);
    expect(body).toContain('2 days before');
    expect(body).toContain('30 minutes before');
    await gateway.send(`/mails/${TOKEN}`, { method: 'HEAD' });
    expect(asked).toEqual([]);
  });

  it('saves which mails and which own reminders are wanted, and shows it', async () => {
    const { status, body } = await send(['digests', 'own-PT10M', 'own-P3D']);
    expect(status).toBe(200);
    expect(asked.map(({ input }) => input)).toEqual([
      { token: TOKEN, patch: { off: ['reminders', 'recordings'], reminders: ['P3D', 'PT10M'] } },
    ]);
    expect(body).toContain('role="status"');
    expect(ticked(body)).toEqual(['digests', 'own-P3D', 'own-PT10M']);
  });

  it('saves nothing when too many reminders are chosen, says so and keeps what was chosen', async () => {
    const many = ['reminders', 'own-P3D', 'own-P1D', 'own-PT1H', 'own-PT10M'];
    const { status, body } = await send(many);
    expect(status).toBe(422);
    expect(body).toContain('role="alert"');
    expect(body).toContain('at most 3');
    expect(ticked(body)).toEqual(many);
    expect(asked).toEqual([]);
    expect((await send(many, 'forged')).status).toBe(404);
  });

  it('turns one kind off by a mail program’s one click, and leaves the rest as it is', async () => {
    const { status } = await gateway.send(`/mails/${TOKEN}?off=recordings`, {
      method: 'POST',
      headers: FORM,
      body: 'List-Unsubscribe=One-Click',
    });
    expect(status).toBe(200);
    expect(saved).toEqual({ off: ['digests', 'recordings'], reminders: ['P2D', 'PT1H'] });
  });

  it('takes the one click as a form of either kind, and a broken one for none', async () => {
    const click = (body: string) =>
      gateway.send(`/mails/${TOKEN}?off=recordings`, {
        method: 'POST',
        headers: { 'Content-Type': 'multipart/form-data; boundary=click' },
        body,
      });
    const part = '--click\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n';

    expect((await click(part)).status).toBe(400);
    expect(saved.off).toEqual(['digests']);
    expect((await click(`${part}--click--\r\n`)).status).toBe(200);
    expect(saved.off).toEqual(['digests', 'recordings']);
  });

  it('speaks the reader’s language', async () => {
    expect((await show('ja')).body).toContain('3時間前');
    expect((await show('it')).body).toContain('1 ora prima');
  });

  it('refuses what it has no box for, and links that are none of ours', async () => {
    expect((await send(['own-P9D'])).status).toBe(422);
    const { status, body } = await show('en', 'forged');
    expect([status, body]).toEqual([404, expect.stringContaining('This link does not work')]);
  });
});
