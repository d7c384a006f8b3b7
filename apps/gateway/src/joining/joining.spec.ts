import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  CheckIn,
  FindCities,
  FindJoinLink,
  FindJoinTokens,
  FindMeeting,
  FindSeats,
  FindSessions,
  RenewJoinLink,
  RuleViolation,
  type JoinLink,
  type OutputOf,
  type Session,
} from '#contracts';
import { NHA_TRANG, OPENING, pageWith, SEAT } from '../testing/forum.js';
import { TestGateway } from '../testing/test-gateway.js';
import { JOIN_LANGUAGES } from './join.words.js';

const TOKEN = 'canary-of-a-join-link-that-no-log-may-hold';
const LINK: JoinLink = {
  seatId: SEAT.id,
  sessionId: OPENING.id,
  state: 'open',
  opensAt: '2027-06-09T01:00:00Z',
  closesAt: '2027-06-10T03:00:00Z',
  zone: 'America/New_York',
  language: null,
  joinedAt: null,
};

let gateway: TestGateway;
let meeting: OutputOf<typeof FindMeeting>;
beforeAll(async () => void (gateway = await TestGateway.start()));
afterAll(() => gateway.stop());
beforeEach(async () => {
  meeting = {
    url: 'https://meet.example.org/opening',
    live: null,
    start: OPENING.start,
    durationMinutes: 60,
    status: 'scheduled',
  };
  await gateway.answer(FindMeeting, () => meeting);
  await gateway.answer(FindCities, () => pageWith(NHA_TRANG));
  await holding({});
});

/** From now on the link is so, and the session behind it. */
async function holding(link: Partial<JoinLink>, session: Partial<Session> = {}) {
  await gateway.answer(FindSessions, () => pageWith({ ...OPENING, ...session }));
  await gateway.answer(FindJoinLink, () => ({ link: { ...LINK, ...link } }));
  return gateway.answer(CheckIn, () => ({
    outcome: 'joined' as const,
    link: { ...LINK, ...link },
  }));
}

