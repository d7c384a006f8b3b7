import { describe, expect, it } from '@jest/globals';
import { namesUntilError } from './blocks.rules.js';

describe('the time for names', () => {
  const now = new Date('2027-06-01T12:00:00Z');
  const session = { startsAt: new Date('2027-06-10T12:00:00Z') };
  const until = (instant: string) => namesUntilError(new Date(instant), session, now)?.message;

  it('is ahead, and not after the start', () => {
    expect(until('2027-06-01T12:00:00Z')).toMatch('later than now');
    expect(until('2027-06-01T12:00:01Z')).toBeUndefined();
    expect(until('2027-06-10T12:00:00Z')).toBeUndefined();
    expect(until('2027-06-10T12:00:01Z')).toMatch('after the start');
    expect(namesUntilError(new Date('2030-01-01'), { startsAt: null }, now)).toBeNull();
  });
});
