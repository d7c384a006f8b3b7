import { describe, expect, it } from '@jest/globals';
import { TZDB_VERSION } from '#time';
import {
  checkWindow,
  resolvedAnew,
  resolveTime,
  versionsBeside,
  whyRegistrationClosed,
} from './windows.rules.js';

const at = (local: string, zone = 'Europe/Rome') => resolveTime({ local, zone }, 'opens');

describe('a registration window', () => {
  it('opens and closes to the second, at a wall time in a zone', () => {
    const opens = at('2027-03-01T09:00:00', 'Asia/Ho_Chi_Minh');
    const closes = at('2027-03-01T09:00:00');
    expect([opens.instant, closes.instant]).toEqual(['2027-03-01T02:00:00Z', '2027-03-01T08:00:00Z']);
    const closedAt = (instant: string) => whyRegistrationClosed({ opens, closes }, new Date(instant));
    expect(closedAt('2027-03-01T01:59:59.999Z')).toMatchObject({
      code: 'registration.closed',
      detail: expect.stringContaining('2027-03-01T09:00:00 in Asia/Ho_Chi_Minh'),
      extensions: { opens },
    });
    expect(closedAt('2027-03-01T02:00:00Z')).toBeNull();
    expect(closedAt('2027-03-01T07:59:59.999Z')).toBeNull();
    expect(closedAt('2027-03-01T08:00:00Z')).toMatchObject({ extensions: { closes } });
    expect(whyRegistrationClosed({ opens: null, closes: null }, new Date(0))).toBeNull();
  });

  it('refuses wall times that are none or two, and a close before the open', () => {
    expect(() => at('2027-03-28T02:30:00')).toThrow('time.gap');
    expect(() => at('2027-10-31T02:30:00')).toThrow('time.overlap');
    expect(() => at('2027-03-01T09:00:00', 'Mars/Olympus')).toThrow('time.zone');
    expect(() => at('soon')).toThrow('time.local');
    const early = at('2027-03-01T09:00:00');
    expect(() => checkWindow({ opens: early, closes: early })).toThrow('closes');
    expect(() => checkWindow({ opens: early, closes: at('2027-03-01T09:00:01') })).not.toThrow();
    expect(() => checkWindow({ opens: null, closes: early })).not.toThrow();
  });

  it('keeps its wall time when a newer tzdb says otherwise', () => {
    const old = {
      ...at('2027-10-31T12:00:00'),
      offset: '+02:00',
      instant: '2027-10-31T10:00:00Z',
      tzdb: '2020a',
    };
    expect(resolvedAnew(old)).toMatchObject({ instant: '2027-10-31T11:00:00Z', tzdb: TZDB_VERSION });
    const later = resolveTime(
      { local: '2027-10-31T02:30:00', zone: 'Europe/Rome', disambiguation: 'later' },
      'opens',
    );
    expect(resolvedAnew({ ...later, tzdb: '2020a' })).toEqual(later);
    const neither = { ...later, offset: '+05:00', instant: '2027-10-30T21:30:00Z', tzdb: '2020a' };
    expect(resolvedAnew(neither).offset).toBe('+02:00');
    expect(resolvedAnew({ ...neither, offset: '+01:00' }).instant).toBe(later.instant);
    const lost = { ...old, zone: 'Europe/Atlantis' };
    expect(resolvedAnew(lost)).toEqual({ ...lost, tzdb: TZDB_VERSION });
    const inGap = { ...old, local: '2027-03-28T02:30:00' };
    expect(resolvedAnew(inGap)).toEqual({ ...inGap, tzdb: TZDB_VERSION });
  });

  it('is read again by a newer tzdb only', () => {
    const stored = ['2025b', '2026f', '2026e', '2027a'];
    expect(versionsBeside('2026f', stored)).toEqual({ older: ['2025b', '2026e'], newer: ['2027a'] });
    expect(versionsBeside('2026f', [])).toEqual({ older: [], newer: [] });
  });
});
