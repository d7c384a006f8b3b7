import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { waitFor } from '#platform/testing';
import { chromium, type Browser } from 'playwright-core';
import { LiveReader } from '../../apps/gateway/src/testing/live-reader.js';
import { makeForum, type Forum } from '../access/forum.js';
import { System } from '../journeys/system.js';

jest.setTimeout(120_000);

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const DEVICES = 200;

/** The whole system: gateway and services as they run, with a meeting provider that is not asked for anything. */
describe('a join link', () => {
  let system: System;
  let forum: Forum;
  let path: string;
  let live: LiveReader;
  const meeting = 'https://meeting.invalid/sea-festival';

  beforeAll(async () => {
    system = await System.start({ LOG_LEVEL: 'trace' });
    forum = await makeForum(system, 'joining');
    const admin = system.as(system.demo.tokens.admin);
    await admin.patch(`/v1/sessions/${forum.sessionId}`, { meetingUrl: meeting });
    const { body } = await admin.get(`/v1/sessions/${forum.sessionId}`);
    await system.moveClockTo(new Date(Date.parse(body.start.instant) - 600_000).toISOString());
    const own = await system.as(forum.holder.token).get('/v1/me/seats');
    path = new URL(own.body.items[0].joinUrl).pathname;
    live = await LiveReader.open(`${system.demo.url}/v1/live?programme=${forum.slug}`, {
      authorization: `Bearer ${forum.organizer.token}`,
    });
  }, 180_000);
  afterAll(async () => {
    live?.close();
    await system?.stop();
  }, 60_000);

  const post = (cookie: string, body = '') =>
    fetch(system.demo.url + path, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
      body,
    });

  it('checks in once and lets one device in, of two hundred that come at the same time', async () => {
    const cookies = Array.from(
      { length: DEVICES },
      (_, n) => `meridian-device=${String(n).padStart(22, 'd')}`,
    );
    const answers = await Promise.all(cookies.map((cookie) => post(cookie)));

    const led = answers.filter(({ status }) => status === 303);
    expect(led.map(({ headers }) => headers.get('location'))).toEqual([meeting]);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(DEVICES - 1);
    const attendance = await system
      .as(forum.organizer.token)
      .get(`/v1/sessions/${forum.sessionId}/attendance`);
    expect(attendance.body).toMatchObject({ confirmed: 1, joined: 1 });
    const slot = await system.as().get(`/v1/slots/${forum.slotId}`);
    expect(slot.body.joined).toBe(1);
    expect((await live.event('attendance')).data).toMatchObject({ slotId: forum.slotId, joined: 1 });
  });

  it('takes a person from a page without scripts to the meeting, and another device only when it takes over', async () => {
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    try {
      const [phone, laptop] = [await deviceOf(browser), await deviceOf(browser)];
      await phone.goto(system.demo.url + path);
      await phone.getByRole('button', { name: 'Join now' }).click();
      await phone.getByRole('button', { name: 'Continue here' }).click();
      await phone.waitForURL(meeting);

      await laptop.goto(system.demo.url + path);
      await laptop.getByRole('button').click();
      await laptop.getByText('You have joined on another device').waitFor();
      await laptop.getByRole('button', { name: 'Continue here' }).click();
      await laptop.waitForURL(meeting);

      await phone.goto(system.demo.url + path);
      await phone.getByRole('button').click();
      await phone.getByText('You have joined on another device').waitFor();
    } finally {
      await browser.close();
    }
  });

  it('leads to the backup as soon as it is switched in', async () => {
    const backup = 'https://backup.invalid/sea-festival';
    const organizer = system.as(forum.organizer.token);
    await organizer.post(`/v1/sessions/${forum.sessionId}/backup`, { url: backup });
    expect((await post('', 'continue=1')).headers.get('location')).toBe(backup);
  });

  it('stands in no log, whatever goes wrong', async () => {
    const token = path.split('/')[2]!;
    await Promise.all([
      fetch(`${system.demo.url}/j/${token}/more`),
      fetch(`${system.demo.url}${path}?x=%`, { method: 'PUT' }),
      fetch(system.demo.url + path, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'x' }),
      fetch(system.demo.url + path, { method: 'POST', body: new URLSearchParams({ continue: token }) }),
    ]);
    await waitFor(() => system.logOf('gateway').some((line) => line.includes('/j/:token')));
    const processes = ['gateway', 'participants', 'sessions', 'events', 'notifications'];
    const lines = processes.flatMap((name) => system.logOf(name));
    expect(lines.filter((line) => line.includes(token))).toEqual([]);
  });

  it('dies with its seat', async () => {
    await system.as(forum.holder.token).delete(`/v1/seats/${forum.seatId}`);
    expect((await post('', 'continue=1')).status).toBe(410);
  });

  /** A browser of its own, without scripts; what it asks of the world outside is answered here. */
  async function deviceOf(browser: Browser) {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'en' });
    await context.route(/\.invalid\//, (route) => route.fulfill({ body: 'the meeting' }));
    return context.newPage();
  }
});
