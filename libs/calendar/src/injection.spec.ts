import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { calendar, type Calendar } from './calendar.js';
import type { CalendarEvent } from './event.js';
import { ICAL, type Component } from './ical.js';
import { CalendarError, manyLines, oneLine, parameterText } from './text.js';

const full: CalendarEvent = {
  uid: 'opening@meridian.example',
  sequence: 0,
  start: { instant: '2027-06-10T12:00:00Z', zone: 'Asia/Ho_Chi_Minh' },
  durationMinutes: 60,
  summary: 'Opening',
  description: 'Join from any city',
  location: 'Hall 1',
  url: 'https://meridian.example/opening',
  organizer: { name: 'Forum', email: 'forum@meridian.example' },
  attendee: { name: 'Delegate', email: 'delegate@boston.example', status: 'ACCEPTED' },
  status: 'CONFIRMED',
  alarmMinutesBefore: [10],
  stamp: '2027-05-01T08:00:00Z',
  categories: ['plenary'],
};

const write = (change: Partial<CalendarEvent>, name = 'Forum') =>
  calendar({ method: 'REQUEST', name, events: [{ ...full, ...change }] });

/** Names of all components, properties and parameters, in order: what hostile text must not change. */
function shape(component: Component): unknown[] {
  return [
    component.name,
    component
      .getAllProperties()
      .map((property) => [property.name, property.getValues().length, Object.keys(property.toJSON()[1])]),
    component.getAllSubcomponents().map(shape),
  ];
}
const shapeOf = (text: string) => shape(ICAL.Component.fromString(text));

/** Every place for text that people type: how it is written and how it reads back. */
const textFields: Record<
  string,
  { write: (text: string) => string; read: (event: Component) => unknown; clean?: (text: string) => string }
> = {
  summary: {
    write: (summary) => write({ summary }),
    read: (event) => event.getFirstPropertyValue('summary'),
  },
  'alarm text': {
    write: (summary) => write({ summary }),
    read: (event) => event.getFirstSubcomponent('valarm')!.getFirstPropertyValue('description'),
  },
  description: {
    write: (description) => write({ description }),
    read: (event) => event.getFirstPropertyValue('description'),
    clean: manyLines,
  },
  location: {
    write: (location) => write({ location }),
    read: (event) => event.getFirstPropertyValue('location'),
  },
  category: {
    write: (category) => write({ categories: [category] }),
    read: (event) => event.getFirstPropertyValue('categories'),
  },
  'organizer name': {
    write: (name) => write({ organizer: { ...full.organizer!, name } }),
    read: (event) => event.getFirstProperty('organizer')!.getFirstParameter('cn'),
    clean: parameterText,
  },
  'attendee name': {
    write: (name) => write({ attendee: { ...full.attendee!, name } }),
    read: (event) => event.getFirstProperty('attendee')!.getFirstParameter('cn'),
    clean: parameterText,
  },
  'calendar name': {
    write: (name) => write({}, name),
    read: (event) => event.parent.getFirstPropertyValue('x-wr-calname'),
  },
};

const hostile = [
  'Chair\r\nATTENDEE:mailto:evil@x.example',
  'Chair\nATTENDEE:mailto:evil@x.example',
  'Chair\rATTENDEE:mailto:evil@x.example',
  'Chair\r\n ATTENDEE:mailto:evil@x.example',
  'Chair\u0085ATTENDEE:mailto:evil@x.example',
  'Chair\u2028ATTENDEE:mailto:evil@x.example',
  'Chair\\nATTENDEE:mailto:evil@x.example',
  'Chair";X-EVIL="1',
  'Chair:mailto:evil@x.example',
  "Chair^nATTENDEE^'",
  'a,b;c\\d',
  'END:VEVENT\r\nEND:VCALENDAR\r\nBEGIN:VCALENDAR',
  '\u0000\u0007\u001b[31m red',
];

