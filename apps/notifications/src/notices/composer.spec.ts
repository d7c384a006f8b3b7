import { describe, expect, it } from '@jest/globals';
import type { Recipient } from '#contracts';
import { readNotificationsConfig } from '../config.js';
import { EventCopy } from '../programme/event-copy.entity.js';
import type { SessionCopy } from '../programme/session-copy.entity.js';
import { sessionNotice } from './catalogue.js';
import { PreferenceLinks } from '../preferences/preference-links.js';
import { Composer } from './composer.js';
import { spellOut } from './mail/mail.js';
import type { SessionNoticeKind, SessionReader } from './notice.js';
import type { Subject } from './session-page.js';

const LINK_SECRET = 'a secret of the tests, long enough';
const composer = new Composer(
  readNotificationsConfig({
    DATABASE_URL: 'postgres://localhost/notifications',
    NATS_URL: 'nats://localhost',
    REDIS_URL: 'redis://localhost',
    SMTP_URL: 'smtp://localhost',
    PUBLIC_URL: 'https://meridian.example/',
    LINK_SECRET,
  }),
  new PreferenceLinks(LINK_SECRET),
);

const opening: SessionCopy = {
  id: 'session-1',
  programmeId: 'programme-1',
  eventId: 'event-1',
  title: { en: 'Opening plenary', it: 'Apertura' },
  status: 'scheduled',
  start: {
    local: '2027-06-10T14:00:00',
    zone: 'Europe/Rome',
    offset: '+02:00',
    instant: '2027-06-10T12:00:00Z',
    tzdb: '2026f',
  },
  durationMinutes: 60,
  placeName: 'Aula Magna',
  ownCity: 'rome',
  speakers: [],
  cities: ['rome'],
  previousStart: new Date('2027-06-09T12:00:00Z'),
  previousEnd: new Date('2027-06-09T13:00:00Z'),
  live: null,
  delay: null,
  recordingUrl: null,
  sequence: 3,
  timeVersion: 2,
  version: 5,
};
const reader: Recipient = {
  personId: 'person-1',
  email: 'delegate@example.org',
  name: 'Delegate, Boston',
  language: 'en',
  zone: 'America/New_York',
  seatId: 'seat-1',
  seatStatus: 'confirmed',
  mode: 'online',
};

function compose(
  kind: SessionNoticeKind,
  {
    session = {},
    recipient = {},
    now = '2027-06-09T12:00:00Z',
  }: { session?: Partial<SessionCopy>; recipient?: Partial<SessionReader>; now?: string } = {},
) {
  const subject: Subject = {
    session: { ...opening, ...session },
    event: Object.assign(new EventCopy(), {
      id: 'event-1',
      title: 'Rome Days',
      hostCity: 'rome',
      version: 1,
    }),
    city: { slug: 'rome', name: 'Rome', zone: 'Europe/Rome', version: 1 },
  };
  const decidedAt = new Date('2027-06-01T08:00:00Z');
  const composeFor = composer.aboutSession(sessionNotice(kind), subject, new Date(now));
  return spellOut(composeFor({ ...reader, ...recipient }, { decidedAt }));
}

/** The calendar part with its folded lines joined (RFC 5545 section 3.1). */
const linesOf = (ics: string) => ics.replaceAll('\r\n ', '').split('\r\n');

