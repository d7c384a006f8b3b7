import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { GapError, OverlapError } from './errors.js';
import { localTime } from './local-time.js';
import { resolve, settle, toInstant } from './resolve.js';
import { TZDB_VERSION } from './tzdb.js';
import { formatLocal } from './wall-times.js';
import { transitions, zoneNames } from './zones.js';
import wallTimes from './cases/wall-times.case.json' with { type: 'json' };

const anyZone = fc.constantFrom(...zoneNames());
// Years of the events this product holds, with every kind of clock change in the tzdb.
const anyInstant = fc
  .integer({ min: Date.UTC(1972, 0, 10) / 1000, max: Date.UTC(2100, 11, 30) / 1000 })
  .map((seconds) => seconds * 1000);

describe('resolving a wall time', () => {
  it(`agrees with an independent implementation of tzdb ${wallTimes.tzdb}`, () => {
    expect(TZDB_VERSION).toBe(wallTimes.tzdb);
    expect(
      wallTimes.cases.map(({ zone, local }) => {
        const { kind, instants } = resolve(local, zone);
        return { zone, local, kind, instants };
      }),
    ).toEqual(wallTimes.cases);
  });

  it('gives a unique time with its offset and the name that was asked for', () => {
    expect(resolve('2027-06-10T19:00', 'Asia/Saigon')).toEqual({
      zone: 'Asia/Saigon',
      kind: 'unique',
      instants: ['2027-06-10T12:00:00Z'],
      suggestions: [],
      offsets: ['+07:00'],
      tzdb: TZDB_VERSION,
    });
  });

  it.each([
    ['America/New_York', '2027-03-14T02:30', ['2027-03-14T01:30:00', '2027-03-14T03:30:00']],
    ['Australia/Lord_Howe', '2026-10-04T02:10', ['2026-10-04T01:40:00', '2026-10-04T02:40:00']],
    ['Africa/Cairo', '2027-04-30T00:15', ['2027-04-29T23:15:00', '2027-04-30T01:15:00']],
    ['Pacific/Apia', '2011-12-30T12:00', ['2011-12-29T12:00:00', '2011-12-31T12:00:00']],
  ])('suggests times on both sides of the gap in %s at %s', (zone, local, suggestions) => {
    expect(resolve(local, zone)).toMatchObject({ kind: 'gap', instants: [], offsets: [], suggestions });
  });

  it('gives both instants of an overlap, the earlier one first', () => {
    expect(resolve('2027-11-07T01:30', 'America/New_York')).toMatchObject({
      kind: 'overlap',
      instants: ['2027-11-07T05:30:00Z', '2027-11-07T06:30:00Z'],
      offsets: ['-04:00', '-05:00'],
    });
  });

  it('knows that Cuba keeps summer time from November 2026, as tzdb 2026f has it', () => {
    expect(resolve('2026-11-01T00:30', 'America/Havana').kind).toBe('unique');
  });

  it('finds every instant again from what the clocks showed', () => {
    fc.assert(
      fc.property(anyZone, anyInstant, (zone, instant) => {
        const { local } = localTime(instant, zone);
        const { kind, instants } = resolve(local, zone);
        expect(kind).not.toBe('gap');
        expect(instants.map((text) => Date.parse(text))).toContain(instant);
      }),
      { numRuns: 2000 },
    );
  });

  it('suggests for every gap of the tzdb two times that exist, on either side of it', () => {
    const gaps = zoneNames().flatMap((zone) => {
      const changes = transitions(zone, '1972-02-01T00:00:00Z', '2100-12-01T00:00:00Z');
      return changes.flatMap(({ at, offsetMinutes }, i) => {
        const before = changes[i - 1]?.offsetMinutes ?? offsetMinutes;
        return offsetMinutes > before
          ? [{ zone, at: Date.parse(at), before, length: offsetMinutes - before }]
          : [];
      });
    });
    fc.assert(
      fc.property(fc.constantFrom(...gaps), fc.nat(), ({ zone, at, before, length }, minute) => {
        const local = formatLocal(at + (before + (minute % length)) * 60_000);
        const { kind, suggestions } = resolve(local, zone);
        expect(kind).toBe('gap');
        const [earlier, later] = suggestions.map((suggestion) => resolve(suggestion, zone));
        expect(Date.parse(earlier!.instants[0]!)).toBeLessThan(at);
        expect(Date.parse(later!.instants[0]!)).toBeGreaterThanOrEqual(at);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('placing a start', () => {
  it('stores the wall time, its zone, offset, instant and the tzdb that decided', () => {
    expect(toInstant({ local: '2027-06-10T19:00', zone: 'Asia/Ho_Chi_Minh' })).toEqual({
      local: '2027-06-10T19:00:00',
      zone: 'Asia/Ho_Chi_Minh',
      offset: '+07:00',
      instant: '2027-06-10T12:00:00Z',
      tzdb: TZDB_VERSION,
    });
  });

  it('refuses a gap with two suggestions, whatever the disambiguation', () => {
    for (const disambiguation of [undefined, 'earlier', 'later'] as const) {
      const place = () => toInstant({ local: '2027-03-28T02:30', zone: 'Europe/Rome', disambiguation });
      expect(place).toThrow(GapError);
      expect(place).toThrow(
        expect.objectContaining({
          code: 'time.gap',
          suggestions: ['2027-03-28T01:30:00', '2027-03-28T03:30:00'],
        }),
      );
    }
  });

  it('refuses an overlap until the caller says which', () => {
    const local = '2027-10-31T02:30';
    const place = () => toInstant({ local, zone: 'Europe/Rome' });
    expect(place).toThrow(OverlapError);
    expect(place).toThrow(
      expect.objectContaining({
        code: 'time.overlap',
        choices: ['2027-10-31T00:30:00Z', '2027-10-31T01:30:00Z'],
      }),
    );
    expect(toInstant({ local, zone: 'Europe/Rome', disambiguation: 'earlier' })).toMatchObject({
      instant: '2027-10-31T00:30:00Z',
      offset: '+02:00',
    });
    expect(toInstant({ local, zone: 'Europe/Rome', disambiguation: 'later' })).toMatchObject({
      instant: '2027-10-31T01:30:00Z',
      offset: '+01:00',
    });
  });

  it('settles a time nobody chose: forward out of a gap, the earlier one of an overlap', () => {
    const settled = (local: string) => new Date(settle(local, 'Europe/Rome')).toISOString();
    expect(settled('2027-03-28T02:30')).toBe('2027-03-28T01:30:00.000Z'); // 03:30 on the clocks
    expect(settled('2027-10-31T02:30')).toBe('2027-10-31T00:30:00.000Z');
  });
});
