import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvalidRecurrenceError } from '../errors.js';
import { occurrences } from './occurrences.js';

const days = (locals: string[]) => locals.map((local) => local.slice(0, 10));
const expand = (
  local: string,
  rule: string,
  more: { exclude?: string[]; include?: string[]; zone?: string } = {},
) => occurrences({ local, zone: 'America/New_York', rule, most: 500, ...more }).locals;

describe('the occurrences of a rule', () => {
  it('are every second Tuesday at 19:00 in Nha Trang, eight times, not on 2 September', () => {
    const found = occurrences({
      local: '2025-08-05T19:00',
      zone: 'Asia/Ho_Chi_Minh',
      rule: 'FREQ=WEEKLY;INTERVAL=2;COUNT=8',
      exclude: ['2025-09-02'],
      most: 500,
    });
    expect(found).toEqual({
      locals: [
        '2025-08-05T19:00:00',
        '2025-08-19T19:00:00',
        // 2 September counts as one of the eight.
        '2025-09-16T19:00:00',
        '2025-09-30T19:00:00',
        '2025-10-14T19:00:00',
        '2025-10-28T19:00:00',
        '2025-11-11T19:00:00',
      ],
      withoutEffect: [],
    });
  });

  // The examples of RFC 5545 section 3.8.5.3 that it lists whole, or whose beginning it does.
  it.each<[string, string, string[]]>([
    ['1997-09-02', 'FREQ=DAILY;COUNT=3', ['1997-09-02', '1997-09-03', '1997-09-04']],
    [
      '1997-09-02',
      'FREQ=DAILY;INTERVAL=10;COUNT=5',
      ['1997-09-02', '1997-09-12', '1997-09-22', '1997-10-02', '1997-10-12'],
    ],
    [
      '1997-09-02',
      'FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH',
      [
        '1997-09-02',
        '1997-09-04',
        '1997-09-09',
        '1997-09-11',
        '1997-09-16',
        '1997-09-18',
        '1997-09-23',
        '1997-09-25',
        '1997-09-30',
        '1997-10-02',
      ],
    ],
    [
      '1997-09-01',
      'FREQ=WEEKLY;INTERVAL=2;UNTIL=19971001T000000Z;WKST=SU;BYDAY=MO,WE,FR',
      ['1997-09-01', '1997-09-03', '1997-09-05', '1997-09-15', '1997-09-17', '1997-09-19', '1997-09-29'],
    ],
    [
      '1997-09-05',
      'FREQ=MONTHLY;COUNT=4;BYDAY=1FR',
      ['1997-09-05', '1997-10-03', '1997-11-07', '1997-12-05'],
    ],
    [
      '1997-09-07',
      'FREQ=MONTHLY;INTERVAL=2;COUNT=4;BYDAY=1SU,-1SU',
      ['1997-09-07', '1997-09-28', '1997-11-02', '1997-11-30'],
    ],
    ['1997-09-22', 'FREQ=MONTHLY;COUNT=3;BYDAY=-2MO', ['1997-09-22', '1997-10-20', '1997-11-17']],
    ['1997-09-28', 'FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=3', ['1997-09-28', '1997-10-29', '1997-11-28']],
    [
      '1997-09-30',
      'FREQ=MONTHLY;COUNT=5;BYMONTHDAY=1,-1',
      ['1997-09-30', '1997-10-01', '1997-10-31', '1997-11-01', '1997-11-30'],
    ],
    [
      '1997-06-10',
      'FREQ=YEARLY;COUNT=4;BYMONTH=6,7',
      ['1997-06-10', '1997-07-10', '1998-06-10', '1998-07-10'],
    ],
    [
      '1997-01-01',
      'FREQ=YEARLY;INTERVAL=3;COUNT=5;BYYEARDAY=1,100,200',
      ['1997-01-01', '1997-04-10', '1997-07-19', '2000-01-01', '2000-04-09'],
    ],
    ['1997-05-19', 'FREQ=YEARLY;BYDAY=20MO;COUNT=3', ['1997-05-19', '1998-05-18', '1999-05-17']],
    ['1997-05-12', 'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=3', ['1997-05-12', '1998-05-11', '1999-05-17']],
    [
      '1997-03-13',
      'FREQ=YEARLY;BYMONTH=3;BYDAY=TH;COUNT=4',
      ['1997-03-13', '1997-03-20', '1997-03-27', '1998-03-05'],
    ],
    [
      '1998-02-13',
      'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=5',
      ['1998-02-13', '1998-03-13', '1998-11-13', '1999-08-13', '2000-10-13'],
    ],
    [
      '1996-11-05',
      'FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=3',
      ['1996-11-05', '2000-11-07', '2004-11-02'],
    ],
    [
      '1997-09-04',
      'FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3',
      ['1997-09-04', '1997-10-07', '1997-11-06'],
    ],
    [
      '1997-09-29',
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;COUNT=4',
      ['1997-09-29', '1997-10-30', '1997-11-27', '1997-12-30'],
    ],
    [
      '1997-08-05',
      'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO',
      ['1997-08-05', '1997-08-10', '1997-08-19', '1997-08-24'],
    ],
    [
      '1997-08-05',
      'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU',
      ['1997-08-05', '1997-08-17', '1997-08-19', '1997-08-31'],
    ],
    [
      '2007-01-15',
      'FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5',
      ['2007-01-15', '2007-01-30', '2007-02-15', '2007-03-15', '2007-03-30'],
    ],
    // Not in the RFC's list: leap days, a fifth Monday, the last day of February, and a week that two years share.
    ['2028-02-29', 'FREQ=YEARLY;COUNT=3', ['2028-02-29', '2032-02-29', '2036-02-29']],
    ['2027-01-31', 'FREQ=MONTHLY;COUNT=3', ['2027-01-31', '2027-03-31', '2027-05-31']],
    ['2027-03-29', 'FREQ=MONTHLY;BYDAY=5MO;COUNT=2', ['2027-03-29', '2027-05-31']],
    ['2027-02-28', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1;COUNT=2', ['2027-02-28', '2028-02-29']],
    ['2027-01-01', 'FREQ=YEARLY;BYWEEKNO=53;COUNT=2', ['2027-01-01', '2032-12-31']],
  ])('from %s by %s are those of the standard', (start, rule, expected) => {
    expect(days(expand(`${start}T09:00`, rule))).toEqual(expected);
  });

  it('end with UNTIL, the day, the wall time or the instant itself included', () => {
    const until = (value: string) => expand('2027-06-01T19:00', `FREQ=DAILY;UNTIL=${value}`).length;
    expect([until('20270603'), until('20270603T190000'), until('20270603T185959')]).toEqual([3, 3, 2]);
    // 19:00 in New York is 23:00 in UTC.
    expect([until('20270603T230000Z'), until('20270603T225959Z')]).toEqual([3, 2]);
  });

  it('keep the wall time across clock changes, and leave gaps in for the resolver', () => {
    expect(expand('2027-03-13T02:30', 'FREQ=DAILY;COUNT=3')).toEqual([
      '2027-03-13T02:30:00',
      '2027-03-14T02:30:00',
      '2027-03-15T02:30:00',
    ]);
  });

  it('take in and leave out days and wall times, and say what had no effect', () => {
    const found = occurrences({
      local: '2027-06-01T19:00',
      zone: 'Europe/Rome',
      rule: 'FREQ=WEEKLY;COUNT=3',
      include: ['2027-06-04', '2027-06-04T10:00', '2027-06-08T19:00'],
      exclude: ['2027-06-15T19:00', '2027-06-16', '2027-06-08T20:00'],
      most: 500,
    });
    expect(found).toEqual({
      locals: ['2027-06-01T19:00:00', '2027-06-04T10:00:00', '2027-06-04T19:00:00', '2027-06-08T19:00:00'],
      withoutEffect: ['2027-06-16', '2027-06-08T20:00'],
    });
  });

  it('may be as many as allowed, the excluded not counted', () => {
    expect(expand('2027-01-01T09:00', 'FREQ=DAILY;COUNT=500')).toHaveLength(500);
    expect(expand('2027-01-01T09:00', 'FREQ=DAILY;COUNT=501', { exclude: ['2027-01-02'] })).toHaveLength(500);
    expect(() => expand('2027-01-01T09:00', 'FREQ=DAILY;COUNT=501')).toThrow('more than 500 occurrences');
  });
});

describe('a rule that cannot be taken', () => {
  it.each([
    ['FREQ=WEEKLY', 'endless'],
    ['FREQ=WEEKLY;COUNT=3;UNTIL=20271231', 'both COUNT and UNTIL'],
    ['COUNT=3', 'needs a FREQ'],
    ['FREQ=HOURLY;COUNT=3', 'daily at most'],
    ['FREQ=SECONDLY;COUNT=3', 'daily at most'],
    ['FREQ=FORTNIGHTLY;COUNT=3', 'FREQ is one of'],
    ['FREQ=DAILY;COUNT=3;BYHOUR=9,10', 'BYHOUR is not taken'],
    ['FREQ=DAILY;COUNT=3;BYMINUTE=0', 'BYMINUTE is not taken'],
    ['FREQ=DAILY;COUNT=3;RSCALE=HEBREW', 'no part of a rule'],
    ['FREQ=DAILY;COUNT=3;X-MINE=1', 'no part of a rule'],
    ['FREQ=DAILY;COUNT=3;', 'NAME=VALUE'],
    ['RRULE:FREQ=DAILY;COUNT=3', 'NAME=VALUE'],
    ['FREQ=DAILY;COUNT=3;COUNT=4', 'COUNT stands twice'],
    ['FREQ=DAILY;COUNT=0', 'COUNT has whole numbers'],
    ['FREQ=DAILY;COUNT=-1', 'COUNT has whole numbers'],
    ['FREQ=DAILY;COUNT=1e3', 'COUNT has whole numbers'],
    ['FREQ=DAILY;COUNT=3;INTERVAL=0', 'INTERVAL has whole numbers'],
    ['FREQ=DAILY;COUNT=3;INTERVAL=1001', 'INTERVAL has whole numbers from 1 to 1000'],
    ['FREQ=DAILY;COUNT=3;BYMONTH=13', 'BYMONTH'],
    ['FREQ=MONTHLY;COUNT=3;BYMONTHDAY=0', 'BYMONTHDAY'],
    ['FREQ=MONTHLY;COUNT=3;BYMONTHDAY=-32', 'BYMONTHDAY'],
    ['FREQ=MONTHLY;COUNT=3;BYDAY=0MO', 'BYDAY counts'],
    ['FREQ=MONTHLY;COUNT=3;BYDAY=XX', 'BYDAY has days'],
    ['FREQ=WEEKLY;COUNT=3;BYDAY=1MO', 'no numbers with FREQ=WEEKLY'],
    ['FREQ=WEEKLY;COUNT=3;BYMONTHDAY=3', 'not for FREQ=WEEKLY'],
    ['FREQ=MONTHLY;COUNT=3;BYWEEKNO=3', 'only for FREQ=YEARLY'],
    ['FREQ=MONTHLY;COUNT=3;BYYEARDAY=3', 'only for FREQ=YEARLY'],
    ['FREQ=YEARLY;COUNT=3;BYWEEKNO=3;BYDAY=1MO', 'together with BYWEEKNO'],
    ['FREQ=DAILY;COUNT=3;BYSETPOS=1', 'BYSETPOS needs another'],
    ['FREQ=DAILY;UNTIL=2027-12-31', 'UNTIL is a day'],
    ['FREQ=DAILY;UNTIL=20270231', 'February 2027 has days'],
    ['FREQ=DAILY;UNTIL=21010101', '1970 to 2100'],
    ['FREQ=DAILY;COUNT=501', 'more than 500'],
    ['FREQ=DAILY;COUNT=1000000', 'more than 500'],
    ['FREQ=DAILY;UNTIL=21001231', 'more than 500'],
    ['FREQ=DAILY;UNTIL=20260101', 'ends before it starts'],
    ['FREQ=WEEKLY;BYDAY=MO;COUNT=3', 'start with 2027-06-07T19:00:00'],
    ['FREQ=YEARLY;INTERVAL=50;COUNT=3', 'comes to 2 of its 3 occurrences'],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3', 'never happens until the end of 2100'],
    ['FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=3', 'never happens'],
    ['FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;UNTIL=21001231', 'ends before it starts'],
    ['FREQ=MONTHLY;BYDAY=6MO;COUNT=3', 'never happens'],
    ['FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6;COUNT=3', 'never happens'],
    ['', 'NAME=VALUE'],
  ])('%s is refused: %s', (rule, reason) => {
    const refused = () => expand('2027-06-03T19:00', rule);
    expect(refused).toThrow(InvalidRecurrenceError);
    expect(refused).toThrow(expect.objectContaining({ code: 'time.rule', field: 'rule' }));
    expect(refused).toThrow(reason);
  });

  it('is empty when everything is excluded', () => {
    const exclude = ['2027-06-03', '2027-06-04'];
    expect(() => expand('2027-06-03T19:00', 'FREQ=DAILY;COUNT=2', { exclude })).toThrow('not excluded');
  });

  it('names the entry beside it that is wrong', () => {
    const field = (more: object) => {
      try {
        expand('2027-06-03T19:00', 'FREQ=DAILY;COUNT=2', more);
      } catch (error) {
        return (error as InvalidRecurrenceError).field;
      }
    };
    expect(field({ exclude: ['2027-06-03', '2 September'] })).toBe('exclude[1]');
    expect(field({ include: ['2027-02-30'] })).toBe('include[0]');
    expect(field({ include: ['2027-06-04T19:00Z'] })).toBe('include[0]');
  });

  it('is refused or taken whatever the text is, and never anything else', () => {
    const part = fc.constantFrom(
      'FREQ',
      'COUNT',
      'UNTIL',
      'INTERVAL',
      'BYDAY',
      'BYMONTH',
      'BYSETPOS',
      'WKST',
      'BYWEEKNO',
      'BYYEARDAY',
    );
    const value = fc.oneof(
      fc.constantFrom(
        'DAILY',
        'WEEKLY',
        'MONTHLY',
        'YEARLY',
        'MO',
        '-1SU',
        '53',
        '-366',
        '20271231',
        '1,2,3',
        '5',
      ),
      fc.string({ maxLength: 8 }),
    );
    const rule = fc.oneof(
      fc.string(),
      fc
        .array(fc.tuple(part, value), { maxLength: 6 })
        .map((pairs) => pairs.map((pair) => pair.join('=')).join(';')),
    );
    fc.assert(
      fc.property(rule, (text) => {
        try {
          const { length } = expand('2027-06-03T19:00', text);
          expect(length).toBeGreaterThan(0);
          expect(length).toBeLessThanOrEqual(500);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidRecurrenceError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