describe.each(Object.keys(textFields))('%s', (field) => {
  const { write: put, read, clean = oneLine } = textFields[field]!;
  const expectHarmless = (text: string) => {
    const written = put(text);
    expect(shapeOf(written)).toEqual(shapeOf(write({})));
    expect(read(ICAL.Component.fromString(written).getFirstSubcomponent('vevent')!)).toBe(clean(text));
    expect(written.split('\r\n').filter((line) => /[\p{Cc}\p{Zl}\p{Zp}]/u.test(line))).toEqual([]);
    expect(written.split('\r\n').filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
  };

  it.each(hostile)('takes %j as text and nothing else', expectHarmless);

  it('reads back whatever people type, in lines of at most 75 octets', () => {
    // A letter first: an empty field is left out, and outer blanks of names belong to no test.
    const typed = fc.string({ unit: 'binary', maxLength: 200 }).map((text) => `x${text}x`);
    fc.assert(fc.property(typed, expectHarmless), { numRuns: 200 });
  });

  it.each([
    'AIウィーク2027開会式：世界六都市をつなぐ人工知能の公共利用に関する全体会合、標準と信頼',
    'ಕೃತಕ ಬುದ್ಧಿಮತ್ತೆಯ ಸಾರ್ವಜನಿಕ ಬಳಕೆಗಾಗಿ ಮಾನದಂಡಗಳು ಮತ್ತು ವಿಶ್ವಾಸ: ಉದ್ಘಾಟನಾ ಅಧಿವೇಶನ',
    '👩🏽‍🚀'.repeat(20),
  ])('folds %s between characters', expectHarmless);
});

describe('identifiers and addresses', () => {
  const refused: Record<string, (text: string) => Partial<CalendarEvent>> = {
    'attendee address': (email) => ({ attendee: { ...full.attendee!, email } }),
    'organizer address': (email) => ({ organizer: { ...full.organizer!, email } }),
  };
  const addresses = [
    'a@b.example\r\nATTENDEE:mailto:evil@x.example',
    'a@b.example\n',
    'a@b.example,evil@x.example',
    'a@b.example;evil@x.example',
    'a b@c.example',
    '"a"@b.example',
    '<a@b.example>',
    'a@b@c.example',
    'nobody',
    '',
  ];
  it.each(Object.keys(refused).flatMap((field) => addresses.map((address) => [field, address] as const)))(
    'refuses the %s %j',
    (field, address) => {
      expect(() => write(refused[field]!(address))).toThrow(CalendarError);
    },
  );

  it.each(['a\r\nATTENDEE:mailto:evil@x.example', 'a\u2028b', ''])('refuses the uid %j', (uid) => {
    expect(() => write({ uid })).toThrow(CalendarError);
  });

  it.each([
    'https://x.example/\r\nATTENDEE:mailto:evil@x.example',
    'https://x.example/\tb',
    'javascript:alert(1)',
    'data:text/html,x',
    'x.example',
  ])('refuses the address of a page %j', (url) => {
    expect(() => write({ url })).toThrow(CalendarError);
  });

  it('writes plus signs, apostrophes and question marks of addresses so that they survive', () => {
    const attendee = { ...full.attendee!, email: "o'b+a?c#d%e@boston.example" };
    const event = ICAL.Component.fromString(write({ attendee })).getFirstSubcomponent('vevent')!;
    expect(event.getFirstPropertyValue('attendee')).toBe("mailto:o'b+a%3Fc%23d%25e@boston.example");
  });

  it('refuses instants that are more than an instant', () => {
    const instant = '2027-06-10T12:00:00Z\r\nATTENDEE:mailto:evil@x.example';
    expect(() => write({ stamp: instant })).toThrow(expect.objectContaining({ code: 'time.instant' }));
    expect(() => write({ start: { instant, zone: 'Asia/Tokyo' } })).toThrow(
      expect.objectContaining({ code: 'time.instant' }),
    );
  });

  it('does not let a status or method through that is no word of the standard', () => {
    const text = 'CONFIRMED\r\nATTENDEE:mailto:evil@x.example';
    expect(() => write({ status: text as CalendarEvent['status'] })).toThrow(CalendarError);
    expect(() => write({ attendee: { ...full.attendee!, status: text as 'ACCEPTED' } })).toThrow(
      CalendarError,
    );
    expect(() => calendar({ method: text as Calendar['method'], events: [full] })).toThrow(CalendarError);
  });
});
