import { describe, expect, it } from '@jest/globals';
import { burdenMinutes } from '../burden.js';
import fairSeries from '../cases/fair-series.case.json' with { type: 'json' };
import fairTimesCases from '../cases/fair-times.case.json' with { type: 'json' };
import type { Purpose } from '../comfort.js';
import { TZDB_VERSION } from '../tzdb.js';
import type { FairCity } from './fair-city.js';
import { fairTimes, type FairTime, type FairTimesQuery } from './fair-times.js';

const ZONES: Record<string, string> = {
  boston: 'America/New_York',
  'nha-trang': 'Asia/Ho_Chi_Minh',
  'washington-dc': 'America/New_York',
  tokyo: 'Asia/Tokyo',
  bengaluru: 'Asia/Kolkata',
  rome: 'Europe/Rome',
};
const city = (slug: string, more: Partial<FairCity> = {}): FairCity => ({
  slug,
  zone: ZONES[slug]!,
  ...more,
});
const figures = ({ instant, burdens, worst, total }: FairTime) => ({ instant, burdens, worst, total });

/** An hour on a Wednesday, at full hours of UTC. */
const search = (required: FairCity[], more: Partial<FairTimesQuery> = {}) =>
  fairTimes({
    required,
    from: '2027-06-09',
    to: '2027-06-09',
    zone: 'Etc/UTC',
    durationMinutes: 60,
    stepMinutes: 60,
    limit: 24,
    ...more,
  });
const instants = ({ best }: { best: readonly FairTime[] }) =>
  best.map(({ instant }) => instant.slice(11, 16));

describe('the cases', () => {
  it('are for this tzdb', () => {
    expect([fairTimesCases.tzdb, fairSeries.tzdb]).toEqual([TZDB_VERSION, TZDB_VERSION]);
  });

  it.each(fairTimesCases.cases.map((each) => [`${each.query.from} to ${each.query.to}`, each] as const))(
    'from %s come out exactly',
    (_window, { query: { cities, ...window }, expect: expected }) => {
      const { searched, best } = fairTimes({ ...window, required: cities.map((slug) => city(slug)) });
      expect({ searched, best: best.map(figures) }).toEqual(expected);
    },
  );

  it(`of a series of ${fairSeries.series.length} days come out exactly, each day's answer entering the ledger`, () => {
    const { durationMinutes, stepMinutes, zone, tolerance } = fairSeries;
    const ledger = new Map(fairSeries.cities.map((slug) => [slug, 0]));
    for (const { day, searched, best } of fairSeries.series) {
      const required = fairSeries.cities.map((slug) => city(slug, { ledgerMinutes: ledger.get(slug) }));
      const window = { from: day, to: day, zone, durationMinutes, stepMinutes };
      const found = fairTimes({ ...window, required, tolerance, limit: best.length });
      expect({ day, searched: found.searched, best: found.best.map(figures) }).toEqual({
        day,
        searched,
        best,
      });

      const startInstant = found.best[0]!.instant;
      expect(startInstant.slice(11) >= '10:30' && startInstant.slice(11) <= '12:15:00Z').toBe(true);
      for (const { slug, zone } of required) {
        const borne = burdenMinutes({ zone, startInstant, durationMinutes, isHost: false });
        ledger.set(slug, ledger.get(slug)! + borne);
      }
    }
  });
});

