import { describe, expect, it } from '@jest/globals';
import { isTooOften, mostHeld } from './holding.rules.js';

describe('held seats', () => {
  it('are a tenth of a slot at a time, and never fewer than five may be', () => {
    expect([0, 5, 49, 50, 51, 1_000, null].map(mostHeld)).toEqual([5, 5, 5, 5, 5, 100, Infinity]);
  });

  it('are asked for with one address three times in fifteen minutes, and ten times in a day', () => {
    expect(isTooOften({ inTime: 2, inDay: 9 })).toBe(false);
    expect(isTooOften({ inTime: 3, inDay: 3 })).toBe(true);
    expect(isTooOften({ inTime: 0, inDay: 10 })).toBe(true);
  });
});
