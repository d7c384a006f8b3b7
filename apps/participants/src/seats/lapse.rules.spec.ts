import { describe, expect, it } from '@jest/globals';
import { lapsesFrom, lapsing } from './lapse.rules.js';

const full = (capacity: number) => ({
  occupancy: { capacity, taken: capacity, allocations: {}, isKept: false },
  stuck: [],
});
const seat = (id: string, size = 1) => ({ id, size, allocation: null });
const waiting = (id: string, size = 1) => ({ id, size, city: null, passedOver: 0 });
const ids = (seats: { id: string }[]) => seats.map(({ id }) => id);

describe('unjoined seats', () => {
  it('may lapse ten minutes into the session', () => {
    expect(lapsesFrom({ startsAt: new Date('2027-06-10T12:00:00Z') })).toEqual(
      new Date('2027-06-10T12:10:00Z'),
    );
    expect(lapsesFrom({ startsAt: null })).toBeNull();
  });

  it('lapse only as many as who waits needs, in the order given', () => {
    const unjoined = [seat('last'), seat('middle'), seat('first')];
    expect(ids(lapsing(unjoined, full(5), [waiting('a'), waiting('b')]))).toEqual(['last', 'middle']);
    expect(lapsing(unjoined, full(5), [])).toEqual([]);
  });

  it('lapse for a group only when they make room for all of it', () => {
    const unjoined = [seat('last'), seat('first')];
    expect(lapsing(unjoined, full(5), [waiting('three', 3)])).toEqual([]);
    expect(ids(lapsing(unjoined, full(5), [waiting('three', 3), waiting('two', 2)]))).toEqual([
      'last',
      'first',
    ]);
  });

  it('leave seats alone while there is room', () => {
    const roomy = { occupancy: { capacity: 5, taken: 4, allocations: {}, isKept: false }, stuck: [] };
    expect(lapsing([seat('last')], roomy, [waiting('a')])).toEqual([]);
  });
});
