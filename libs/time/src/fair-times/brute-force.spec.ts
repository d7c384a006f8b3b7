import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { burden, burdenMinutes } from '../burden.js';
import { DEFAULT_COMFORT, type Comfort } from '../comfort.js';
import { formatInstant } from '../instants.js';
import { localDate, localTime } from '../local-time.js';
import type { FairCity } from './fair-city.js';
import { fairTimes, type FairTimesQuery } from './fair-times.js';

const MINUTE = 60_000;
const RUNS = 200;

/**
 * The definition, word by word: every start by itself, each burden by `burdenMinutes`, all starts sorted by one
 * comparison. Shares no code with the search but the burden and the clocks, which have tests of their own.
 */
function bruteForce(query: FairTimesQuery) {
  const { required, invited = [], durationMinutes, stepMinutes, tolerance = 1, limit = 5 } = query;
  const starts: number[] = [];
  // The first moment of the first date; found by looking, because midnight may not exist.
  let first = Date.parse(`${query.from}T00:00:00Z`) - 24 * 60 * MINUTE;
  while (localDate(first, query.zone) < query.from) first += 15 * MINUTE;
  for (let at = first; localDate(at, query.zone) <= query.to; at += stepMinutes * MINUTE) starts.push(at);

  const borne = (city: FairCity, startInstant: number) =>
    burdenMinutes({
      startInstant,
      durationMinutes,
      zone: city.zone,
      comfort: city.comfort,
      purpose: query.purpose,
      isHost: city.slug === query.host,
      restDay: query.restDays === 'avoid' ? city.restDay : undefined,
    });
  const isFree = (at: number) => {
    const end = at + durationMinutes * MINUTE;
    const isTaken = (query.busy ?? []).some(
      ({ from, to }) => Number(from) < Number(to) && Number(from) < end && at < Number(to),
    );
    return !isTaken && [...required, ...invited].every((city) => keepsHours(city, at, end));
  };
  const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
  const candidates = starts.filter(isFree).map((at) => {
    const burdens = required.map((city) => borne(city, at));
    const loads = required.map((city, i) => (city.ledgerMinutes ?? 0) + burdens[i]!);
    return {
      at,
      worst: Math.max(...burdens),
      sum: sum(burdens),
      loads: loads.sort((a, b) => b - a),
      invited: sum(invited.map((city) => borne(city, at))),
    };
  });
  const smallest = Math.min(...candidates.map(({ worst }) => worst));
  const keyOf = (each: (typeof candidates)[number]) => [
    each.worst <= smallest + tolerance * 60 ? 0 : 1,
    ...each.loads,
    each.sum,
    each.invited,
    each.at,
  ];
  candidates.sort((a, b) => {
    const [one, other] = [keyOf(a), keyOf(b)];
    const place = one.findIndex((number, i) => number !== other[i]);
    return place === -1 ? 0 : one[place]! - other[place]!;
  });
  return {
    searched: starts.length,
    excluded: starts.length - candidates.length,
    best: candidates.slice(0, limit).map(({ at }) => ({
      instant: formatInstant(at),
      burdens: Object.fromEntries(
        required.map((city) => [
          city.slug,
          burden({
            startInstant: at,
            durationMinutes,
            zone: city.zone,
            comfort: city.comfort,
            purpose: query.purpose,
            isHost: city.slug === query.host,
            restDay: query.restDays === 'avoid' ? city.restDay : undefined,
          }),
        ]),
      ),
    })),
  };
}

/** Looks at the clock in each minute of the session. */
function keepsHours({ hours, zone }: FairCity, start: number, end: number): boolean {
  if (!hours) return true;
  for (let at = start; at < end; at += MINUTE) {
    const clock = localTime(at, zone).local.slice(11, 16);
    const [isAfter, isBefore] = [hours.from <= clock, clock < hours.to];
    if (hours.from < hours.to ? !(isAfter && isBefore) : !(isAfter || isBefore)) return false;
  }
  return true;
}