describe('A mail about a session', () => {
  it('gives the reader’s time first, then the host’s', () => {
    const { text, html } = compose('seat-confirmed');
    expect(text).toContain(
      [
        'Your time: 8:00 AM – 9:00 AM, Thursday, June 10, 2027 (Eastern Daylight Time, UTC-04:00)',
        'In Rome: 2:00 PM, Thursday, June 10, 2027 (UTC+02:00)',
      ].join('\n'),
    );
    expect(html.indexOf('8:00 AM')).toBeLessThan(html.indexOf('2:00 PM'));
  });

  it('leaves the host’s time out where clocks show the same', () => {
    expect(compose('seat-confirmed', { recipient: { zone: 'Europe/Berlin' } }).text).not.toContain('In Rome');
  });

  it('names the place to those who come in person', () => {
    expect(compose('seat-confirmed').text).not.toContain('Aula Magna');
    const { text, invitation } = compose('seat-confirmed', { recipient: { mode: 'in-person' } });
    expect(text).toContain('Place: Aula Magna, Rome');
    expect(linesOf(invitation!.content)).toContain('LOCATION:Aula Magna\\, Rome');
  });

  it('says titles in the reader’s language, and the rest in a language that it knows', () => {
    const { subject } = compose('seat-confirmed', { recipient: { language: 'it' } });
    expect(subject).toBe('Posto confermato: Apertura');
    const japanese = compose('seat-confirmed', { recipient: { language: 'ja' } });
    expect(japanese.subject).toBe('お席のご案内：Opening plenary');
    expect(japanese.text).toContain('お手元の時刻: 8:00 – 9:00, 2027年6月10日木曜日');
    expect(japanese.html).toContain('<html lang="ja"');
    expect(compose('seat-confirmed', { recipient: { language: 'fr' } }).subject).toContain('Your seat');
  });

  it.each([
    ['2027-06-03T12:00:00Z', 'starts in 7 days'],
    // 23:00 on Tuesday in New York: 33 hours ahead of Thursday morning.
    ['2027-06-09T03:00:00Z', 'starts on Thursday at 8:00 AM'],
    ['2027-06-09T12:00:00Z', 'starts tomorrow at 8:00 AM'],
    ['2027-06-10T05:00:00Z', 'starts today at 8:00 AM'],
    ['2027-06-10T11:50:00Z', 'starts in 10 minutes'],
    ['2027-06-10T11:59:10Z', 'starts in 1 minute'],
    ['2027-06-10T12:05:00Z', 'has begun'],
  ])('reminds at %s that it %s, on the reader’s calendar', (now, words) => {
    expect(compose('reminder', { now }).subject).toBe(`Reminder: Opening plenary ${words}`);
  });

  it('speaks of a seat and a calendar file only to those who have them', () => {
    expect(compose('time-changed').text).toContain('The attached calendar file moves your entry');
    const { text } = compose('time-changed', { recipient: { seatStatus: 'waiting' } });
    expect(text).toContain('You are still in the queue.');
    expect(text).not.toMatch(/calendar file|cancel your seat/);
  });

  it('has one link, to its session on the page of the programme', () => {
    const links = compose('time-changed').html.match(/href="[^"]*"/g);
    expect(links).toEqual(['href="https://meridian.example/?programme=programme-1#session-session-1"']);
  });
});

describe('A mail that goes to many', () => {
  const now = new Date('2027-06-09T12:00:00Z');
  const subject: Subject = { session: opening, event: null, city: null };
  const shareFor = (recipient: Partial<Recipient>, version = opening.version) =>
    composer.shareAboutSession(
      sessionNotice('seat-offered'),
      { ...subject, session: { ...opening, version } },
      { ...reader, seatStatus: 'offered', canJoin: true, ...recipient },
      now,
    );

  it('is made once for all readers of one kind, and is each one’s own', () => {
    const [first, second] = [
      { ...reader, joinToken: 'token-1' },
      {
        ...reader,
        joinToken: 'token-2',
        personId: 'person-2',
        name: 'Liaison, Rome',
        email: 'liaison@example.org',
      },
    ];
    const shared = shareFor(first);
    expect(shareFor(second)).toBe(shared);
    const mails = [first, second].map((recipient) => spellOut(composer.address(shared, recipient, now)));
    expect(mails[0]!.text).toContain('Delegate, Boston');
    expect(mails[0]!.text).toContain('/j/token-1');
    expect(mails[1]!.text).toContain('Liaison, Rome');
    expect(mails[1]!.text).toContain('/j/token-2');
    expect(mails[1]!.text + mails[1]!.html).not.toMatch(/Boston|token-1/);
    expect(mails[1]!.to.address).toBe('liaison@example.org');
  });

  it.each([
    ['language', { language: 'it' }],
    ['zone', { zone: 'Asia/Tokyo' }],
    ['mode', { mode: 'in-person' }],
    ['time until which the seat is kept', { keptUntil: '2027-06-09T18:00:00Z' }],
  ] as const)('is another one for another %s', (_what, recipient) => {
    expect(shareFor(recipient).text).not.toEqual(shareFor({}).text);
  });

  it('is made anew when the session changes', () => {
    expect(shareFor({}, opening.version + 1)).not.toBe(shareFor({}));
  });
});

