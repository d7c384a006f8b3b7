import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { calendar, type Calendar } from './calendar.js';
import type { CalendarEvent } from './event.js';
import { ICAL, type Component } from './ical.js';
import { attendeeLine, openInvitation, stampLine } from './open-invitation.js';

/** Debian's python3-icalendar, as `npm test` finds it (deploy/local/testing/icalendar.mjs). */
const reader = JSON.parse(
  process.env['MERIDIAN_TEST_ICALENDAR'] ?? '{"missing": "only `npm test` brings it up"}',
) as { python: string; path: string } | { missing: string };
const isRequired = process.env['CI'] === 'true';

interface Read {
  method: string;
  events: {
    uid: string;
    sequence: number;
    summary: string;
    status: string;
    stamp: string;
    start: string;
    end: string;
    organizer: Record<string, string> | null;
    attendee: Record<string, string> | null;
    /** Seconds from the start. */
    alarms: number[];
  }[];
}

function readByPython(texts: readonly string[]): Read[] {
  if ('missing' in reader)
    throw new Error(`A second reader of calendar files is required: ${reader.missing}`);
  const script = fileURLToPath(new URL('./testing/read-calendars.py', import.meta.url));
  const { status, stdout, stderr } = spawnSync(reader.python, [script], {
    input: JSON.stringify(texts),
    encoding: 'utf8',
    env: { ...process.env, PYTHONPATH: reader.path, PYTHONUTF8: '1' },
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Read[];
}

function readByIcal(text: string): Read {
  const root = ICAL.Component.fromString(text);
  const zones = new Map(
    root.getAllSubcomponents('vtimezone').map((zone) => [String(zone.getFirstPropertyValue('tzid')), zone]),
  );
  const instantOf = (event: Component, name: string) => {
    const property = event.getFirstProperty(name)!;
    const time = (property.getFirstValue() as InstanceType<typeof ICAL.Time>).clone();
    const zone = zones.get(String(property.getFirstParameter('tzid')));
    if (zone) time.zone = new ICAL.Timezone(zone);
    return `${new Date(time.toUnixTime() * 1000).toISOString().slice(0, 19)}Z`;
  };
  const personOf = (event: Component, name: string) => {
    const property = event.getFirstProperty(name);
    if (!property) return null;
    const [, parameters] = property.jCal as unknown as [string, Record<string, string>];
    const said = Object.entries(parameters).map(([key, value]) => [key.toUpperCase(), value]);
    return { address: String(property.getFirstValue()), ...(Object.fromEntries(said) as object) };
  };
  const value = (event: Component, name: string) => event.getFirstPropertyValue(name);
  return {
    method: String(root.getFirstPropertyValue('method')),
    events: root.getAllSubcomponents('vevent').map((event) => ({
      uid: String(value(event, 'uid')),
      sequence: Number(value(event, 'sequence')),
      summary: String(value(event, 'summary')),
      status: String(value(event, 'status')),
      stamp: instantOf(event, 'dtstamp'),
      start: instantOf(event, 'dtstart'),
      end: instantOf(event, 'dtend'),
      organizer: personOf(event, 'organizer'),
      attendee: personOf(event, 'attendee'),
      alarms: event
        .getAllSubcomponents('valarm')
        .map((alarm) =>
          (alarm.getFirstPropertyValue('trigger') as InstanceType<typeof ICAL.Duration>).toSeconds(),
        ),
    })),
  };
}

const plenary: CalendarEvent = {
  uid: 'opening@meridian',
  sequence: 0,
  start: { instant: '2027-06-10T12:00:00Z', zone: 'Asia/Ho_Chi_Minh' },
  durationMinutes: 90,
  summary: 'Opening plenary',
  status: 'CONFIRMED',
  stamp: '2027-05-01T08:00:00Z',
};
const people = {
  organizer: { name: 'Diễn đàn, AIWS: "A"', email: 'forum@meridian.example' },
  attendee: { name: 'Delegate; Boston', email: 'delegate@boston.example', status: 'ACCEPTED' as const },
};
const LONG = {
  ja: '開会全体会議：都市をつなぐ信頼、そして光と水と音楽についての長い長い題名。'.repeat(4),
  kn: 'ಉದ್ಘಾಟನಾ ಗೋಷ್ಠಿ: ನಗರಗಳ ನಡುವಿನ ವಿಶ್ವಾಸ, ಬೆಳಕು; ನೀರು \\ ಸಂಗೀತ. '.repeat(5).trim(),
};
/** Days on which clocks change, to the hours around the change; and a zone that breaks its own rule (Cuba, 2026). */
const CHANGES = [
  ['America/New_York', '2027-03-14T07:00:00Z'],
  ['America/New_York', '2027-11-07T06:00:00Z'],
  ['Europe/Rome', '2027-03-28T01:00:00Z'],
  ['Europe/Rome', '2027-10-31T01:00:00Z'],
  ['Africa/Cairo', '2027-04-29T22:00:00Z'],
  ['Africa/Casablanca', '2027-02-07T02:00:00Z'],
  ['Australia/Lord_Howe', '2027-10-02T15:30:00Z'],
  ['America/Havana', '2026-11-01T05:00:00Z'],
] as const;
const HOURS = [-26, -3, -2, -1, -0.5, 0, 0.5, 1, 2, 3, 26];

const ask = (method: 'REQUEST' | 'CANCEL', change: Partial<CalendarEvent> = {}): Calendar => ({
  method,
  events: [
    {
      ...plenary,
      ...people,
      ...(method === 'CANCEL' ? { status: 'CANCELLED' } : { alarmMinutesBefore: [10] }),
      ...change,
    },
  ],
});
const CALENDARS: Record<string, Calendar[]> = {
  'an invitation': [ask('REQUEST')],
  'an update, and a cancellation': [
    ask('REQUEST', { sequence: 3, start: { instant: '2027-06-11T00:30:00Z', zone: 'Europe/Rome' } }),
    ask('CANCEL', { sequence: 4 }),
  ],
  'a seat that was given up and taken again, and somebody who has not answered': [
    ask('REQUEST', { sequence: 3 }),
    ask('CANCEL', { sequence: 4 }),
    ask('REQUEST', { sequence: 5 }),
    ask('REQUEST', { attendee: { ...people.attendee, status: 'NEEDS-ACTION' } }),
  ],
  'Japanese and Kannada on folded lines': Object.values(LONG).flatMap((text) => [
    ask('REQUEST', {
      summary: text,
      attendee: { ...people.attendee, name: text },
      location: text,
      description: text,
    }),
    ask('CANCEL', { summary: text }),
  ]),
  'a feed of a series in several zones': [
    {
      method: 'PUBLISH',
      name: LONG.kn,
      refreshHours: 1,
      events: Array.from({ length: 60 }, (_, week) => ({
        ...plenary,
        uid: `week-${week}@meridian`,
        sequence: week,
        start: {
          instant: new Date(Date.UTC(2027, 0, 4 + 7 * week, 12)).toISOString(),
          zone: ['Asia/Tokyo', 'America/New_York', 'Europe/Rome', 'Asia/Kolkata'][week % 4]!,
        },
      })),
    },
  ],
  'the hours around changes of clocks': CHANGES.flatMap(([zone, instant]) =>
    HOURS.map((hours) => {
      const start = { zone, instant: new Date(Date.parse(instant) + hours * 3_600_000).toISOString() };
      return ask('REQUEST', { start, durationMinutes: 120 });
    }),
  ),
};

describe('Two readers that know nothing of each other', () => {
  if ('missing' in reader && !isRequired) {
    it.skip(`(there is one only: ${reader.missing})`, () => {});
    return;
  }

  it.each(Object.keys(CALENDARS))('read the same of %s, and what was meant', (name) => {
    const calendars = CALENDARS[name]!;
    const texts = calendars.map(calendar);
    const readings = readByPython(texts);
    texts.forEach((text, index) => {
      expect(readings[index]).toEqual(readByIcal(text));
      const { method, events } = calendars[index]!;
      expect(readings[index]).toMatchObject({
        method,
        events: events.map(({ uid, sequence, status, start, durationMinutes, summary, attendee }) => ({
          uid,
          sequence,
          status,
          summary,
          attendee: attendee ? { PARTSTAT: attendee.status } : null,
          start: secondOf(Date.parse(start.instant)),
          end: secondOf(Date.parse(start.instant) + durationMinutes * 60_000),
        })),
      });
    });
  });

  it('read of an invitation whose own lines were filled in what they read of one that was written in one go', () => {
    const own = {
      stamp: stampLine(plenary.stamp),
      attendee: attendeeLine({ ...people.attendee, name: LONG.ja }),
    };
    const { attendee: _, stamp: __, ...event } = { ...plenary, ...people };
    const filled = openInvitation({ method: 'REQUEST', event })
      .map((piece) => (typeof piece === 'string' ? piece : own[piece.line]))
      .join('');
    const [read] = readByPython([filled]);
    expect(read).toEqual(readByIcal(filled));
    expect(read!.events[0]!.attendee).toMatchObject({
      address: 'mailto:delegate@boston.example',
      CN: LONG.ja,
      PARTSTAT: 'ACCEPTED',
    });
  });
});

const secondOf = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
