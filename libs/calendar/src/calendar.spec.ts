import { describe, expect, it } from '@jest/globals';
import { localTime, UnknownZoneError } from '#time';
import fc from 'fast-check';
import { calendar } from './calendar.js';
import type { CalendarEvent } from './event.js';
import { ICAL } from './ical.js';
import { CalendarError } from './text.js';

const plenary: CalendarEvent = {
  uid: 'opening@meridian.example',
  sequence: 2,
  start: { instant: '2027-06-10T12:00:00Z', zone: 'Asia/Ho_Chi_Minh' },
  durationMinutes: 90,
  summary: 'Opening plenary',
  status: 'CONFIRMED',
  stamp: '2027-05-01T08:00:00Z',
};
const invitation: CalendarEvent = {
  ...plenary,
  organizer: { name: 'AIWS Forum', email: 'forum@meridian.example' },
  attendee: { name: 'Delegate, Boston', email: 'delegate@boston.example', status: 'ACCEPTED' },
};

const parse = (text: string) => ICAL.Component.fromString(text);
const eventIn = (text: string) => parse(text).getFirstSubcomponent('vevent')!;

/** Start and end as a reader gets them that knows no zone but the ones in the file. */
function timesIn(text: string): { start: string; end: string } {
  const root = parse(text);
  const instantOf = (name: string) => {
    const property = root.getFirstSubcomponent('vevent')!.getFirstProperty(name)!;
    const time = (property.getFirstValue() as InstanceType<typeof ICAL.Time>).clone();
    const tzid = property.getFirstParameter('tzid');
    if (tzid) {
      const zone = root
        .getAllSubcomponents('vtimezone')
        .find((timezone) => timezone.getFirstPropertyValue('tzid') === tzid)!;
      time.zone = new ICAL.Timezone(zone);
    }
    return new Date(time.toUnixTime() * 1000).toISOString();
  };
  return { start: instantOf('dtstart'), end: instantOf('dtend') };
}

function publishAt(zone: string, instant: number, durationMinutes: number): string {
  const start = { zone, instant: new Date(instant).toISOString() };
  return calendar({ method: 'PUBLISH', events: [{ ...plenary, start, durationMinutes }] });
}

