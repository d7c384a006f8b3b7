import { describe, expect, it } from '@jest/globals';
import { PINNED, toInstant, Tzdb, type PackedTzdb } from '#time';
import older from 'tzdb-2025b/data/packed/latest.json' with { type: 'json' };
import { brokenRelations, reread, upgradeFrom } from './rezoning.rules.js';

const before = new Tzdb(older);
const stored = (local: string, zone: string, disambiguation?: 'earlier' | 'later') =>
  toInstant({ local, zone, disambiguation }, before);

/** A tzdb of one zone, UTC+0 until an instant and another offset from then on. */
function changing(name: string, at: string, minutesEast: number): Tzdb {
  const digits = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWX';
  const base60 = (value: number): string =>
    (value >= 60 ? base60(Math.floor(value / 60)) : '') + digits[value % 60]!;
  const west = (minutesEast > 0 ? '-' : '') + base60(Math.abs(minutesEast));
  const packed: PackedTzdb = {
    version: '2099a',
    zones: [`${name}|A B|0 ${west}|01|${base60(Date.parse(at) / 60_000)}|`],
    links: [],
  };
  return new Tzdb(packed);
}

describe('a start read again', () => {
  it('moves where the rules have changed, by the wall time that people agreed', () => {
    // Cuba keeps summer time in the winter of 2026.
    const start = stored('2026-12-24T18:00', 'America/Havana');
    expect(start.instant).toBe('2026-12-24T23:00:00Z');
    expect(reread(start)).toEqual({
      start: {
        local: '2026-12-24T18:00:00',
        zone: 'America/Havana',
        offset: '-04:00',
        instant: '2026-12-24T22:00:00Z',
        tzdb: PINNED.version,
      },
      isChanged: true,
      settled: null,
    });
  });

  it('stays where they have not', () => {
    expect(reread(stored('2026-12-24T18:00', 'Asia/Ho_Chi_Minh'))).toMatchObject({
      start: { instant: '2026-12-24T11:00:00Z', tzdb: PINNED.version },
      isChanged: false,
      settled: null,
    });
  });

  it('keeps which of two readings was chosen', () => {
    const later = stored('2027-11-07T01:30', 'America/New_York', 'later');
    expect(reread(later)).toMatchObject({
      start: { instant: later.instant },
      isChanged: false,
      settled: null,
    });
  });

  const utc = (local: string) => ({ local, zone: 'Test/Zone', offset: '+00:00', instant: `${local}Z` });

  it('that is skipped now takes the nearest wall time that exists', () => {
    // 10:00 becomes 11:00: 10:00–11:00 is skipped.
    const forward = changing('Test/Zone', '2027-06-10T10:00:00Z', 60);
    // 09:20+00:00 is an hour before its instant, 11:20+01:00 is that instant.
    expect(reread(utc('2027-06-10T10:20:00'), forward)).toMatchObject({
      start: { local: '2027-06-10T11:20:00', instant: '2027-06-10T10:20:00Z' },
      isChanged: true,
      settled: 'gap',
    });
  });

  it('that is shown twice now keeps its instant, else takes the earlier', () => {
    // 10:00 becomes 09:00: 09:00–10:00 comes twice.
    const back = changing('Test/Zone', '2027-06-10T10:00:00Z', -60);
    const kept = reread(utc('2027-06-10T09:30:00'), back);
    expect(kept).toMatchObject({
      start: { instant: '2027-06-10T09:30:00Z' },
      isChanged: false,
      settled: null,
    });
    const moved = reread({ ...utc('2027-06-10T09:30:00'), instant: '2027-06-10T07:30:00Z' }, back);
    expect(moved).toMatchObject({
      start: { instant: '2027-06-10T09:30:00Z' },
      isChanged: true,
      settled: 'overlap',
    });
  });

  it('of a zone that is gone keeps its instant', () => {
    const start = { ...utc('2027-06-10T09:30:00'), zone: 'Gone/Zone' };
    expect(reread(start, changing('Test/Zone', '2027-06-10T10:00:00Z', 60))).toMatchObject({
      start: { instant: '2027-06-10T09:30:00Z', tzdb: '2099a' },
      isChanged: false,
      settled: 'zone',
    });
  });
});

describe('stored versions', () => {
  it('are outdated, newer, or just right', () => {
    expect(upgradeFrom(['2026f', '2025c', '2027a', '2025b'], '2026f')).toEqual({
      outdated: ['2025b', '2025c'],
      oldest: '2025b',
      newer: ['2027a'],
    });
    expect(upgradeFrom(['2026f'], '2026f')).toEqual({ outdated: [], oldest: undefined, newer: [] });
  });
});

describe('relations', () => {
  const at = (
    id: string,
    hour: number,
    relations: { kind: 'follows' | 'simulcast'; session: string }[] = [],
  ) => ({
    id,
    start: Date.UTC(2027, 5, 10, hour),
    durationMinutes: 60,
    zone: 'Etc/UTC',
    relations,
  });

  it('are broken that held before, not those that were broken already', () => {
    const sessions = [
      at('opening', 10),
      at('abroad', 11, [{ kind: 'simulcast', session: 'opening' }]),
      at('talk', 12, [{ kind: 'follows', session: 'opening' }]),
      at('broken', 9, [{ kind: 'follows', session: 'opening' }]),
    ];
    const before = new Map([['abroad', Date.UTC(2027, 5, 10, 10)]]);
    expect(brokenRelations(sessions, before)).toEqual([
      { session: 'abroad', earlier: 'opening', kind: 'simulcast' },
    ]);
  });

  it('hold when both have moved', () => {
    const sessions = [at('opening', 11), at('abroad', 11, [{ kind: 'simulcast', session: 'opening' }])];
    const ten = Date.UTC(2027, 5, 10, 10);
    expect(
      brokenRelations(
        sessions,
        new Map([
          ['abroad', ten],
          ['opening', ten],
        ]),
      ),
    ).toEqual([]);
  });
});