const OWN_PROFILE: Comfort = [
  { from: '10:30', to: '22:00', weight: 0 },
  { from: '22:00', to: '10:30', weight: 3 },
];
const weekend = (date: string) => [0, 6].includes(new Date(date).getUTCDay());
const everyThird = (date: string) => Number(date.slice(8)) % 3 === 0;

const zones = [
  ...['America/New_York', 'Asia/Ho_Chi_Minh', 'Asia/Tokyo', 'Asia/Kolkata', 'Europe/Rome', 'Etc/UTC'],
  // Half and quarter hours, changes of half an hour and at midnight, both hemispheres.
  ...['Asia/Kathmandu', 'America/St_Johns', 'Pacific/Chatham', 'Australia/Lord_Howe', 'Africa/Cairo'],
  ...['America/Havana', 'Pacific/Kiritimati', 'America/Santiago', 'Africa/Casablanca', 'Asia/Beirut'],
];
// Days on and around which clocks change somewhere, and an ordinary one.
const days = [
  '2026-10-24',
  '2026-10-31',
  '2027-01-13',
  '2027-03-13',
  '2027-03-27',
  '2027-04-03',
  '2027-04-29',
];

const hours = fc.constantFrom(
  undefined,
  undefined,
  undefined,
  { from: '07:00', to: '23:30' },
  { from: '18:00', to: '11:00' },
);
const anyCity = fc.record({
  zone: fc.constantFrom(...zones),
  comfort: fc.constantFrom(undefined, undefined, DEFAULT_COMFORT, OWN_PROFILE),
  restDay: fc.constantFrom(undefined, weekend, everyThird),
  ledgerMinutes: fc.constantFrom(undefined, 0, 60, 120, 45),
  hours,
});
const named = (prefix: string) => (cities: Omit<FairCity, 'slug'>[]) =>
  cities.map((city, i): FairCity => ({ slug: `${prefix}-${i}`, ...city }));

const anyQuery = fc
  .record({
    required: fc.array(anyCity, { minLength: 1, maxLength: 7 }).map(named('required')),
    invited: fc.array(anyCity, { maxLength: 3 }).map(named('invited')),
    from: fc.constantFrom(...days),
    moreDays: fc.integer({ min: 0, max: 3 }),
    zone: fc.constantFrom(...zones),
    durationMinutes: fc.constantFrom(1, 30, 45, 60, 90, 167, 600, 1440),
    stepMinutes: fc.constantFrom(15, 20, 30, 47, 60, 180),
    tolerance: fc.constantFrom(undefined, 0, 0.25, 1, 3),
    host: fc.constantFrom(undefined, 'required-0', 'invited-0'),
    purpose: fc.constantFrom(undefined, 'work' as const, 'evening' as const, 'family' as const),
    restDays: fc.constantFrom(undefined, 'avoid' as const, 'ignore' as const),
    limit: fc.constantFrom(1, 5, 40),
    busyFrom: fc.integer({ min: 0, max: 4_000 }),
    busyFor: fc.constantFrom(0, 0, 30, 61, 900),
  })
  .map(({ moreDays, busyFrom, busyFor, ...query }): FairTimesQuery => {
    const from = Date.parse(`${query.from}T00:00:00Z`);
    return {
      ...query,
      to: new Date(from + moreDays * 1_440 * MINUTE).toISOString().slice(0, 10),
      busy: [{ from: from + busyFrom * MINUTE, to: from + (busyFrom + busyFor) * MINUTE }],
    };
  });

describe('the search', () => {
  it(`finds what trying and sorting every start finds, for ${RUNS} queries`, () => {
    fc.assert(
      fc.property(anyQuery, (query) => {
        const { searched, excluded, best } = fairTimes(query);
        expect({
          searched,
          excluded,
          best: best.map(({ instant, burdens }) => ({ instant, burdens })),
        }).toEqual(bruteForce(query));
      }),
      { numRuns: RUNS },
    );
  }, 60_000);
});
