import { describe, expect, it } from '@jest/globals';
import { median, percentile, runBench, type Bench } from './frame.js';
import { tableOf } from './report.js';

/** A bench of two sides that answer with prepared numbers; the first number is the warm-up's. */
function prepared(ours: number[], other: number[], lost = 0) {
  const turns: string[] = [];
  const side = (name: string, values: number[]) => async (round: number) => {
    turns.push(name);
    return { speed: values[round]! };
  };
  const bench: Bench = {
    name: 'prepared',
    about: 'prepared numbers',
    goals: [{ name: 'speed', value: 'speed', unit: '/s', ours: 'fast', other: 'slow', atLeast: 6 }],
    open: async () => ({
      sides: { fast: side('fast', ours), slow: side('slow', other) },
      invariants: async () => ({ lost }),
      close: async () => void turns.push('closed'),
    }),
  };
  return { bench, turns };
}

describe('the frame of benches', () => {
  it('compares medians and leaves the warm-up out', async () => {
    const { bench } = prepared([1, 60, 600, 70], [99, 10, 10, 1]);
    const [verdict] = await runBench(bench, 3);
    expect(verdict).toEqual({
      name: 'prepared.speed',
      ...{ ours: 70, other: 10, ratio: 7, goal: '≥ 6', unit: '/s', pass: true, invariants: { lost: 0 } },
    });
  });

  it('turns the order of the sides with the round, and closes', async () => {
    const { bench, turns } = prepared([1, 1, 1], [1, 1, 1]);
    await runBench(bench, 2);
    expect(turns).toEqual(['fast', 'slow', 'slow', 'fast', 'fast', 'slow', 'closed']);
  });

  it('passes nothing when an invariant is broken', async () => {
    const { bench } = prepared([1, 60], [1, 10], 1);
    const verdicts = await runBench(bench, 1);
    expect(verdicts[0]).toMatchObject({ ratio: 6, pass: false });
    expect(tableOf(bench, verdicts, 1)).toMatch(/MISSED[^]*lost 1 BROKEN/);
  });

  it('takes the nearest rank as percentile and the mean of two middles as median', () => {
    const values = [5, 1, 4, 2, 3];
    expect([percentile(values, 0.5), percentile(values, 0.99), median(values)]).toEqual([3, 5, 3]);
    expect(median([1, 2, 3, 10])).toBe(2.5);
  });
});
