import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { overflowing } from './overflow.rules.js';

const seat = (id: number, size = 1, allocation: string | null = null) => ({ id, size, allocation });

describe('a slot that is made smaller', () => {
  it('sends back the last, as few as it takes', () => {
    const seats = [seat(3), seat(2, 2), seat(1)];
    expect(overflowing(seats, 4, { capacity: 4, allocations: {} })).toEqual({ back: [], toPool: [] });
    expect(overflowing(seats, 4, { capacity: 2, allocations: {} })?.back).toEqual([seats[0], seats[1]]);
  });

  it('counts the last of an allocation that has become too small in the pool', () => {
    const seats = [seat(3, 1, 'boston'), seat(2, 1, 'rome'), seat(1, 1, 'boston')];
    expect(overflowing(seats, 3, { capacity: 3, allocations: { boston: 1, rome: 1 } })).toEqual({
      back: [],
      toPool: [seats[0]],
    });
  });

  it('cannot be where the rest may not be sent back', () => {
    expect(overflowing([seat(1)], 4, { capacity: 2, allocations: {} })).toBeNull();
  });

  it('holds at most its capacity afterwards, and keeps whoever came before those it sends back', () => {
    const some = fc.array(
      fc.record({ size: fc.integer({ min: 1, max: 5 }), city: fc.constantFrom('boston', null) }),
    );
    fc.assert(
      fc.property(some, fc.nat(30), fc.nat(10), (sizes, capacity, reserved) => {
        const seats = sizes.map(({ size, city }, index) => seat(index, size, city));
        const taken = seats.reduce((sum, { size }) => sum + size, 0);
        const { back, toPool } = overflowing(seats, taken, { capacity, allocations: { boston: reserved } })!;
        expect(back).toEqual(seats.slice(0, back.length));
        const left = taken - back.reduce((sum, { size }) => sum + size, 0);
        expect(left).toBeLessThanOrEqual(capacity);
        if (back.length > 0) expect(left + back.at(-1)!.size).toBeGreaterThan(capacity);
        const kept = seats.slice(back.length).filter((one) => one.allocation && !toPool.includes(one));
        expect(kept.reduce((sum, { size }) => sum + size, 0)).toBeLessThanOrEqual(reserved);
      }),
    );
  });
});