describe('The calendar part', () => {
  it.each([
    ['seat-confirmed', 'REQUEST', 'CONFIRMED', 3],
    ['seat-promoted', 'REQUEST', 'CONFIRMED', 3],
    ['reminder', 'REQUEST', 'CONFIRMED', 3],
    ['time-changed', 'REQUEST', 'CONFIRMED', 3],
    // For one person alone: the session’s own does not rise.
    ['seat-cancelled', 'CANCEL', 'CANCELLED', 4],
    ['seat-given-up', 'CANCEL', 'CANCELLED', 4],
    ['seat-lapsed', 'CANCEL', 'CANCELLED', 4],
    ['seat-back-to-waiting', 'CANCEL', 'CANCELLED', 4],
    ['session-cancelled', 'CANCEL', 'CANCELLED', 3],
  ] as const)('of %s is a %s of the session’s one entry', (kind, method, status, sequence) => {
    const { invitation } = compose(kind);
    expect(invitation!.method).toBe(method);
    expect(linesOf(invitation!.content)).toEqual(
      expect.arrayContaining([
        `METHOD:${method}`,
        `STATUS:${status}`,
        'UID:session-1@meridian',
        `SEQUENCE:${sequence}`,
        'DTSTART;TZID=Europe/Rome:20270610T140000',
        // The same for each try to send it.
        'DTSTAMP:20270601T080000Z',
        expect.stringMatching(/^ATTENDEE;.*mailto:delegate@example\.org$/),
      ]),
    );
  });

  it('says that somebody comes only of a confirmed seat, and nothing of one that is held', () => {
    const { content } = compose('time-changed').invitation!;
    expect(linesOf(content)).toContainEqual(expect.stringMatching(/^ATTENDEE;.*PARTSTAT=ACCEPTED/));
    expect(compose('time-changed', { recipient: { seatStatus: 'held' } }).invitation).toBeNull();
    const speaks = { seatStatus: 'held', role: { as: 'speaker', cities: [] } } as const;
    const asked = compose('time-changed', { recipient: speaks }).invitation!;
    expect(linesOf(asked.content)).toContainEqual(expect.stringMatching(/^ATTENDEE;.*PARTSTAT=NEEDS-ACTION/));
  });

  it('is not for who waits', () => {
    expect(compose('seat-waiting', { recipient: { seatStatus: 'waiting' } }).invitation).toBeNull();
    expect(compose('time-changed', { recipient: { seatStatus: 'waiting' } }).invitation).toBeNull();
  });
});

describe('Hostile names and titles', () => {
  const title = `<script>alert("1")</script>'\r\nBcc: evil@example.org`;
  const name = '"><img src=x>\r\nATTENDEE:mailto:evil@example.org';
  const { html, invitation } = compose('seat-confirmed', { session: { title }, recipient: { name } });

  it('stay text in HTML', () => {
    expect(html).not.toMatch(/<(script|img)/);
    expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;');
  });

  it('add nobody to the calendar part', () => {
    const attendees = linesOf(invitation!.content).filter((line) => line.startsWith('ATTENDEE'));
    expect(attendees).toHaveLength(1);
    expect(attendees[0]).toMatch(/mailto:delegate@example\.org$/);
  });
});
