import { describe, expect, it } from '@jest/globals';
import { SEAT_STATUSES } from '#contracts';
import { ACTIVE, mayBecome, SEAT_TRANSITIONS, whyClosed } from './seats.rules.js';

describe('seat states', () => {
  it('reach every status', () => {
    expect(new Set(SEAT_TRANSITIONS.map((step) => step.to))).toEqual(new Set(SEAT_STATUSES));
  });

  it('end for good when a seat is no longer active', () => {
    const ends = SEAT_STATUSES.filter((status) => !ACTIVE.includes(status));
    expect(ends).toEqual(['cancelled', 'expired', 'lapsed']);
    expect(SEAT_TRANSITIONS.filter((step) => step.from && ends.includes(step.from))).toEqual([]);
  });

  it.each(ACTIVE)('let a %s seat be given up, and end with its session', (status) => {
    expect(mayBecome(status, 'cancelled', 'cancelled')).toBe(true);
    expect(mayBecome(status, 'cancelled', 'session-cancelled')).toBe(true);
  });

  it('put somebody who is seated back into the queue only when an organizer makes the slot smaller', () => {
    const back = SEAT_TRANSITIONS.filter((step) => step.to === 'waiting' && step.from !== null);
    expect(back.map(({ from, cause, by }) => [from, cause, by])).toEqual([
      ['offered', 'overflow', ['organizer']],
      ['confirmed', 'overflow', ['organizer']],
    ]);
  });

  it('come to hold, offer or confirm a seat for nobody who has ended', () => {
    const fromNothing = SEAT_TRANSITIONS.filter((step) => step.from === null).map((step) => step.to);
    expect(new Set(fromNothing)).toEqual(new Set(['held', 'confirmed', 'waiting']));
  });
});

describe('a session’s seats', () => {
  const now = new Date('2027-06-10T12:00:00Z');
  const session = { status: 'scheduled', startsAt: now, durationMinutes: 60 } as const;
  const at = (instant: string) => whyClosed(session, new Date(instant));

  it('can be taken until its end', () => {
    expect(at('2027-06-09T12:00:00Z')).toBeNull();
    expect(at('2027-06-10T12:59:59.999Z')).toBeNull();
    expect(at('2027-06-10T13:00:00Z')).toMatch(/ended/);
  });

  it('can be taken before it has a time', () => {
    expect(whyClosed({ ...session, startsAt: null }, now)).toBeNull();
  });

  it.each(['draft', 'cancelled'] as const)('can’t be taken of a %s', (status) => {
    expect(whyClosed({ ...session, status }, now)).not.toBeNull();
  });
});
