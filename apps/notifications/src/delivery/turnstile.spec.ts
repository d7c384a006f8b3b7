import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Turnstile } from './turnstile.js';

/** Lets everything happen that follows from what has been done. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('A turnstile', () => {
  it('has as many inside as there is room for, however they come and go, and lets them in by their turn', () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.constantFrom('comes', 'goes'), { maxLength: 40 }),
        async (room, happenings) => {
          const turnstile = new Turnstile(room);
          const inside: number[] = [];
          const entered: number[] = [];
          let came = 0;
          let gone = 0;
          for (const happening of happenings) {
            if (happening === 'comes') {
              const who = came++;
              void turnstile.enter().then(() => {
                inside.push(who);
                entered.push(who);
              });
            } else if (inside.length > 0) {
              inside.shift();
              gone++;
              turnstile.leave();
            }
            await settle();
            expect(inside).toHaveLength(Math.min(room, came - gone));
            expect(entered).toEqual(Array.from({ length: entered.length }, (_, index) => index));
          }
        },
      ),
    ));

  it('lets nobody past who has waited longer, also not in the turn in which there is room', async () => {
    const turnstile = new Turnstile(1);
    const entered: string[] = [];
    const come = (who: string) => turnstile.enter().then(() => entered.push(who));
    await come('first');
    void come('second');
    turnstile.leave();
    void come('third');
    await settle();
    expect(entered).toEqual(['first', 'second']);
    turnstile.leave();
    await settle();
    expect(entered).toEqual(['first', 'second', 'third']);
  });
});