const look = (headers: Record<string, string> = {}) => gateway.send<string>(`/j/${TOKEN}`, { headers });
const click = (headers: Record<string, string> = {}, body = '') =>
  gateway.send<string>(`/j/${TOKEN}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
    ...(body && { body }),
  });
const textOf = (page: string) => page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
const cookieOf = (headers: Headers) => headers.get('set-cookie')!.split(';')[0]!;

describe('the join page', () => {
  it('shows the reader’s time, the host’s beside it, and one button', async () => {
    const { status, body } = await look();

    expect(status).toBe(200);
    expect(textOf(body)).toContain('Opening Your time 9:00 PM–10:00 PM Wednesday, June 9, 2027');
    expect(textOf(body)).toContain('8:00 AM in Nha Trang (Thursday, June 10, 2027)');
    expect(body.match(/<button/g)).toHaveLength(1);
    expect(body).toContain('Join now');
  });

  it('checks nobody in when it is looked at', async () => {
    const checkedIn = await holding({});
    for (const method of ['GET', 'HEAD']) {
      expect((await gateway.send(`/j/${TOKEN}`, { method })).status).toBe(200);
    }
    expect(checkedIn).toHaveLength(0);
  });

  it('has no script and weighs under 30 kB with all that it loads', async () => {
    const { body } = await look();
    expect(body).not.toContain('<script');
    const assets = [...body.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path]) => path!);
    const sizes = await Promise.all(
      assets.map(async (path) => Buffer.byteLength((await gateway.send<string>(path)).body)),
    );
    expect(assets).toContain('/assets/join.css');
    expect(sizes.reduce((sum, size) => sum + size, Buffer.byteLength(body))).toBeLessThan(30_000);
  });

  it('is not cached, sends no address on, and lets its form lead to meetings only', async () => {
    const { headers } = await look();
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('content-security-policy')).toContain("form-action 'self' https:;");
  });

  it.each(JOIN_LANGUAGES)('speaks %s to a person of that language', async (language) => {
    await holding({ language });
    const { body } = await look({ 'Accept-Language': 'en' });
    expect(body).toContain(`<html lang="${language}">`);
  });

  it('speaks the browser’s language to who has said none', async () => {
    expect((await look({ 'Accept-Language': 'pt-BR, vi;q=0.8, en;q=0.5' })).body).toContain('Tham gia ngay');
  });

  it.each([
    ['early', 200, 'You can join from Tuesday, June 8, 2027, 9:00 PM (Eastern Daylight Time).'],
    ['unplaced', 200, 'The time is not set yet.'],
    ['waiting', 200, 'You are in the queue.'],
    ['over', 410, 'This session is over.'],
    ['seat-gone', 410, 'This seat has been given up'],
    ['session-cancelled', 410, 'This session has been cancelled.'],
  ] as const)('that is %s answers %i, says why, and has no button', async (state, expected, sentence) => {
    await holding({ state });
    const { status, body } = await look();
    expect(status).toBe(expected);
    expect(textOf(body)).toContain(sentence);
    expect(body).not.toContain('<button');
  });

  it('of a session that has been cancelled a moment ago says so before the seat is gone', async () => {
    await holding({}, { status: 'cancelled' });
    expect((await look()).status).toBe(410);
  });

  it('tells of a delay and of technical problems', async () => {
    const since = '2027-06-10T00:50:00Z';
    await holding(
      {},
      { live: { state: 'delayed', message: 'The boats are late.', delayMinutes: 20, since } },
    );
    expect(textOf((await look()).body)).toContain(
      'Delayed : 20 minutes later than planned The boats are late.',
    );
    await holding({}, { live: { state: 'technical-problem', message: 'No sound yet.', since } });
    expect(textOf((await look()).body)).toContain('Technical problem No sound yet.');
  });

  it('leads to the recording afterwards', async () => {
    await holding({ state: 'over' }, { recordingUrl: 'https://video.example.org/1' });
    expect((await look()).body).toContain('href="https://video.example.org/1"');
  });

  it('of a link that is not ours tells nothing', async () => {
    await gateway.answer(FindJoinLink, () => ({ link: null }));
    const { status, body } = await look();
    expect(status).toBe(404);
    expect(textOf(body)).toContain('This link does not work');
  });

  it('escapes what people have written', async () => {
    await holding({}, { title: '<script>alert(1)</script>' });
    expect((await look()).body).not.toContain('<script>alert');
  });
});

describe('joining', () => {
  it('checks in with the device and leads to the meeting’s address of this moment', async () => {
    const checkedIn = await holding({});
    const device = cookieOf((await look()).headers);

    const { status, headers } = await click({ Cookie: device });

    expect(status).toBe(303);
    expect(headers.get('location')).toBe('https://meet.example.org/opening');
    expect(checkedIn).toMatchObject([
      { input: { token: TOKEN, device: device.split('=')[1], takeOver: false } },
    ]);
    meeting = { ...meeting, url: 'https://backup.example.org/opening' };
    expect((await click({ Cookie: device })).headers.get('location')).toBe(
      'https://backup.example.org/opening',
    );
  });

  it('leads to an address in any script', async () => {
    meeting.url = 'https://meet.example.org/会議?名="開会式"';

    const { status, headers } = await click();

    expect(status).toBe(303);
    expect(headers.get('location')).toBe(
      'https://meet.example.org/%E4%BC%9A%E8%AD%B0?%E5%90%8D=%22%E9%96%8B%E4%BC%9A%E5%BC%8F%22',
    );
  });

  it('leads nowhere when the session has been cancelled in this moment', async () => {
    meeting = { ...meeting, url: null, status: 'cancelled' };
    await holding({}, { status: 'cancelled' });
    expect((await click()).status).toBe(410);
  });

  it('knows the device again by a cookie that no script and no other site gets', async () => {
    const set = (await look()).headers.get('set-cookie')!;
    expect(set).toMatch(/^meridian-device=[\w-]{22}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax$/);
    expect((await look({ Cookie: `other=1; ${set.split(';')[0]}` })).headers.get('set-cookie')).toBeNull();
    expect((await look({ Cookie: 'meridian-device=too-short' })).headers.get('set-cookie')).not.toBeNull();
  });

  it('on a second device offers to continue here, which takes over', async () => {
    const checkedIn = await gateway.answer(CheckIn, ({ takeOver }) => ({
      outcome: takeOver ? ('joined' as const) : ('elsewhere' as const),
      link: LINK,
    }));

    const { status, body } = await click();
    expect(status).toBe(409);
    expect(textOf(body)).toContain('You have joined on another device');
    expect(body.match(/<button/g)).toHaveLength(1);
    expect(body).toContain('name="continue" value="1"');

    expect((await click({}, 'continue=1')).status).toBe(303);
    expect(checkedIn.map(({ input }) => input.takeOver)).toEqual([false, true]);
  });

  it('is not done by a form on another site', async () => {
    const checkedIn = await holding({});
    const { status, body } = await click({ 'Sec-Fetch-Site': 'cross-site' });
    expect(status).toBe(200);
    expect(body).toContain('Join now');
    expect(checkedIn).toHaveLength(0);
    expect((await gateway.send(`/j/${TOKEN}`, { body: {} })).status).toBe(415);
  });

  it('that is refused shows why', async () => {
    await gateway.answer(CheckIn, () => ({
      outcome: 'refused' as const,
      link: { ...LINK, state: 'early' as const },
    }));
    const { status, body } = await click();
    expect(status).toBe(409);
    expect(textOf(body)).toContain('You can join from');
  });
});

describe('own seats', () => {
  it('come with the join link while it works', async () => {
    await gateway.answer(FindSeats, () =>
      pageWith(SEAT, { ...SEAT, id: 'early' }, { ...SEAT, id: 'w', status: 'waiting' }),
    );
    const window = { opensAt: LINK.opensAt!, closesAt: LINK.closesAt! };
    const asked = await gateway.answer(FindJoinTokens, () => ({
      items: [
        { seatId: SEAT.id, token: TOKEN, state: 'open' as const, ...window },
        { seatId: 'early', token: 'not yet', state: 'early' as const, ...window },
      ],
    }));
    const { body } = await gateway.send('/v1/me/seats', { token: 'participant' });
    expect(asked[0]!.input).toEqual({ seatIds: [SEAT.id, 'early'] });
    expect(body.items).toMatchObject([
      { id: SEAT.id, joinUrl: `http://127.0.0.1:3000/j/${TOKEN}` },
      { id: 'early', joinUrl: null },
      { id: 'w', joinUrl: null },
    ]);
  });

  it('can have a new link', async () => {
    await gateway.answer(RenewJoinLink, ({ seatId }) => ({ seatId, generation: 2, token: TOKEN }));
    const { status, body } = await gateway.send(`/v1/seats/${SEAT.id}/join-link`, {
      method: 'POST',
      token: 'participant',
    });
    expect(status).toBe(201);
    expect(body).toEqual({ seatId: SEAT.id, joinUrl: `http://127.0.0.1:3000/j/${TOKEN}` });
  });

  it('of nobody are not answered', async () => {
    await gateway.answer(RenewJoinLink, () => new RuleViolation('not-found', 'There is no seat.'));
    expect((await gateway.send('/v1/seats/any/join-link', { method: 'POST' })).status).toBe(401);
  });
});
