import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { burden, burdenMinutes, type BurdenQuery } from './burden.js';
import fairSeries from './cases/fair-series.case.json' with { type: 'json' };
import fairTimes from './cases/fair-times.case.json' with { type: 'json' };
import { DEFAULT_COMFORT } from './comfort.js';
import { fairTimes as fairTimesOf } from './fair-times/fair-times.js';
import { localTime } from './local-time.js';

const cities: Record<string, string> = {
  boston: 'America/New_York',
  'nha-trang': 'Asia/Ho_Chi_Minh',
  'washington-dc': 'America/New_York',
  tokyo: 'Asia/Tokyo',
  bengaluru: 'Asia/Kolkata',
  rome: 'Europe/Rome',
};

/** A session of guests unless said otherwise. */
const ask = (zone: string, startInstant: string, durationMinutes: number, more: Partial<BurdenQuery> = {}) =>
  burden({ zone, startInstant, durationMinutes, isHost: false, ...more });

const best = [
  ...fairTimes.cases.flatMap(({ query, expect }) =>
    expect.best.map((time) => ({ ...time, durationMinutes: query.durationMinutes })),
  ),
  ...fairSeries.series.flatMap((day) =>
    day.best.map((time) => ({ ...time, durationMinutes: fairSeries.durationMinutes })),
  ),
];

describe('burden', () => {
  it(`agrees with ${best.length} times computed independently`, () => {
    expect(best.length).toBeGreaterThan(50);
    for (const { instant, durationMinutes, burdens, worst, total } of best) {
      const computed = Object.keys(burdens).map(
        (city) => [city, ask(cities[city]!, instant, durationMinutes)] as const,
      );
      expect(Object.fromEntries(computed)).toEqual(burdens);
      expect(Math.max(...computed.map(([, value]) => value))).toBe(worst);
      expect(computed.reduce((sum, [, value]) => sum + value, 0)).toBeCloseTo(total, 9);
    }
  });

  it('is exact to the minute', () => {
    expect(ask('Europe/Rome', '2027-06-10T15:59:00Z', 2)).toBe(0.0167); // 17:59–18:01: one minute of weight 1
    expect(ask('Europe/Rome', '2027-06-10T15:45:00Z', 30)).toBe(0.25);
    expect(ask('Europe/Rome', '2027-06-10T15:00:00Z', 60)).toBe(0);
  });

  it('runs on across midnight', () => {
    expect(ask('Asia/Tokyo', '2027-06-10T13:30:00Z', 120)).toBe(0.5 * 4 + 1.5 * 8); // 22:30–00:30
  });

  it('counts a whole day of 24, 23 and 25 hours', () => {
    const day = 1 * 3 + 2 * 3 + 4 * 2 + 8 * 7;
    expect(ask('Europe/Rome', '2027-06-09T22:00:00Z', 24 * 60)).toBe(day);
    expect(ask('Europe/Rome', '2027-03-27T23:00:00Z', 23 * 60)).toBe(day - 8); // 02:00–03:00 is skipped
    expect(ask('Europe/Rome', '2027-10-30T22:00:00Z', 25 * 60)).toBe(day + 8); // 02:00–03:00 comes twice
  });

  it('counts minutes that really pass when clocks change under way', () => {
    // 01:30–03:30 on the wall, one hour long.
    expect(ask('America/New_York', '2027-03-14T06:30:00Z', 60)).toBe(8);
    // 01:30–07:00 on the wall, five hours long: Lord Howe moves its clocks by 30 minutes.
    expect(ask('Australia/Lord_Howe', '2026-10-03T15:00:00Z', 300)).toBe(8 * 4 + 4 * 1);
  });

  it('weighs for a purpose in the own city only', () => {
    const evening = { purpose: 'evening' } as const;
    const eightPm = ['Asia/Ho_Chi_Minh', '2027-06-10T13:00:00Z', 60] as const;
    expect(ask(...eightPm, { ...evening, isHost: true })).toBe(0);
    expect(ask(...eightPm, { ...evening, isHost: false })).toBe(2);
    const noon = ['Asia/Ho_Chi_Minh', '2027-06-10T05:00:00Z', 60] as const;
    expect(ask(...noon, { ...evening, isHost: true })).toBe(1);
    expect(ask(...noon, { purpose: 'family', isHost: true })).toBe(0);
    expect(ask(...noon, { purpose: 'work', isHost: true })).toBe(0);
  });

  it('adds 2 per hour on local rest days', () => {
    const saturday = (date: string) => date === '2027-06-12';
    // 23:00 on Friday to 01:00 on Saturday in Tokyo.
    expect(ask('Asia/Tokyo', '2027-06-11T14:00:00Z', 120, { restDay: saturday })).toBe(16 + 2);
    expect(ask('Asia/Tokyo', '2027-06-12T03:00:00Z', 60, { restDay: saturday })).toBe(2);
    expect(ask('Asia/Tokyo', '2027-06-10T03:00:00Z', 60, { restDay: saturday })).toBe(0);
  });

  it("takes a city's own profile", () => {
    const comfort = [
      { from: '10:00', to: '22:00', weight: 0 },
      { from: '22:00', to: '10:00', weight: 3 },
    ];
    expect(ask('Europe/Rome', '2027-06-10T07:30:00Z', 60, { comfort })).toBe(1.5); // 09:30–10:30
  });
});

