import fc from 'fast-check';

/** What people, programs and attackers write where a time, a zone, a rule or a number is wanted. */

/** Not of the type that is wanted, whichever it is. */
const ODD: readonly unknown[] = [null, true, 0, -1, 1.5, 1e308, 2 ** 53, [], {}, [[]], { local: {} }, ''];
const ODD_TEXTS = [
  ' ',
  '\u0000',
  '\u202e',
  'null',
  'NaN',
  '-0',
  '__proto__',
  'constructor',
  '💥',
  '../../etc/passwd',
  "' OR 1=1 --",
  'x'.repeat(10_000),
];

const LOCALS = [
  '2028-06-10T10:00:00',
  '2028-06-10T10:00',
  '2028-06-10T10:00:30',
  // Skipped and shown twice, in New York and in Rome.
  '2028-03-12T02:30:00',
  '2028-11-05T01:30:00',
  '2028-03-26T02:30:00',
  '2028-10-29T02:30:00',
  '2028-02-29T12:00:00',
  '2027-02-29T12:00:00',
  '2028-06-10T24:00:00',
  '2028-06-10T23:59:60',
  '2028-06-10T10:00:00Z',
  '2028-06-10T10:00:00+07:00',
  '2028-06-10T10:00:00.123456789',
  '2028-06-10 10:00:00',
  '2028-06-10t10:00:00',
  '2028-06-10',
  '20280610T100000',
  '2028-W24-6T10:00',
  '2028-162T10:00',
  '2028-13-01T00:00:00',
  '2028-00-00T00:00:00',
  '0000-01-01T00:00:00',
  '0001-01-01T00:00:00',
  '1969-12-31T23:59:59',
  '2100-12-31T23:59:59',
  '2101-01-01T00:00:00',
  '9999-12-31T23:59:59',
  '+012028-06-10T10:00:00',
  '-002028-06-10T10:00:00',
  '२०२८-०६-१०T१०:००:००',
  'June 10, 2028 10:00',
  '1844253600',
];
const ZONES = [
  'Europe/Rome',
  'America/New_York',
  'Asia/Kolkata',
  'Asia/Calcutta',
  'Pacific/Apia',
  'Etc/GMT+14',
  'Etc/GMT-14',
  'Etc/GMT-15',
  'UTC',
  'Z',
  'GMT',
  'GMT+7',
  '+07:00',
  '-00:00',
  'utc+3',
  'EST5EDT',
  'EST5EDT,M3.2.0,M11.1.0',
  'CET',
  'Local',
  'local',
  'system',
  'asia/tokyo',
  'ASIA/TOKYO',
  'Asia/Tokyo ',
  ' Asia/Tokyo',
  'Asia/Tokyo\nX:1',
  'Asia/Tokyo,Europe/Rome',
  'Asia//Tokyo',
  'Asia',
  'Mars/Olympus',
  'posixrules',
  'Factory',
  'toString',
];
const INSTANTS = [
  '2028-06-10T10:00:00Z',
  '2028-06-10T10:00:00.000Z',
  '2028-06-10T10:00:00.123456789Z',
  '2028-06-10T10:00Z',
  '2028-06-10T10:00:00+00:00',
  '1970-01-01T00:00:00Z',
  '2100-12-31T23:59:59Z',
  '2101-01-01T00:00:00Z',
  '275760-09-13T00:00:00Z',
  '+275760-09-13T00:00:00.001Z',
  '-271821-04-20T00:00:00Z',
];
const DAYS = [
  '2028-06-10',
  '2028-02-30',
  '2028-6-1',
  '1969-12-31',
  '2100-12-31',
  '2101-01-01',
  '9999-12-31',
  '0000-00-00',
];
const CLOCKS = ['09:00', '24:00', '24:01', '9:00', '09:60', '25:00', '-1:00', '09:00:00', '0900', '12:00 PM'];
const DURATIONS = [
  'P1D',
  'PT10M',
  'P7D',
  'PT0M',
  'P',
  'PT',
  'P1',
  'P-1D',
  '-P1D',
  'P1.5D',
  'P1M',
  'P1Y',
  'P999D',
  'PT99999M',
  'P1DT',
  'p1d',
  'P99999999999999D',
];
const RULES = [
  'FREQ=WEEKLY;COUNT=3',
  'FREQ=WEEKLY;INTERVAL=2;BYDAY=SA;COUNT=3',
  'FREQ=MONTHLY;BYDAY=2TU;COUNT=3',
  'FREQ=MONTHLY;BYDAY=-1SU;COUNT=3',
  'FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3',
  'FREQ=MONTHLY;BYMONTHDAY=-31;COUNT=3',
  'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3',
  'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=30',
  'FREQ=DAILY;UNTIL=20280612',
  'FREQ=DAILY;UNTIL=20280612T100000',
  'FREQ=DAILY;UNTIL=20280612T100000Z',
  'FREQ=DAILY;UNTIL=20200101',
  'FREQ=DAILY;UNTIL=99991231T235959Z',
  'FREQ=DAILY;COUNT=3;UNTIL=20280612',
  'FREQ=DAILY;COUNT=0',
  'FREQ=DAILY;COUNT=-1',
  'FREQ=DAILY;COUNT=501',
  'FREQ=DAILY;COUNT=999999999',
  'FREQ=DAILY;COUNT=3;INTERVAL=0',
  'FREQ=DAILY;COUNT=3;INTERVAL=999999999',
  'FREQ=DAILY',
  'FREQ=SECONDLY;COUNT=3',
  'FREQ=HOURLY;COUNT=3',
  'FREQ=DAILY;BYHOUR=1,2,3;COUNT=3',
  'FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1;COUNT=3',
  'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0;COUNT=3',
  'FREQ=YEARLY;BYWEEKNO=53;COUNT=3',
  'FREQ=YEARLY;BYYEARDAY=366;COUNT=3',
  'FREQ=YEARLY;BYYEARDAY=-367;COUNT=3',
  'FREQ=WEEKLY;BYDAY=5MO;COUNT=3',
  'FREQ=WEEKLY;WKST=XX;COUNT=3',
  'RRULE:FREQ=WEEKLY;COUNT=3',
  'FREQ=WEEKLY;COUNT=3\r\nATTENDEE:mailto:x@example.org',
  'COUNT=3',
  'FREQ=WEEKLY;FREQ=DAILY;COUNT=3',
  ';;;',
  '=',
];
const NUMBERS: readonly unknown[] = [
  1,
  15,
  60,
  1_440,
  1_441,
  0,
  -1,
  1.5,
  1e9,
  2 ** 31,
  2 ** 53,
  1e308,
  -0,
  '60',
  '1e3',
  '0x10',
  '',
];

/** One of these, now and then with a character taken out, doubled or replaced. */
function near(texts: readonly string[]): fc.Arbitrary<unknown> {
  const text = fc.constantFrom(...texts);
  const broken = fc
    .tuple(text, fc.nat(), fc.constantFrom('', '0', '9', ':', '-', 'T', 'Z', '/', ' ', ';', '=', 'x'))
    .map(([whole, place, other]) => {
      const at = place % (whole.length + 1);
      return whole.slice(0, at) + other + whole.slice(at + 1);
    });
  return fc.oneof({ arbitrary: text, weight: 5 }, { arbitrary: broken, weight: 3 }, odd);
}

const odd: fc.Arbitrary<unknown> = fc.constantFrom(...ODD, ...ODD_TEXTS);

export const NASTY = {
  local: near(LOCALS),
  zone: near(ZONES),
  instant: near([...INSTANTS, ...LOCALS.slice(0, 3), ...DAYS]),
  day: near(DAYS),
  clock: near(CLOCKS),
  duration: near(DURATIONS),
  rule: near(RULES),
  number: fc.oneof({ arbitrary: fc.constantFrom(...NUMBERS), weight: 3 }, odd),
} as const;
export type Kind = keyof typeof NASTY;
