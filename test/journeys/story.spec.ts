import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { System, type Client } from './system.js';

/** What the demo's story shows of a forum whose cities read five languages and change their clocks on different days. */
describe('a forum of cities that keep clocks and languages of their own', () => {
  let system: System;
  let organizer: Client;
  let events: Record<string, { id: string }>;

  beforeAll(async () => {
    system = await System.start();
    organizer = system.organizer;
    events = await system.events();
  }, 240_000);
  afterAll(() => system?.stop(), 60_000);

  const READERS = [
    { language: 'en', city: 'boston', subject: 'New time:', clock: /8:30 AM .*Eastern Daylight Time/ },
    { language: 'vi', city: 'nha-trang', subject: 'Giờ mới:', clock: /19:30 .*Giờ Đông Dương/ },
    { language: 'ja', city: 'tokyo', subject: '時刻の変更：', clock: /21:30 .*日本標準時/ },
    { language: 'it', city: 'rome', subject: 'Nuovo orario:', clock: /14:30 .*Europa centrale/ },
    { language: 'kn', city: 'bengaluru', subject: 'ಹೊಸ ಸಮಯ:', clock: /6:00 PM .*ಭಾರತೀಯ/ },
  ];

  it('tells one change to five people, to each once, in their language and on their clock', async () => {
    const made = await organizer.post(`/v1/events/${events['sea-festival']!.id}/sessions`, {
      title: { en: 'Boat talk', vi: 'Trò chuyện trên thuyền' },
      durationMinutes: 60,
      place: { name: 'Boat', city: 'nha-trang' },
      start: { local: '2027-06-14T19:00:00', zone: 'Asia/Ho_Chi_Minh' },
      parts: { 'nha-trang': 'required' },
    });
    const session = `/v1/sessions/${made.body.id}`;
    const slot = await organizer.post(`${session}/slots`, { mode: 'online', capacity: 10 });
    await organizer.post(`/v1/events/${events['sea-festival']!.id}/releases`, {});
    for (const { language, city } of READERS) {
      const email = `reader@${language}.example`;
      const person = await organizer.post('/v1/participants', { email, name: 'Reader', city, language });
      expect(await system.as(person.body.token).post(`/v1/slots/${slot.body.id}/seats`, {})).toMatchObject({
        status: 201,
      });
      await system.mails(email, /Boat talk|thuyền/);
    }

    const start = { local: '2027-06-14T19:30:00', zone: 'Asia/Ho_Chi_Minh' };
    expect((await organizer.patch(session, { start })).status).toBe(200);
    for (const { language, subject, clock } of READERS) {
      const email = `reader@${language}.example`;
      const [news] = await system.mails(email, new RegExp(`^${subject}`));
      expect(news!.subject).toContain(language === 'vi' ? 'Trò chuyện trên thuyền' : 'Boat talk');
      expect(news!.headers['content-language'] ?? language).toBe(language);
      expect(news!.text).toMatch(clock);
      expect(news!.html).toContain(`lang="${language}"`);
      expect(news!.attachments[0]!.text).toMatch(/^SEQUENCE:1\r?$/m);
    }
    for (const { language } of READERS) {
      // The confirmation and the change, and nothing besides.
      expect(await system.mailsTo(`reader@${language}.example`)).toHaveLength(2);
    }
  }, 120_000);

  it('shows where Rome is five hours from Boston and not six, and which days a city keeps', async () => {
    const event = `/v1/events/${events['autumn-week']!.id}`;
    const series = await organizer.post(`${event}/series`, {
      title: 'The juries meet',
      start: { local: '2027-10-25T12:00:00', zone: 'America/New_York' },
      durationMinutes: 45,
      rule: 'FREQ=WEEKLY;COUNT=3',
      parts: { boston: 'required', rome: 'required' },
    });
    expect(series.status).toBe(201);
    const path = `/v1/series/${series.body.id}/divergence`;
    const { body } = await organizer.get(path);
    expect(body.usual).toContainEqual({ city: 'rome', zone: 'Europe/Rome', differenceMinutes: 360 });
    expect(body.occurrences).toHaveLength(1);
    const [shifted] = body.occurrences;
    expect(shifted).toMatchObject({
      start: { local: '2027-11-01T12:00:00' },
      cities: [
        {
          city: 'rome',
          usualLocal: '2027-11-01T18:00:00',
          local: '2027-11-01T17:00:00',
          differenceMinutes: -60,
        },
      ],
      keepInstant: { start: { local: '2027-11-01T13:00:00' } },
      choice: null,
    });

    const { items } = (await organizer.get(`${event}/conflicts?limit=200`)).body;
    const holidays = items.filter(({ kind }: { kind: string }) => kind === 'holiday');
    expect(holidays).toMatchObject([{ sessions: [shifted.sessionId] }]);
    expect(holidays[0].detail).toMatch(
      /2027-11-01 in Rome, which is required: a public holiday \(All Saints' Day\)/,
    );

    const kept = await organizer.post(path, { occurrences: [shifted.sessionId], keep: 'instant' });
    expect(kept).toMatchObject({ status: 200, body: { occurrences: [] } });
    const moved = (await organizer.get(`/v1/sessions/${shifted.sessionId}?cities=rome`)).body;
    expect(moved).toMatchObject({
      start: { local: '2027-11-01T13:00:00' },
      localTimes: [{ local: '2027-11-01T18:00:00' }],
    });
  }, 120_000);
});
