import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { networkOf } from './address-limits.js';
import { RateLimit } from './rate-limit.js';

const RATE = { most: 5, windowMs: 60_000 };
/** After so long one more may come. */
const STEP_MS = 12_000;

describe('a rate limit', () => {
  it('lets so many through at once, then one after the other, and says when', () => {
    const limit = new RateLimit(RATE);
    const taken = Array.from({ length: 6 }, () => limit.take('a', 1_000));
    expect(taken).toEqual([0, 0, 0, 0, 0, STEP_MS]);
    expect(limit.take('b', 1_000)).toBe(0);
    expect(limit.take('a', 1_000 + STEP_MS - 1)).toBeCloseTo(1);
    expect(limit.take('a', 1_000 + STEP_MS)).toBe(0);
    expect(limit.take('a', 1_000 + STEP_MS)).toBeGreaterThan(0);
  });

  it('never lets more than twice its most through in any window, and keeps its word on when', () => {
    const waits = fc.array(fc.integer({ min: 0, max: 40_000 }), { minLength: 1, maxLength: 120 });
    fc.assert(
      fc.property(waits, (pauses) => {
        const limit = new RateLimit(RATE);
        const through: number[] = [];
        let now = 0;
        for (const pause of pauses) {
          now += pause;
          const waitMs = limit.take('a', now);
          if (waitMs === 0) through.push(now);
          else {
            expect(waitMs).toBeLessThanOrEqual(STEP_MS);
            now += waitMs;
            expect(limit.take('a', now)).toBe(0);
            through.push(now);
          }
        }
        for (const from of through) {
          const inWindow = through.filter((at) => at >= from && at < from + RATE.windowMs);
          expect(inWindow.length).toBeLessThanOrEqual(2 * RATE.most);
        }
      }),
    );
  });

  it('remembers no more than so many, and forgets who asked longest ago', () => {
    const limit = new RateLimit({ most: 1, windowMs: 60_000 });
    for (let key = 0; key < 60_000; key++) limit.take(`${key}`, 0);
    expect(limit.take('59999', 0)).toBeGreaterThan(0);
    expect(limit.take('0', 0)).toBe(0);
  });
});

describe('an address', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:0:1:aaaa::1', '2001:db8:0:1::/64'],
    ['2001:0db8:0:0001:bbbb:cccc:dddd:eeee', '2001:db8:0:1::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s counts as %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
