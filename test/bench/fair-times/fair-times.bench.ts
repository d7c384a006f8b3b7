import { isDeepStrictEqual } from 'node:util';
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { fairTimes, type FairTimes } from '#time';
import { median, type Bench, type OpenBench } from '../frame.js';
import { naiveSearch } from './naive-search.js';
import { QUERY } from './query.js';

/** Ours is too short to time once; the median of these is one turn. */
const REPEATS = 200;

export const fairTimesBench: Bench = {
  name: 'fair-times',
  about:
    'fair-times: the fairest of 14 days × 96 starts for 180 cities, against converting every start by luxon\n' +
    'cold: the first search of a new process, zones unpacked and code not yet compiled, against the limit of 50 ms.',
  goals: [
    { name: 'searches', value: 'perSecond', unit: '/s', ours: 'search', other: 'naive', atLeast: 2_000 },
    { name: 'cold', value: 'coldMs', unit: 'ms', ours: 'search', other: 'limit', atMost: 1 },
  ],
  open,
};

async function open(): Promise<OpenBench> {
  let different = 0;
  let found: FairTimes = fairTimes(QUERY);
  return {
    sides: {
      search: async () => {
        const coldMs = await measureCold();
        const times = Array.from({ length: REPEATS }, () => {
          const start = performance.now();
          found = fairTimes(QUERY);
          return performance.now() - start;
        });
        return { perSecond: 1_000 / median(times), coldMs };
      },
      naive: async () => {
        const start = performance.now();
        const answer = naiveSearch(QUERY);
        const perSecond = 1_000 / (performance.now() - start);
        if (!isDeepStrictEqual(answer, comparable(found))) different++;
        return { perSecond };
      },
      limit: async () => ({ coldMs: 50 }),
    },
    invariants: async () => ({ 'answers that differ': different }),
    close: async () => undefined,
  };
}

const comparable = ({ searched, best }: FairTimes) => ({
  searched,
  best: best.map(({ instant, burdens, localTimes }) => ({
    instant,
    burdens,
    locals: localTimes.map(({ local }) => local),
  })),
});

/** In a process of its own: in this one everything is warm. */
function measureCold(): Promise<number> {
  const child = fork(fileURLToPath(new URL('./cold-search.js', import.meta.url)));
  return new Promise((resolve, reject) => {
    child.once('message', (ms) => resolve(Number(ms)));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The cold search ended with ${code}`)));
  });
}
