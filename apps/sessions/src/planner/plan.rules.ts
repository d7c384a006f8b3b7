import {
  RuleViolation,
  type Action,
  type PlanProgress,
  type PlanProposal,
  type PlanStatus,
} from '#contracts';
import type { SolverProgress, SolverResult, Stage } from './solving/plan-solver.js';

/** What happens to a plan. */
export type PlanEvent = 'solved' | 'clashed' | 'failed' | 'cancel' | 'apply' | 'discard';

interface PlanTransition {
  to: PlanStatus;
  /** The action that does it; null when the planner does. */
  who: Action | null;
}

/** The one table of states (docs/STATES.md). What is not here is refused. */
export const PLAN_STATES: Record<PlanStatus, Partial<Record<PlanEvent, PlanTransition>>> = {
  running: {
    solved: { to: 'proposed', who: null },
    clashed: { to: 'infeasible', who: null },
    failed: { to: 'failed', who: null },
    cancel: { to: 'cancelled', who: 'plan.write' },
  },
  proposed: {
    apply: { to: 'applied', who: 'plan.write' },
    discard: { to: 'discarded', who: 'plan.write' },
  },
  infeasible: {},
  failed: {},
  cancelled: {},
  applied: {},
  discarded: {},
};

/** @throws RuleViolation `plan.state` */
export function planStatusAfter(status: PlanStatus, event: PlanEvent): PlanStatus {
  const transition = PLAN_STATES[status][event];
  if (transition) return transition.to;
  const hint = status === 'running' ? 'It still runs; it can be cancelled.' : `It is ${status}.`;
  throw new RuleViolation('plan.state', hint);
}

/** The solver's numbers as people read them. @param perUnit weighted hours of one unit of the model */
export function progressOf(
  { stage, elapsedMs, incumbent, bound }: SolverProgress,
  perUnit: number,
): PlanProgress {
  const shown = (units: number) => shownAs(stage, units, perUnit);
  return {
    stage,
    elapsedMs,
    incumbent: incumbent === null ? null : shown(incumbent),
    bound: shown(incumbent === null ? bound : Math.min(bound, incumbent)),
    gap: incumbent === null ? null : shown(Math.max(0, incumbent - bound)),
  };
}

type Solved = Extract<SolverResult, { kind: 'solved' }>;

/** How good the plan is, and whether that is proven. @param perUnit weighted hours of one unit of the model */
export function proofOf(
  { bounds }: Solved,
  perUnit: number,
): Pick<PlanProposal, 'proof' | 'statement' | 'stages'> {
  const stages = (Object.keys(bounds) as Stage[]).map((stage) => {
    const { reached, bound } = bounds[stage]!;
    return {
      stage,
      reached: shownAs(stage, reached, perUnit),
      bound: shownAs(stage, bound, perUnit),
      gap: shownAs(stage, reached - bound, perUnit),
    };
  });
  const open = stages.find(({ gap }) => gap > 0);
  if (!open) return { proof: 'proven', statement: PROVEN, stages };
  const { stage, reached, bound, gap } = open;
  return {
    proof: 'gap',
    statement: `Not proven in the time given: ${WORDS[stage](reached, bound, gap)}`,
    stages,
  };
}

const PROVEN =
  'Proven: no plan is easier for the city that bears most, and of those that are as easy for it, none has a smaller total.';

const WORDS: Record<Stage, (reached: number, bound: number, gap: number) => string> = {
  worst: (reached, bound, gap) =>
    `the city that bears most bears ${reached} weighted hours, and no plan can bring that below ${bound} (gap ${gap}).`,
  total: (reached, bound, gap) =>
    `no plan is easier for the city that bears most; all cities together bear ${reached} weighted hours, and no such plan can bring that below ${bound} (gap ${gap}).`,
  changes: (reached, bound, gap) =>
    `no plan has smaller burdens; it changes ${reached} drafts, where no such plan can change fewer than ${bound} (gap ${gap}).`,
};

function shownAs(stage: Stage, units: number, perUnit: number): number {
  return stage === 'changes' ? units : Math.round(units * perUnit * 10_000) / 10_000;
}