describe('times in a calendar', () => {
  it('names the zone as it was chosen and carries its rules', () => {
    const start = { instant: '2027-06-10T12:00:00Z', zone: 'Asia/Saigon' };
    const text = calendar({ method: 'PUBLISH', events: [{ ...plenary, start }] });
    expect(text).toContain('\r\nTZID:Asia/Saigon\r\n');
    expect(text).toContain('\r\nDTSTART;TZID=Asia/Saigon:20270610T190000\r\n');
    expect(text).toContain('\r\nDTEND;TZID=Asia/Saigon:20270610T203000\r\n');
  });

  // The days on which clocks change; Ho Chi Minh, Tokyo and Kolkata have none and get any day.
  it.each([
    ['America/New_York', '2027-03-14T07:00:00Z'],
    ['America/New_York', '2027-11-07T06:00:00Z'],
    ['Europe/Rome', '2027-03-28T01:00:00Z'],
    ['Europe/Rome', '2027-10-31T01:00:00Z'],
    ['Asia/Ho_Chi_Minh', '2027-06-10T12:00:00Z'],
    ['Asia/Tokyo', '2027-06-10T12:00:00Z'],
    ['Asia/Kolkata', '2027-06-10T12:00:00Z'],
    ['Africa/Cairo', '2027-04-29T22:00:00Z'],
    ['Africa/Cairo', '2027-10-28T21:00:00Z'],
    ['Australia/Lord_Howe', '2027-10-02T15:30:00Z'],
    ['Australia/Lord_Howe', '2027-04-03T15:00:00Z'],
    ['America/Havana', '2026-11-01T05:00:00Z'],
    ['America/Havana', '2027-11-07T05:00:00Z'],
  ])('lead back to the instant in %s around %s', (zone, change) => {
    for (let quarter = -8 * 4; quarter <= 8 * 4; quarter++) {
      const instant = Date.parse(change) + quarter * 15 * 60_000;
      expect(timesIn(publishAt(zone, instant, 75))).toEqual({
        start: new Date(instant).toISOString(),
        end: new Date(instant + 75 * 60_000).toISOString(),
      });
    }
  });

  it('lead back to the instant in any zone of the network at any time, also for days on end', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          'America/New_York',
          'America/Santiago',
          'Europe/Dublin',
          'Africa/Casablanca',
          'Asia/Gaza',
          'Pacific/Apia',
          'Asia/Kathmandu',
          'Etc/UTC',
        ),
        fc.integer({ min: Date.UTC(1995, 0) / 60_000, max: Date.UTC(2090, 0) / 60_000 }),
        fc.integer({ min: 1, max: 4000 }),
        (zone, minute, durationMinutes) => {
          const start = minute * 60_000;
          expect(timesIn(publishAt(zone, start, durationMinutes))).toEqual({
            start: new Date(start).toISOString(),
            end: new Date(start + durationMinutes * 60_000).toISOString(),
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('are written in UTC where the wall time happens twice', () => {
    const text = publishAt('Europe/Rome', Date.parse('2027-10-31T00:30:00Z'), 60);
    expect(text).toContain('\r\nDTSTART:20271031T003000Z\r\n');
    expect(text).toContain('\r\nDTEND:20271031T013000Z\r\n');
  });

  it('call summer time daylight and a lasting change standard', () => {
    const kinds = (zone: string, instant: string) =>
      parse(publishAt(zone, Date.parse(instant), 60))
        .getFirstSubcomponent('vtimezone')!
        .getAllSubcomponents()
        .map((observance) => `${observance.name} ${String(observance.getFirstPropertyValue('tzoffsetto'))}`);
    expect(kinds('Europe/Rome', '2027-01-20T12:00:00Z')).toEqual([
      'standard +01:00',
      'daylight +02:00',
      'standard +01:00',
      'daylight +02:00',
      'standard +01:00',
    ]);
    expect(kinds('Asia/Tokyo', '2027-01-20T12:00:00Z')).toEqual(['standard +09:00']);
    expect(kinds('Asia/Pyongyang', '2018-05-20T12:00:00Z')).toEqual(['standard +08:30', 'standard +09:00']);
  });

  it('need one zone of the file for all its events, across years', () => {
    const events = ['2026-01-10T17:00:00Z', '2029-07-10T17:00:00Z'].map((instant, i) => ({
      ...plenary,
      uid: `again-${i}@meridian.example`,
      start: { instant, zone: 'America/New_York' },
    }));
    const root = parse(calendar({ method: 'PUBLISH', events }));
    const [timezone, ...others] = root.getAllSubcomponents('vtimezone');
    expect(others).toEqual([]);
    const zone = new ICAL.Timezone(timezone);
    const starts = root.getAllSubcomponents('vevent').map((event) => {
      const time = event.getFirstPropertyValue('dtstart') as InstanceType<typeof ICAL.Time>;
      time.zone = zone;
      return new Date(time.toUnixTime() * 1000).toISOString();
    });
    expect(starts).toEqual(['2026-01-10T17:00:00.000Z', '2029-07-10T17:00:00.000Z']);
  });

  it('are refused in a zone that the tzdb does not have', () => {
    const start = { instant: '2027-06-10T12:00:00Z', zone: 'Asia/Tokyo\r\nATTENDEE:mailto:evil@x.example' };
    expect(() => calendar({ method: 'PUBLISH', events: [{ ...plenary, start }] })).toThrow(UnknownZoneError);
  });
});

describe('a calendar', () => {
  it('is the same text for the same input', () => {
    const once = calendar({ method: 'REQUEST', events: [invitation] });
    expect(calendar({ method: 'REQUEST', events: [invitation] })).toBe(once);
  });

  it('invites one attendee under a stable UID with its SEQUENCE', () => {
    const text = calendar({ method: 'REQUEST', events: [{ ...invitation, alarmMinutesBefore: [10, 1440] }] });
    expect(parse(text).getFirstPropertyValue('method')).toBe('REQUEST');
    const event = eventIn(text);
    expect(event.getFirstPropertyValue('uid')).toBe('opening@meridian.example');
    expect(event.getFirstPropertyValue('sequence')).toBe(2);
    expect(String(event.getFirstPropertyValue('dtstamp'))).toBe('2027-05-01T08:00:00Z');
    expect(event.getFirstPropertyValue('organizer')).toBe('mailto:forum@meridian.example');
    const attendee = event.getFirstProperty('attendee')!;
    expect(attendee.getFirstValue()).toBe('mailto:delegate@boston.example');
    expect(attendee.getFirstParameter('cn')).toBe('Delegate, Boston');
    expect(attendee.getFirstParameter('partstat')).toBe('ACCEPTED');
    expect(
      event.getAllSubcomponents('valarm').map((alarm) => String(alarm.getFirstPropertyValue('trigger'))),
    ).toEqual(['-PT10M', '-PT1440M']);
  });

  it('cancels with the status that iTIP asks for', () => {
    const cancelled: CalendarEvent = { ...invitation, sequence: 3, status: 'CANCELLED' };
    const text = calendar({ method: 'CANCEL', events: [cancelled] });
    expect(eventIn(text).getFirstPropertyValue('status')).toBe('CANCELLED');
    expect(() => calendar({ method: 'CANCEL', events: [invitation] })).toThrow(CalendarError);
    expect(() => calendar({ method: 'REQUEST', events: [cancelled] })).toThrow(CalendarError);
  });

  it('refuses mail without the people that iTIP asks for, and a feed that names an attendee', () => {
    for (const method of ['REQUEST', 'CANCEL'] as const) {
      expect(() => calendar({ method, events: [plenary] })).toThrow(/needs an organizer/);
      expect(() => calendar({ method, events: [{ ...invitation, attendee: undefined }] })).toThrow(
        /needs an attendee/,
      );
    }
    expect(() => calendar({ method: 'PUBLISH', events: [invitation] })).toThrow(/names no attendee/);
  });

  it('tells apps its name and when to read it again', () => {
    const text = calendar({ method: 'PUBLISH', name: 'Rome, spring', events: [], refreshHours: 12 });
    expect(text).toContain('\r\nNAME:Rome\\, spring\r\n');
    expect(text).toContain('\r\nX-WR-CALNAME:Rome\\, spring\r\n');
    expect(text).toContain('\r\nREFRESH-INTERVAL;VALUE=DURATION:PT12H\r\n');
    expect(text).toContain('\r\nX-PUBLISHED-TTL:PT12H\r\n');
  });

  it('shows the local time that the people of the city agreed', () => {
    const text = publishAt('Asia/Kathmandu', Date.parse('2027-06-10T12:00:00Z'), 60);
    const { local } = localTime('2027-06-10T12:00:00Z', 'Asia/Kathmandu');
    expect(String(eventIn(text).getFirstPropertyValue('dtstart'))).toBe(local);
  });
});
