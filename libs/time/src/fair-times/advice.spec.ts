import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { burden } from '../burden.js';
import { advise, BURDEN_LIMIT, type Advice } from './advice.js';
import { fairTimes, type FairTimesQuery } from './fair-times.js';

const ZONES = {
  'los-angeles': 'America/Los_Angeles',
  boston: 'America/New_York',
  rome: 'Europe/Rome',
  bengaluru: 'Asia/Kolkata',
  tokyo: 'Asia/Tokyo',
  auckland: 'Pacific/Auckland',
} as const;
type City = keyof typeof ZONES;

const query = (cities: readonly City[], more: Partial<FairTimesQuery> = {}): FairTimesQuery => ({
  required: cities.map((slug) => ({ slug, zone: ZONES[slug] })),
  from: '2027-06-09',
  to: '2027-06-09',
  zone: 'Etc/UTC',
  durationMinutes: 60,
  stepMinutes: 15,
  ...more,
});
const advice = (asked: FairTimesQuery) => advise(asked, fairTimes(asked).best[0]);
const optionOf = (found: Advice | null, kind: string) =>
  found!.options.find((option) => option.kind === kind);

describe('advice', () => {
  it('is none where one hour serves everybody', () => {
    expect(advice(query(['boston', 'rome']))).toBeNull();
    expect(advise(query(['boston']), undefined)).toBeNull();
  });

  it('names who is served worst and offers an encore, halves and the recording, best first', () => {
    const found = advice(query(['boston', 'bengaluru', 'tokyo', 'auckland'], { durationMinutes: 120 }));
    expect(found).toMatchObject({ limit: BURDEN_LIMIT });
    expect(found!.burden).toBeGreaterThan(BURDEN_LIMIT);
    expect(found!.options.map(({ kind }) => kind)[0]).toBe('encore');

    const encore = optionOf(found, 'encore')!;
    const [first, second] = encore.sessions;
    expect([...first!.cities, ...second!.cities].sort()).toEqual([
      'auckland',
      'bengaluru',
      'boston',
      'tokyo',
    ]);
    expect(second!.instant > first!.instant).toBe(true);
    expect(encore.recording).toEqual([]);

    const recording = optionOf(found, 'recording');
    expect(recording?.recording.length).toBe(1);
  });

  it('keeps to what somebody cannot', () => {
    const free = advice(query(['boston', 'bengaluru', 'tokyo', 'auckland'], { durationMinutes: 180 }))!;
    const encore = optionOf(free, 'encore')!;
    const busy = encore.sessions.map(({ instant }) => ({
      from: instant,
      to: new Date(Date.parse(instant) + 60_000),
    }));
    const kept = advice(query(['boston', 'bengaluru', 'tokyo', 'auckland'], { durationMinutes: 180, busy }))!;
    const taken = busy.map(({ from }) => from);
    expect(optionOf(kept, 'encore')!.sessions.some(({ instant }) => taken.includes(instant))).toBe(false);
  });

  it('is the best of each kind, by trying every quarter hour with another reckoning', () => {
    const cities = fc.subarray(Object.keys(ZONES) as City[], { minLength: 4 });
    const asked = fc.tuple(
      cities,
      fc.constantFrom(120, 180, 240),
      fc.constantFrom('2027-06-09', '2027-11-06'),
    );
    let advised = 0;
    fc.assert(
      fc.property(asked, ([slugs, durationMinutes, from]) => {
        const search = query(slugs, { durationMinutes, from, to: from });
        const found = advice(search);
        if (!found) return;
        advised++;
        const quarters = (shift: number) =>
          Array.from({ length: 96 }, (_, index) => Date.parse(from) + shift * 86_400_000 + index * 900_000);
        const at = (startInstant: number, minutes: number) =>
          slugs.map((slug) =>
            burden({ startInstant, durationMinutes: minutes, zone: ZONES[slug], isHost: false }),
          );
        const today = quarters(0).map((start) => ({
          start,
          full: at(start, durationMinutes),
          half: at(start, durationMinutes / 2),
        }));
        const tomorrow = quarters(1).map((start) => at(start, durationMinutes));
        const worst = (all: number[][]) => Math.min(...all.map((burdens) => Math.max(...burdens)));

        const halves = today.flatMap((one) =>
          today
            .filter((other) => other.start - one.start >= durationMinutes * 30_000)
            .map((other) => one.half.map((hours, index) => hours + other.half[index]!)),
        );
        const twice = today.flatMap((one) =>
          tomorrow.map((other) => one.full.map((hours, index) => Math.min(hours, other[index]!))),
        );
        const within = today.map(({ full }) => full.filter((hours) => hours <= BURDEN_LIMIT));
        const most = Math.max(...within.map(({ length }) => length));
        const expected: Record<string, number> = {
          halves: worst(halves),
          encore: worst(twice),
          recording: most === 0 ? Infinity : worst(within.filter(({ length }) => length === most)),
        };
        for (const kind of ['halves', 'encore', 'recording']) {
          const isBetter = expected[kind]! < found.burden;
          expect([kind, optionOf(found, kind)?.worst]).toEqual([kind, isBetter ? expected[kind] : undefined]);
        }
      }),
      { numRuns: 25 },
    );
    expect(advised).toBeGreaterThan(10);
  });
});
