import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import ICAL from 'ical.js';
import { occurrences } from './occurrences.js';

const expand = (local: string, rule: string) =>
  occurrences({ local, zone: 'America/New_York', rule, most: 500 }).locals;

/** What ical.js makes of the same rule, for rules whose parts it implements. */
function byIcalJs(local: string, rule: string): string[] {
  const iterator = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromDateTimeString(local));
  const found: string[] = [];
  for (let next = iterator.next(); next; next = iterator.next()) found.push(next.toString());
  return found;
}

describe('occurrences of any rule', () => {
  const weekdays = fc.uniqueArray(fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'), {
    minLength: 1,
    maxLength: 7,
  });
  const list = (name: string, values: fc.Arbitrary<unknown[]>) =>
    values.map((items) => `;${name}=${items.join()}`);
  const numbers = (min: number, max: number) =>
    fc.uniqueArray(fc.integer({ min, max }), { minLength: 1, maxLength: 4 });
  // One for each weekday: ical.js counts a day twice that is both the fourth and the last Friday.
  const nth = fc
    .uniqueArray(fc.tuple(fc.constantFrom(1, 2, 3, 4, -1, -2), fc.constantFrom('MO', 'WE', 'FR', 'SU')), {
      minLength: 1,
      maxLength: 3,
      selector: ([, weekday]) => weekday,
    })
    .map((pairs) => pairs.map((pair) => pair.join('')));
  const nothing = fc.constant('');
  const wkst = fc.constantFrom('', ';WKST=SU', ';WKST=MO');
  const parts = fc.oneof(
    fc.tuple(
      fc.constant('FREQ=DAILY'),
      fc.oneof(nothing, list('BYDAY', weekdays), list('BYMONTH', numbers(1, 12))),
    ),
    fc.tuple(fc.constant('FREQ=WEEKLY'), fc.oneof(nothing, list('BYDAY', weekdays)), wkst),
    fc.tuple(
      fc.constant('FREQ=MONTHLY'),
      fc.oneof(list('BYMONTHDAY', numbers(1, 28)), list('BYDAY', weekdays), list('BYDAY', nth)),
    ),
    fc
      .tuple(
        fc.constant('FREQ=YEARLY'),
        fc.oneof(
          nothing,
          list(
            'BYMONTH',
            numbers(1, 12).map((months) => months.sort((a, b) => a - b)),
          ),
        ),
        fc.oneof(list('BYMONTHDAY', numbers(1, 28)), list('BYDAY', weekdays), list('BYDAY', nth)),
      )
      // Without a month, ical.js takes BYMONTHDAY for days of the start's month only; RFC 5545 has it expand.
      .filter(([, month, day]) => month !== '' || !day.startsWith(';BYMONTHDAY')),
  );
  const anyRule = fc.record({
    day: fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2030, 0) }),
    rule: parts.map((all) => all.join('')),
    interval: fc.integer({ min: 1, max: 4 }),
    count: fc.integer({ min: 1, max: 15 }),
  });

  it('are those that ical.js finds', () => {
    let compared = 0;
    fc.assert(
      fc.property(anyRule, ({ day, rule, interval, count }) => {
        // Any start, and then the first that the rule means: only that is defined.
        const any = new Date(day).toISOString().slice(0, 10) + 'T19:00:00';
        const text = `${rule};INTERVAL=${interval};COUNT=${count}`;
        let start = any;
        try {
          expand(any, text);
        } catch (error) {
          start = /start with (\S+)$/.exec((error as Error).message)?.[1] ?? any;
        }
        expect(expand(start, text)).toEqual(byIcalJs(start, text));
        compared++;
      }),
      { numRuns: 600 },
    );
    expect(compared).toBe(600);
  });

  it('stay the same when the days between are asked one by one', () => {
    fc.assert(
      fc.property(
        weekdays,
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 3000 }),
        (byDay, interval, offset) => {
          const start = Date.UTC(2026, 0, 1) + offset * 86_400_000;
          const names = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
          const own = names[new Date(start).getUTCDay()]!;
          const asked = new Set([...byDay, own]);
          const monday = (day: number) => Math.floor((day / 86_400_000 + 3) / 7);
          const naive: string[] = [];
          for (let day = start; naive.length < 30; day += 86_400_000) {
            const isWeek = (monday(day) - monday(start)) % interval === 0;
            if (isWeek && asked.has(names[new Date(day).getUTCDay()]!))
              naive.push(new Date(day).toISOString().slice(0, 10));
          }
          const local = new Date(start).toISOString().slice(0, 10) + 'T08:15';
          const rule = `FREQ=WEEKLY;INTERVAL=${interval};BYDAY=${[...asked].join()};COUNT=30`;
          expect(expand(local, rule).map((wall) => wall.slice(0, 10))).toEqual(naive);
        },
      ),
    );
  });
});
