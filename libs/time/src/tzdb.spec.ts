import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import moment from 'moment-timezone/moment-timezone.js';
import packed from 'moment-timezone/data/packed/latest.json' with { type: 'json' };
import older from 'tzdb-2025b/data/packed/latest.json' with { type: 'json' };
import { compareTzdb, FIRST_YEAR, LAST_YEAR, PINNED, Tzdb, TZDB_VERSION, tzdbNames } from './tzdb.js';
import { zone } from './zones.js';

describe('the pinned tzdb', () => {
  it('names its version', () => {
    expect(TZDB_VERSION).toMatch(/^20\d\d[a-z]$/);
  });

  it('knows zones and links as they are written, and nothing else', () => {
    for (const name of [
      'Asia/Ho_Chi_Minh',
      'Asia/Saigon',
      'Asia/Kolkata',
      'Asia/Calcutta',
      'UTC',
      'Etc/UTC',
      'GMT',
    ]) {
      expect(PINNED.rulesOf(name)).toBeDefined();
    }
    for (const name of ['asia/tokyo', 'Asia/Nha_Trang', 'EST5EDT4', '+07:00', '', 'constructor', ' UTC']) {
      expect(PINNED.rulesOf(name)).toBeUndefined();
    }
    expect(tzdbNames().every((name) => PINNED.rulesOf(name))).toBe(true);
    expect(tzdbNames().length).toBeGreaterThan(590);
  });

  // Data that ended in 2037, as older releases did, would freeze summer time there without a sign.
  it(`reaches through ${LAST_YEAR} wherever clocks change every year`, () => {
    const changesIn = (name: string, year: number) =>
      PINNED.rulesOf(name)!.starts.filter((start) => new Date(start).getUTCFullYear() === year).length;
    const yearly = tzdbNames().filter((name) => changesIn(name, 2035) > 0);
    expect(yearly.length).toBeGreaterThan(100);
    expect(yearly.filter((name) => changesIn(name, LAST_YEAR) === 0)).toEqual([]);
  });

  it("is read as moment-timezone's own reader reads it", () => {
    moment.tz.load(packed);
    const instants = fc.integer({ min: Date.UTC(FIRST_YEAR, 0), max: Date.UTC(LAST_YEAR + 1, 0) });
    fc.assert(
      fc.property(fc.constantFrom(...tzdbNames()), instants, (name, instant) => {
        const theirs = moment.tz.zone(name)!;
        expect(zone(name).offset(instant)).toBeCloseTo(-theirs.utcOffset(instant), 6);
        expect(zone(name).abbreviation(instant)).toBe(theirs.abbr(instant));
      }),
      { numRuns: 3000 },
    );
  });
});

describe('another tzdb', () => {
  const before = new Tzdb(older);

  it('is read beside the pinned one and leaves it alone', () => {
    const eve = Date.parse('2026-12-24T23:00:00Z');
    expect(before.version).toBe('2025b');
    expect(zone('America/Havana', before).offset(eve)).toBe(-300);
    expect(zone('America/Havana').offset(eve)).toBe(-240);
    expect(zone('America/Havana', before).equals(zone('America/Havana'))).toBe(false);
    expect(before.names()).toContain('Asia/Saigon');
  });

  it.each([
    ['2025b', '2026f', -1],
    ['2026f', '2026e', 1],
    ['2026f', '2026f', 0],
    ['2026z', '2026za', -1],
    ['2026za', '2027a', -1],
  ])('of version %s comes before or after %s: %d', (a, b, order) => {
    expect(compareTzdb(a, b)).toBe(order);
  });
});
