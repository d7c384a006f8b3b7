import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { currentContext } from '../context/request-context.js';
import { waitFor } from '../testing/wait-for.js';
import { WorkLoop } from './work-loop.js';

const loop = (round: () => Promise<boolean | void>, everyMs?: number) =>
  new WorkLoop({ name: 'Work', service: 'events', round, ...(everyMs && { everyMs }) });

describe('A work loop', () => {
  beforeAll(() => Logger.overrideLogger(false));
  afterAll(() => Logger.overrideLogger(['log', 'warn', 'error']));

  it('goes on as long as there may be more, one round at a time', async () => {
    let left = 5;
    let atOnce = 0;
    let most = 0;
    const work = loop(async () => {
      most = Math.max(most, ++atOnce);
      await Promise.resolve();
      atOnce--;
      return --left > 0;
    });
    work.poke();
    work.poke();
    await waitFor(() => left <= 0);
    expect(most).toBe(1);
    await work.stop();
  });

  it('leaves an item that fails to the next look, and goes on with those behind it', async () => {
    const done: string[] = [];
    let isBroken = true;
    const work: WorkLoop = loop(() =>
      work.each(
        ['first', 'broken', 'last'],
        async (item) => {
          if (item === 'broken' && isBroken) throw new Error('not yet');
          done.push(item);
        },
        (item) => item,
      ),
    );
    work.poke();
    await waitFor(() => done.length === 2);
    expect(done).toEqual(['first', 'last']);
    isBroken = false;
    work.poke();
    await waitFor(() => done.includes('broken'));
    await work.stop();
  });

  it('loses no poke that comes while it works', async () => {
    let rounds = 0;
    const work = loop(async () => {
      if (++rounds === 1) work.poke();
    });
    work.poke();
    await waitFor(() => rounds === 2);
    await work.stop();
  });

  it('looks by itself, and again after a round that failed', async () => {
    let rounds = 0;
    const work = loop(() => (++rounds === 1 ? Promise.reject(new Error('away')) : Promise.resolve()), 20);
    work.start();
    await waitFor(() => rounds >= 3);
    await work.stop();
  });

  it('works for its service, with time of its own', async () => {
    const seen: unknown[] = [];
    const work = loop(async () => {
      const { actor, deadline } = currentContext();
      seen.push(actor, deadline.leftMs > 10_000);
    });
    work.poke();
    await waitFor(() => seen.length > 0);
    expect(seen).toEqual([{ kind: 'service', name: 'events' }, true]);
    await work.stop();
  });

  it('ends after the round at hand, and then does nothing more', async () => {
    let finish!: () => void;
    let rounds = 0;
    const work = loop(() => {
      rounds++;
      return new Promise((resolve) => (finish = resolve));
    });
    work.poke();
    const stopped = work.stop();
    finish();
    await stopped;
    work.poke();
    expect(rounds).toBe(1);
  });
});