describe('fair times', () => {
  it('tell local times with the day shift against the host, and the burdens of the invited', () => {
    const { best } = search([city('nha-trang')], {
      invited: [city('boston')],
      host: 'nha-trang',
      limit: 1,
    });
    expect(best).toEqual([
      {
        instant: '2027-06-09T02:00:00Z',
        burdens: { 'nha-trang': 0 },
        worst: 0,
        total: 0,
        localTimes: [
          { city: 'nha-trang', local: '2027-06-09T09:00:00', offset: '+07:00', dayShift: 0, burden: 0 },
          { city: 'boston', local: '2027-06-08T22:00:00', offset: '-04:00', dayShift: -1, burden: 4 },
        ],
      },
    ]);
  });

  it('weigh for a purpose in the own city only', () => {
    const evening = search([city('rome')], { host: 'rome', purpose: 'evening', limit: 1 });
    expect(instants(evening)).toEqual(['15:00']);
    // In Boston 08:00 weighs as much as 09:00 for an evening, but more for work; Rome's weight stays.
    const first = (purpose: Purpose) =>
      instants(search([city('rome')], { invited: [city('boston')], host: 'boston', purpose }))[0];
    expect([first('evening'), first('work')]).toEqual(['12:00', '13:00']);
  });

  it('leave out what speakers and places cannot, and take what touches it', () => {
    const busy = [{ from: '2027-06-09T07:30:00Z', to: '2027-06-09T14:00:00Z' }];
    const found = search([city('rome')], { busy, limit: 2 });
    expect(instants(found)).toEqual(['14:00', '15:00']);
    expect(found).toMatchObject({ searched: 24, excluded: 7, smallestWorst: 0 });
  });

  it('keep to the hours of a city, also past midnight', () => {
    const day = search([city('rome', { hours: { from: '20:00', to: '22:30' } })]);
    expect(instants(day)).toEqual(['18:00', '19:00']);
    const night = search([city('rome', { hours: { from: '22:00', to: '02:00' } })]);
    expect(instants(night).sort()).toEqual(['20:00', '21:00', '22:00', '23:00']);
  });

  it('have none when everything is excluded', () => {
    const found = search([city('rome', { hours: { from: '20:00', to: '20:30' } })]);
    expect(found).toEqual({ searched: 24, excluded: 24, smallestWorst: null, best: [] });
  });

  it('avoid rest days only when told to', () => {
    const restDay = (date: string) => date === '2027-06-09';
    const rome = city('rome', { restDay });
    expect(search([rome], { limit: 1 }).best[0]!.worst).toBe(0);
    expect(search([rome], { limit: 1, restDays: 'avoid' }).best[0]!.worst).toBe(2);
  });

  it('avoid hours of a period, and not twice on a rest day', () => {
    const avoid = [{ from: '2027-06-08', to: '2027-06-09', hours: { from: '09:00', to: '18:00' } }];
    const eight = (more: Partial<FairCity>) =>
      Object.fromEntries(
        search([city('rome', { avoid, ...more })], { restDays: 'avoid' }).best.map((time) => [
          time.localTimes[0]!.local.slice(11, 16),
          time.worst,
        ]),
      );
    expect(eight({})).toMatchObject({ '08:00': 1, '09:00': 2, '17:00': 2, '18:00': 1 });
    expect(eight({ restDay: () => true })).toMatchObject({ '08:00': 3, '09:00': 2, '18:00': 3 });
  });

  it('exclude blocked periods, whose hours may pass midnight', () => {
    const blocked = [{ from: '2027-06-08', to: '2027-06-08', hours: { from: '22:00', to: '12:00' } }];
    const found = search([city('rome', { blocked })], { restDays: 'avoid' });
    expect(found.excluded).toBe(10); // 00:00Z to 10:00Z are 02:00 to 12:00 in Rome
    expect(search([city('rome', { blocked })]).excluded).toBe(0);
  });

  it('follow weights that are not whole exactly', () => {
    const comfort = [
      { from: '00:00', to: '12:00', weight: 0.1 },
      { from: '12:00', to: '24:00', weight: 0.3 },
    ];
    const { best } = search([city('tokyo', { comfort })], { limit: 15 });
    // Equal burdens in the order of time, whatever was added up before.
    expect(best.slice(0, 12).map(({ worst }) => worst)).toEqual(Array(12).fill(0.1));
    expect(instants({ best: best.slice(0, 12) })).toEqual([...instants({ best: best.slice(0, 12) })].sort());
  });
});

describe('the window', () => {
  const rome = [city('rome')];

  it('has 23 and 25 hours when clocks change', () => {
    const day = (date: string) => search(rome, { from: date, to: date, zone: 'Europe/Rome' }).searched;
    expect([day('2027-03-28'), day('2027-10-31')]).toEqual([23, 25]);
  });

  it('begins after a gap at midnight, and at the first of two midnights', () => {
    const first = (date: string, zone: string) =>
      search([city('cairo', { zone })], { from: date, to: date, zone })
        .best.map(({ localTimes }) => `${localTimes[0]!.local.slice(11, 16)}${localTimes[0]!.offset}`)
        .sort()[0];
    expect(first('2027-04-30', 'Africa/Cairo')).toBe('01:00+03:00');
    expect(first('2026-11-01', 'America/Havana')).toBe('00:00-04:00');
  });

  it('may lie at both ends of the known years', () => {
    const boston = [
      city('boston', { restDay: () => true, avoid: [], blocked: [{ from: '1970-01-01', to: '1970-01-01' }] }),
    ];
    for (const date of ['1970-01-01', '2100-12-31']) {
      expect(search(boston, { from: date, to: date, restDays: 'avoid' }).searched).toBe(24);
    }
  });

  it.each([
    ['to', { to: '2027-06-08' }],
    ['to', { to: '2027-09-09' }],
    ['stepMinutes', { stepMinutes: 1, to: '2027-06-30' }],
    ['stepMinutes', { stepMinutes: 0 }],
    ['durationMinutes', { durationMinutes: 1441 }],
    ['durationMinutes', { durationMinutes: 0.5 }],
  ])('is refused by its %s: %j', (field, wrong) => {
    expect(() => search(rome, wrong)).toThrow(expect.objectContaining({ code: 'time.window', field }));
  });

  it('may have 92 days, or 20,000 starts', () => {
    expect(search(rome, { to: '2027-09-08' }).searched).toBe(92 * 24);
    expect(() => search(rome, { to: '2027-09-09' })).toThrow('93 days: at most 92');
    expect(search(rome, { to: '2027-06-21', stepMinutes: 1 }).searched).toBe(13 * 1440);
    expect(() => search(rome, { to: '2027-06-22', stepMinutes: 1 })).toThrow('20160 starts: at most 20000');
  });

  it('needs a city that decides', () => {
    expect(() => search([])).toThrow(expect.objectContaining({ field: 'required' }));
  });
});
