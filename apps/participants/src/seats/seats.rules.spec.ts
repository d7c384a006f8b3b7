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

  it('never put somebody who is seated back into the queue', () => {
    expect(SEAT_TRANSITIONS.filter((step) => step.to === 'waiting')).toEqual([
      { from: null, to: 'waiting', cause: 'taken', by: ['self', 'organizer'] },
    ]);
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
