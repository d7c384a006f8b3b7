import { describe, expect, it } from '@jest/globals';
import { PARTNER_STATUSES } from '#contracts';
import { checkTakesPart, namesUntilError } from './blocks.rules.js';

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

describe('a city of which places may be kept', () => {
  const refused = (city: string) =>
    PARTNER_STATUSES.filter((status) => {
      try {
        checkTakesPart(city, [{ city: 'boston', status }]);
        return false;
      } catch (error) {
        expect(error).toMatchObject({
          code: 'partner.state',
          detail: `“boston” has ${status}${status === 'withdrawn' ? ' from' : ''} this event: no places are kept for a delegation any more. Its people may take seats of their own.`,
          errors: [{ path: 'city' }],
        });
        return true;
      }
    });

  it('has not left the event; of one that was not asked nothing is known against it', () => {
    expect(refused('boston')).toEqual(['declined', 'withdrawn']);
    expect(refused('nha-trang')).toEqual([]);
  });
});
