import { describe, expect, it } from '@jest/globals';
import { isSameSettings, keptUntil, keptUntilErrors, settingsErrors, whyTooSmall } from './slots.rules.js';

describe('allocations', () => {
  it('are kept until 48 hours before the start, wherever it moves to, unless said otherwise', () => {
    const session = { startsAt: new Date('2027-06-10T12:00:00Z') };
    const said = new Date('2027-06-01T00:00:00Z');
    expect(keptUntil({ keptUntil: null }, session)).toEqual(new Date('2027-06-08T12:00:00Z'));
    expect(keptUntil({ keptUntil: said }, session)).toEqual(said);
    expect(keptUntil({ keptUntil: null }, { startsAt: null })).toBeNull();
  });

  it('sum to at most the capacity', () => {
    expect(settingsErrors({ capacity: 30, allocations: { boston: 20, rome: 10 } })).toEqual([]);
    expect(settingsErrors({ capacity: 30, allocations: { boston: 20, rome: 11 } }, 'slots[0]')).toEqual([
      { path: 'slots[0].allocations', message: 'must sum to at most the capacity of 30; they sum to 31' },
    ]);
  });

  it('make no sense where everybody may come', () => {
    expect(settingsErrors({ capacity: null, allocations: {} })).toEqual([]);
    expect(settingsErrors({ capacity: null, allocations: { boston: 1 } })).toMatchObject([
      { path: 'allocations' },
    ]);
  });
});

describe('changed settings', () => {
  const now = { capacity: 30, taken: 12, allocations: { boston: { reserved: 10, taken: 7 } }, isKept: true };
  const path = (capacity: number | null, allocations: Record<string, number>) =>
    whyTooSmall({ capacity, allocations }, now)?.path;

  it('leave room for the seats that are taken', () => {
    expect(path(12, { boston: 7 })).toBeUndefined();
    expect(path(11, { boston: 7 })).toBe('capacity');
    expect(path(30, { boston: 6 })).toBe('allocations.boston');
  });

  it('may drop an allocation or the limit altogether', () => {
    expect(path(30, {})).toBeUndefined();
    expect(path(null, {})).toBeUndefined();
  });

  it('are the same when capacity and every allocation are', () => {
    const settings = { capacity: 30, allocations: { boston: 10 } };
    expect(isSameSettings(settings, { capacity: 30, allocations: { boston: 10 } })).toBe(true);
    expect(isSameSettings(settings, { capacity: 30, allocations: {} })).toBe(false);
    expect(isSameSettings(settings, { capacity: null, allocations: { boston: 10 } })).toBe(false);
  });
});

describe('until when seats are kept for cities', () => {
  const now = new Date('2027-06-01T00:00:00Z');
  const startsAt = new Date('2027-06-10T12:00:00Z');
  const wrong = (said: string, session: { startsAt: Date | null } = { startsAt }) =>
    keptUntilErrors(new Date(said), session, now).map(({ path }) => path);

  it('lies ahead, and not after the start', () => {
    expect(wrong('2027-06-01T00:00:00Z')).toEqual(['keptUntil']);
    expect(wrong('2027-06-01T00:00:01Z')).toEqual([]);
    expect(wrong('2027-06-10T12:00:00Z')).toEqual([]);
    expect(wrong('2027-06-10T12:00:01Z')).toEqual(['keptUntil']);
    expect(wrong('2027-07-10T12:00:00Z', { startsAt: null })).toEqual([]);
  });
});
