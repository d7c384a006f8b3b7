import { describe, expect, it } from '@jest/globals';
import { SEAT_STATUSES } from '#contracts';
import { admission, joinEvent, joinState, joinWindow } from './joining.rules.js';

const START = new Date('2027-06-10T12:00:00Z');
const SESSION = { status: 'scheduled', startsAt: START, durationMinutes: 90 } as const;
const at = (iso: string) => new Date(iso);

describe('a join link', () => {
  it.each([
    ['2027-06-09T11:59:59.999Z', 'early'],
    ['2027-06-09T12:00:00.000Z', 'open'],
    ['2027-06-10T12:00:00.000Z', 'open'],
    ['2027-06-10T14:29:59.999Z', 'open'],
    ['2027-06-10T14:30:00.000Z', 'over'],
  ])('at %s is %s: from a day before the start to an hour after the end', (now, state) => {
    expect(joinState('confirmed', SESSION, at(now))).toBe(state);
  });

  it.each(
    SEAT_STATUSES.map((status) => [
      status,
      status === 'confirmed'
        ? 'open'
        : ['cancelled', 'expired', 'lapsed'].includes(status)
          ? 'seat-gone'
          : 'waiting',
    ]),
  )('of a %s seat is %s at the start', (status, state) => {
    expect(joinState(status as 'held', SESSION, START)).toBe(state);
  });

  it('of a cancelled session says so, whatever became of the seat', () => {
    for (const status of SEAT_STATUSES) {
      expect(joinState(status, { ...SESSION, status: 'cancelled' }, START)).toBe('session-cancelled');
    }
  });

  it('of a session without a start opens no door', () => {
    const unplaced = { ...SESSION, startsAt: null };
    expect(joinWindow(unplaced)).toBeNull();
    expect(joinState('confirmed', unplaced, START)).toBe('unplaced');
  });
});

describe('a device', () => {
  it.each([
    [null, false, 'bind'],
    [null, true, 'bind'],
    ['mine', false, 'same'],
    ['mine', true, 'same'],
    ['other', false, 'elsewhere'],
    ['other', true, 'bind'],
  ] as const)('while %s is in, taking over: %s → %s', (bound, takeOver, answer) => {
    expect(admission(bound, 'mine', takeOver)).toBe(answer);
  });
});

describe('a device that is let in', () => {
  it('is the check-in, another device, or comes by a new link', () => {
    expect(joinEvent({ joinedAt: null, device: null })).toBe('joined');
    expect(joinEvent({ joinedAt: START, device: 'first' })).toBe('continued');
    expect(joinEvent({ joinedAt: START, device: null })).toBe('rejoined');
  });
});
