import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { UnknownZoneError } from './errors.js';
import { isKnownZone, sameRules, transitions, zone, zoneNames } from './zones.js';

describe('a zone', () => {
  it('keeps the name that was chosen, also through luxon', () => {
    expect(zone('Asia/Saigon').name).toBe('Asia/Saigon');
    const there = DateTime.fromISO('2027-06-10T12:00:00Z', { zone: zone('Asia/Ho_Chi_Minh') });
    expect(there.setZone(zone('Asia/Saigon')).zoneName).toBe('Asia/Saigon');
    expect(zone('Asia/Saigon').equals(zone('Asia/Ho_Chi_Minh'))).toBe(false);
  });

  it('makes luxon compute and print by the pinned tzdb', () => {
    // Cuba keeps summer time in the winter of 2026 since tzdb 2026f; hosts with an older tzdb say -05:00.
    const there = DateTime.fromISO('2026-12-24T18:00:00', { zone: zone('America/Havana'), locale: 'en' });
    expect(there.toUTC().toISO()).toBe('2026-12-24T22:00:00.000Z');
    expect(there.toISO()).toBe('2026-12-24T18:00:00.000-04:00');
    expect(there.toLocaleString(DateTime.TIME_24_SIMPLE)).toBe('18:00');
    expect(there.toFormat('ZZZZ')).toBe('CDT');
  });

  it('writes offsets in the formats of luxon', () => {
    const instant = Date.parse('2027-06-10T12:00:00Z');
    const written = (name: string) =>
      (['narrow', 'short', 'techie'] as const).map((format) => zone(name).formatOffset(instant, format));
    expect(written('Asia/Kolkata')).toEqual(['+5:30', '+05:30', '+0530']);
    expect(written('America/New_York')).toEqual(['-4', '-04:00', '-0400']);
    expect(written('UTC')).toEqual(['+0', '+00:00', '+0000']);
  });

  it('is refused under a name that the tzdb does not have', () => {
    expect(() => zone('asia/tokyo')).toThrow(UnknownZoneError);
    expect(() => zone('Nha Trang')).toThrow(
      expect.objectContaining({ code: 'time.zone', zone: 'Nha Trang' }),
    );
    expect(isKnownZone('UTC')).toBe(true);
    expect(isKnownZone('utc')).toBe(false);
    expect(zoneNames()).toContain('Asia/Kolkata');
  });
});

describe('comparing rules', () => {
  it.each([
    ['Asia/Saigon', 'Asia/Ho_Chi_Minh', true],
    ['Asia/Calcutta', 'Asia/Kolkata', true],
    ['UTC', 'Etc/UTC', true],
    ['UTC', 'GMT', true],
    ['Asia/Bangkok', 'Asia/Ho_Chi_Minh', false],
    ['America/New_York', 'America/Toronto', false],
  ])('%s and %s: same is %s', (one, other, same) => {
    expect(sameRules(one, other)).toBe(same);
    expect(sameRules(other, one)).toBe(same);
  });
});

describe('transitions', () => {
  it('start with the offset in force and list each change before the end', () => {
    expect(transitions('Europe/Rome', '2027-01-01T00:00:00Z', '2028-01-01T00:00:00Z')).toEqual([
      { at: '2027-01-01T00:00:00Z', offsetMinutes: 60, abbreviation: 'CET' },
      { at: '2027-03-28T01:00:00Z', offsetMinutes: 120, abbreviation: 'CEST' },
      { at: '2027-10-31T01:00:00Z', offsetMinutes: 60, abbreviation: 'CET' },
    ]);
  });

  it('count a change at the start as in force and one at the end as not yet', () => {
    const [spring, autumn] = ['2027-03-28T01:00:00Z', '2027-10-31T01:00:00Z'] as const;
    expect(transitions('Europe/Rome', spring, autumn)).toEqual([
      { at: spring, offsetMinutes: 120, abbreviation: 'CEST' },
    ]);
  });

  it('are a single entry where clocks never change', () => {
    expect(transitions('Asia/Ho_Chi_Minh', '2027-01-01T00:00:00Z', '2040-01-01T00:00:00Z')).toEqual([
      { at: '2027-01-01T00:00:00Z', offsetMinutes: 420, abbreviation: '+07' },
    ]);
  });
});
