import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { freshPace, paceAfter, type Pace } from './pace.rules.js';

const limits = { most: 10, longestRestMs: 60_000 };
const after = (pace: Pace, answer: 'accepted' | 'throttled', now: number) =>
  paceAfter(pace, answer, now, limits);

describe('The pace of a domain', () => {
  it('halves, and rests for longer from time to time, while the domain asks for patience', () => {
    let pace = freshPace(10);
    const rests: number[] = [];
    const atATime: number[] = [];
    for (let n = 0, now = 0; n < 9; n++) {
      pace = after(pace, 'throttled', now);
      rests.push(pace.restUntil - now);
      atATime.push(Math.max(1, Math.floor(pace.limit)));
      now = pace.restUntil;
    }
    expect(rests).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
    expect(atATime).toEqual([5, 2, 1, 1, 1, 1, 1, 1, 1]);
  });

  it('counts the answers to what was on its way when the rest began as one', () => {
    const first = after(freshPace(10), 'throttled', 0);
    expect(after(after(first, 'throttled', 5), 'accepted', 6)).toEqual(first);
  });

  it('grows by one per round of accepted mails, up to the most', () => {
    let pace = after(freshPace(10), 'throttled', 0);
    for (let n = 0; n < 5; n++) pace = after(pace, 'accepted', 1_000);
    expect(Math.floor(pace.limit)).toBe(5);
    pace = after(pace, 'accepted', 1_000);
    expect(Math.floor(pace.limit)).toBe(6);
    for (let n = 0; n < 100; n++) pace = after(pace, 'accepted', 1_000);
    expect(pace).toEqual(freshPace(10));
  });

  it('is never less than one mail at a time, nor more than the most, whatever the answers', () => {
    const answers = fc.array(
      fc.tuple(fc.constantFrom('accepted' as const, 'throttled' as const), fc.nat(100_000)),
    );
    fc.assert(
      fc.property(answers, (all) => {
        let [pace, now] = [freshPace(10), 0];
        for (const [answer, ms] of all) {
          now += ms;
          pace = after(pace, answer, now);
          expect(pace.limit).toBeGreaterThanOrEqual(1);
          expect(pace.limit).toBeLessThanOrEqual(10);
          expect(pace.restUntil - now).toBeLessThanOrEqual(60_000);
        }
      }),
    );
  });
});
