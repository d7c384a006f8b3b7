import { monitorEventLoopDelay } from 'node:perf_hooks';
import { modelOf } from '../../../apps/sessions/src/planner/solving/plan-model.rules.js';
import { PlanSolver } from '../../../apps/sessions/src/planner/solving/plan-solver.js';
import type { Bench, OpenBench, Sample } from '../frame.js';
import { instance } from './instance.js';
import { solvePairwise, type Optimum } from './pairwise.js';

/** A turn solves each of these once; programmes differ in how hard they are. */
const SEEDS = [2, 3, 7];
const OURS_LIMIT_MS = 60_000;
/** What the pairwise side has not proven by then counts as this long. */
const OTHER_LIMIT_SECONDS = 15;

export const plannerBench: Bench = {
  name: 'planner',
  about:
    'planner: 50 sessions × 60 candidates, worst city first, then the total, proven; seconds for one, thread and code warm.\n' +
    `limit: one second. pairwise: the same solver with a row for each two candidates that clash, at most ${OTHER_LIMIT_SECONDS} s each.`,
  goals: [
    { name: 'proven', value: 'seconds', unit: 's', ours: 'planner', other: 'limit', atMost: 1 },
    { name: 'pairwise', value: 'seconds', unit: 's', ours: 'planner', other: 'pairwise', atMost: 0.5 },
    { name: 'pause', value: 'pauseMs', unit: 'ms', ours: 'planner', other: 'limit', atMost: 1 },
  ],
  open,
};

async function open(): Promise<OpenBench> {
  const solver = new PlanSolver();
  const problems = SEEDS.map(instance);
  const found = new Map<number, Optimum>();
  let unproven = 0;
  let different = 0;
  const note = (index: number, optimum: Optimum) => {
    const known = found.get(index) ?? optimum;
    found.set(index, known);
    if (known.worst !== optimum.worst || known.total !== optimum.total) different++;
  };

  const planner = async (): Promise<Sample> => {
    // What the main thread is kept from answering: its own work before and after is part of it.
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const started = performance.now();
    for (const [index, problem] of problems.entries()) {
      const model = modelOf(problem);
      const result = await solver.solve(model, {
        tolerance: 0,
        timeLimitMs: OURS_LIMIT_MS,
        clashLimitMs: 0,
      });
      const bounds = result.kind === 'solved' ? result.bounds : {};
      const isProven = [bounds.worst, bounds.total].every((stage) => stage?.reached === stage?.bound);
      if (!bounds.worst || !bounds.total || !isProven) unproven++;
      else
        note(index, {
          worst: bounds.worst.reached * model.unit,
          total: bounds.total.reached * model.unit,
        });
    }
    const seconds = (performance.now() - started) / 1_000 / problems.length;
    delay.disable();
    return { seconds, pauseMs: delay.max / 1e6 };
  };
  const pairwise = async (): Promise<Sample> => {
    const started = performance.now();
    for (const [index, problem] of problems.entries()) {
      const optimum = await solvePairwise(problem, OTHER_LIMIT_SECONDS);
      if (optimum) note(index, optimum);
    }
    return { seconds: (performance.now() - started) / 1_000 / problems.length };
  };

  return {
    sides: { planner, pairwise, limit: async () => ({ seconds: 1, pauseMs: 100 }) },
    invariants: async () => ({ 'not proven': unproven, 'optima that differ': different }),
    close: () => solver.close(),
  };
}
