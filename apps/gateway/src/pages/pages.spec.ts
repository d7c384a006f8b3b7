import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  ConfirmSignIn,
  FindCities,
  FindEvents,
  FindProgrammes,
  FindSessions,
  FindSlots,
  RuleViolation,
} from '#contracts';
import { BOSTON, FESTIVAL, FORUM, NHA_TRANG, ONLINE_SEATS, OPENING, pageWith } from '../testing/forum.js';
import { TestGateway } from '../testing/test-gateway.js';

let gateway: TestGateway;
beforeAll(async () => void (gateway = await TestGateway.start()));
afterAll(() => gateway.stop());
beforeEach(async () => {
  await gateway.answer(FindProgrammes, () => pageWith(FORUM));
  await gateway.answer(FindCities, () => pageWith(BOSTON, NHA_TRANG));
  await gateway.answer(FindEvents, () => pageWith(FESTIVAL));
  await gateway.answer(FindSessions, () => pageWith(OPENING));
  await gateway.answer(FindSlots, () => ({ items: [ONLINE_SEATS] }));
});

/** What a reader sees, without tags. */
async function read(path: string, headers: Record<string, string> = {}): Promise<string> {
  const { body } = await gateway.send<string>(path, { headers });
  const main = body.slice(body.indexOf('<main>'), body.indexOf('</main>'));
  return main.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
}

describe('the schedule page', () => {
  it('shows the sessions in the reader’s zone, with the day that differs and the seats', async () => {
    const text = await read('/?zone=America/New_York');

    expect(text).toContain('The forum');
    expect(text).toContain('Wednesday, June 9, 2027');
    expect(text).toContain('21:00–22:00 08:00 in Nha Trang −1 day');
    expect(text).toContain('Online: 18 of 30 seats free');
    expect(text).toContain('Taking part: Boston');
  });

  it('shows the hosts’ times as long as no zone is known', async () => {
    const text = await read('/');

    expect(text).toContain('Thursday, June 10, 2027');
    expect(text).toContain('08:00–09:00 Indochina Time');
  });

  it('says so when a zone is unknown, and shows the hosts’ times', async () => {
    const text = await read('/?zone=Mars/Olympus');

    expect(text).toContain('Unknown time zone “Mars/Olympus”');
    expect(text).toContain('08:00–09:00');
  });

  it('speaks the reader’s language where the programme does', async () => {
    expect(await read('/', { 'Accept-Language': 'vi' })).toContain('Diễn đàn');
  });

  it('shows full, open and cancelled sessions as what they are', async () => {
    await gateway.answer(FindSlots, () => ({
      items: [
        { ...ONLINE_SEATS, confirmed: 30, waiting: 4 },
        { ...ONLINE_SEATS, id: 'room', mode: 'in-person' as const, capacity: null },
      ],
    }));
    expect(await read('/')).toContain('Online: full, 4 waiting In person: open to all');

    await gateway.answer(FindSessions, () => pageWith({ ...OPENING, status: 'cancelled' as const }));
    expect(await read('/')).toContain('Cancelled');
  });

  it('lets no text become markup', async () => {
    await gateway.answer(FindSessions, () => pageWith({ ...OPENING, title: '<img src=x onerror=alert(1)>' }));

    const { body } = await gateway.send<string>('/');

    expect(body).not.toContain('<img');
    expect(body).toContain('&lt;img src=x');
  });

  it('has nothing inline, so that the policy can forbid it', async () => {
    const { headers, body } = await gateway.send<string>('/');

    expect(headers.get('content-security-policy')).toMatch(/default-src 'self'.*frame-ancestors 'none'/);
    expect(body).not.toMatch(/<script(?![^>]*src=)|<style|\sstyle=|\son\w+=/);
  });

  it('is there before anything is published', async () => {
    await gateway.answer(FindProgrammes, () => pageWith());

    expect(await read('/')).toContain('Nothing is published yet');
  });

  it('serves its assets and nothing beside them', async () => {
    expect((await gateway.send('/assets/zone.js')).headers.get('content-type')).toMatch(/^text\/javascript/);
    expect((await gateway.send('/assets/meridian.css')).status).toBe(200);
    expect((await gateway.send('/assets/..%2Fpages.spec.ts')).status).toBe(404);
  });

  it('tells a problem as a page', async () => {
    const { status, headers, body } = await gateway.send<string>('/?programme=unknown');

    expect(status).toBe(404);
    expect(headers.get('content-type')).toMatch(/^text\/html/);
    expect(body).toContain('There is no programme');
  });
});

describe('the sign-in page', () => {
  const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const confirm = () =>
    gateway.send<string>('/sign-in/once-only', { method: 'POST', headers: FORM, body: '' });

  it('uses nothing up when it is only looked at', async () => {
    const asked = await gateway.answer(ConfirmSignIn, () => ({ id: 'p-1', token: 'secret-token' }));

    const { status, headers, body } = await gateway.send<string>('/sign-in/once-only');
    await gateway.send('/sign-in/once-only', { method: 'HEAD' });

    expect(status).toBe(200);
    expect(body).toContain('action="/sign-in/once-only"');
    expect(body).toContain('A seat that you asked for in the last 15 minutes is yours when you sign in.');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(asked).toEqual([]);
  });

  it('confirms by its button and gives the token', async () => {
    const asked = await gateway.answer(ConfirmSignIn, () => ({ id: 'p-1', token: 'secret-token' }));

    const { status, body } = await confirm();

    expect(status).toBe(200);
    expect(body).toContain('Authorization: Bearer secret-token');
    expect(body).toContain('Did you ask for a seat in the last 15 minutes?');
    expect(asked[0]!.input).toEqual({ token: 'once-only' });
  });

  it('says when the link is used up', async () => {
    await gateway.answer(ConfirmSignIn, () => new RuleViolation('sign-in.expired', 'It has been used.'));

    const { status, body } = await confirm();

    expect(status).toBe(410);
    expect(body).toContain('This link is used up');
  });
});
