import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { calendarUid, FindCities, FindEvents, FindProgrammes, FindSessions, readClock } from '#contracts';
import { BOSTON, FESTIVAL, FORUM, NHA_TRANG, OPENING, pageWith } from '../testing/forum.js';
import { TestGateway } from '../testing/test-gateway.js';

let gateway: TestGateway;
beforeAll(async () => void (gateway = await TestGateway.start({ PUBLIC_URL: 'https://forum.example/' })));
afterAll(() => gateway.stop());
beforeEach(async () => {
  await gateway.answer(FindCities, () => pageWith(BOSTON, NHA_TRANG));
  await gateway.answer(FindProgrammes, () => pageWith(FORUM));
  await gateway.answer(FindEvents, ({ ids }) => (ids?.[0] === FESTIVAL.id ? pageWith(FESTIVAL) : pageWith()));
  await gateway.answer(FindSessions, () => pageWith(OPENING));
  await gateway.answer(readClock('sessions'), () => ({ offsetMs: 0, now: '2027-01-01T00:00:00Z' }));
});

const FEED = '/v1/events/festival-id/calendar.ics';
const linesOf = (text: string) => text.replaceAll('\r\n ', '').split('\r\n');

describe('a calendar feed', () => {
  it('publishes the released sessions of an event', async () => {
    const { status, headers, body } = await gateway.send<string>(FEED);

    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(linesOf(body)).toEqual(
      expect.arrayContaining([
        'METHOD:PUBLISH',
        'NAME:Sea festival',
        'TZID:Asia/Ho_Chi_Minh',
        `UID:${calendarUid(OPENING.id)}`,
        'SEQUENCE:1',
        'DTSTART;TZID=Asia/Ho_Chi_Minh:20270610T080000',
        'SUMMARY:Opening',
        'LOCATION:Hall 1\\, Nha Trang',
        'URL:https://forum.example/?programme=forum-id#session-opening-id',
        'STATUS:CONFIRMED',
      ]),
    );
  });

  it('shows anybody’s view to everybody, organizers too', async () => {
    const asked = await gateway.answer(FindSessions, () => pageWith(OPENING));

    await gateway.send(FEED, { token: 'organizer' });

    expect(asked[0]!.actor).toEqual({ kind: 'anonymous' });
  });

  it('leaves out drafts and unplaced sessions, and keeps cancelled ones as cancelled', async () => {
    await gateway.answer(FindSessions, () =>
      pageWith(
        { ...OPENING, id: 'draft', release: null, status: 'draft' as const },
        { ...OPENING, id: 'unplaced', start: null },
        { ...OPENING, id: 'off', status: 'cancelled' as const },
      ),
    );

    const lines = linesOf((await gateway.send<string>(FEED)).body);

    expect(lines.filter((line) => line.startsWith('UID:'))).toEqual([`UID:${calendarUid('off')}`]);
    expect(lines).toContain('STATUS:CANCELLED');
  });

  it('has an ETag that changes with what it shows, not with time', async () => {
    const first = (await gateway.send(FEED)).headers.get('etag')!;
    await gateway.answer(readClock('sessions'), () => ({ offsetMs: 0, now: '2027-02-02T00:00:00Z' }));
    expect((await gateway.send(FEED, { headers: { 'If-None-Match': first } })).status).toBe(304);

    await gateway.answer(FindSessions, () => pageWith({ ...OPENING, sequence: 2 }));
    expect((await gateway.send(FEED, { headers: { 'If-None-Match': first } })).status).toBe(200);
  });

  it('covers a programme over all pages of its sessions', async () => {
    await gateway.answer(FindSessions, ({ cursor }) =>
      cursor ? pageWith({ ...OPENING, id: 'second' }) : { items: [OPENING], next: 'more' },
    );

    const { body } = await gateway.send<string>('/v1/programmes/forum/calendar.ics');

    expect(body.match(/BEGIN:VEVENT/g)).toHaveLength(2);
    expect(linesOf(body)).toContain('NAME:The forum');
  });

  it('of an event that may not be seen is 404', async () => {
    expect((await gateway.send('/v1/events/secret/calendar.ics')).status).toBe(404);
  });
});