describe('burden of any session', () => {
  const anySession = fc.record({
    zone: fc.constantFrom(...Object.values(cities), 'Australia/Lord_Howe', 'Africa/Cairo', 'America/Havana'),
    // Minutes around a year with every kind of clock change.
    start: fc.integer({ min: Date.UTC(2026, 8) / 60_000, max: Date.UTC(2027, 11) / 60_000 }),
    durationMinutes: fc.integer({ min: 0, max: 3000 }),
    split: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  const weekend = (date: string) => [0, 6].includes(new Date(date).getUTCDay());

  it('is the sum of its parts', () => {
    fc.assert(
      fc.property(anySession, ({ zone, start, durationMinutes, split }) => {
        const query = (from: number, minutes: number) =>
          burdenMinutes({
            zone,
            startInstant: from * 60_000,
            durationMinutes: minutes,
            isHost: true,
            purpose: 'evening',
            restDay: weekend,
          });
        const first = Math.floor(durationMinutes * split);
        expect(query(start, first) + query(start + first, durationMinutes - first)).toBe(
          query(start, durationMinutes),
        );
      }),
    );
  });

  it('counts hours to avoid as fair times do, once where they are rest days as well', () => {
    const days = { from: '2027-03-11', to: '2027-03-16' };
    const periods = fc.array(
      fc.record({
        ...{ from: fc.constant(days.from), to: fc.constantFrom('2027-03-12', days.to) },
        hours: fc.option(
          fc.record({
            from: fc.constantFrom('00:00', '12:30', '22:00'),
            to: fc.constantFrom('02:15', '14:00', '24:00'),
          }),
          { nil: undefined },
        ),
      }),
      { maxLength: 2 },
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.entries(cities)),
        periods,
        fc.integer({ min: 15, max: 1_440 }),
        fc.boolean(),
        ([slug, zone], avoid, durationMinutes, rests) => {
          const restDay = rests ? weekend : undefined;
          const required = [{ slug, zone, avoid, restDay }];
          const search = { ...days, zone, durationMinutes, stepMinutes: 173, restDays: 'avoid' as const };
          for (const { instant, burdens } of fairTimesOf({ ...search, required, limit: 10 }).best) {
            const query = { startInstant: instant, durationMinutes, zone, isHost: false, restDay, avoid };
            expect(burden(query)).toBe(burdens[slug]);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is what counting minute by minute gives', () => {
    const minuteOfDay = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
    const weightAt = (local: string) => {
      const minute = minuteOfDay(local.slice(11));
      return DEFAULT_COMFORT.find(({ from, to }) => {
        const [start, end] = [minuteOfDay(from), minuteOfDay(to)];
        return start < end ? start <= minute && minute < end : minute >= start || minute < end;
      })!.weight;
    };
    fc.assert(
      fc.property(anySession, ({ zone, start, durationMinutes }) => {
        let counted = 0;
        for (let minute = start; minute < start + durationMinutes; minute++) {
          const { local } = localTime(minute * 60_000, zone);
          counted += weightAt(local) + (weekend(local.slice(0, 10)) ? 2 : 0);
        }
        const query = {
          zone,
          startInstant: start * 60_000,
          durationMinutes,
          isHost: false,
          restDay: weekend,
        };
        expect(burdenMinutes(query)).toBe(counted);
      }),
      { numRuns: 60 },
    );
  });
});
