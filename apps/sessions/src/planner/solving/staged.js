import { dataOf } from './highs-model.js';

/** Burdens are whole numbers of units: bounds less than one apart are the same. */
const WHOLE_GAP = 0.999;
/** A little above what is lost in sums of doubles, far below one unit. */
const ROUNDING = 1e-6;
/** How many worst burdens from the relaxation's bound upwards are tried outright, and in what share of the time. */
const TRIES = 3;
const TRY_SHARE = 0.2;

/**
 * Solves a model in stages of which each keeps what the one before has reached: first the smallest burden of the city
 * that bears most, then the smallest total, then the fewest changes.
 */
export class Staged {
  static solve(highs, model, options) {
    return highs.withModel(dataOf(highs, model), (problem) =>
      new Staged(highs, model, problem, options).run(),
    );
  }

  constructor(highs, model, problem, { tolerance, timeLimitMs, tell }) {
    Object.assign(this, { highs, model, problem, tolerance, timeLimitMs, tell });
    this.is = highs.constants.modelStatus;
    this.started = performance.now();
    this.worst = model.columns + model.helpers;
    this.bounds = {};
    this.solution = null;
    this.costs = costsOf(model, this.worst);
    problem.options.set({ output_flag: false, mip_rel_gap: 0, mip_abs_gap: WHOLE_GAP });
  }

  run() {
    const lowest = this.relaxedWorst();
    if (lowest === null) return { kind: 'infeasible' };
    if (!this.tryUpFrom(lowest)) {
      const outcome = this.stage('worst');
      if (outcome !== 'optimal') return this.stopped(outcome);
    }
    if (!this.bounds.total) {
      this.problem.changeColBounds(this.worst, 0, this.bounds.worst.reached + this.tolerance);
      const outcome = this.stage('total');
      if (outcome !== 'optimal') return this.stopped(outcome);
    }
    if (this.model.changes.some(Boolean)) {
      this.problem.addRow(-this.highs.infinity, this.bounds.total.reached, entriesOf(this.costs.total));
      const outcome = this.stage('changes');
      if (outcome !== 'optimal') return this.stopped(outcome);
    }
    return this.solved();
  }

  /** What no solution's worst burden can be below; null when not even the relaxation has a solution. */
  relaxedWorst() {
    this.minimize('worst');
    this.problem.options.set({ solve_relaxation: true });
    const { modelStatus } = this.runFor(this.leftMs());
    this.problem.options.set({ solve_relaxation: false });
    if (modelStatus === this.is.infeasible) return null;
    return modelStatus === this.is.optimal ? wholeBound(this.problem.getObjectiveValue()) : 0;
  }

  /**
   * Asks for the smallest total with the worst burden that the relaxation allows: most often there is one, and two
   * stages are done in one. When there is none, the next burden up.
   */
  tryUpFrom(lowest) {
    if (this.tolerance > 0) return false;
    for (let worst = lowest; worst < lowest + TRIES; worst++) {
      this.problem.changeColBounds(this.worst, 0, worst);
      this.minimize('total');
      const { modelStatus } = this.runFor(this.leftMs() * TRY_SHARE, 'total');
      if (modelStatus === this.is.optimal) {
        this.take();
        const total = this.reached('total');
        this.bounds = { worst: { reached: worst, bound: worst }, total: { reached: total, bound: total } };
        // No smaller worst burden was possible, and this one cannot be less than was asked for.
        this.bounds.worst.reached = this.bounds.worst.bound = this.reached('worst');
        return true;
      }
      const isKnown = modelStatus === this.is.infeasible;
      if (this.hasSolution()) this.take();
      this.problem.changeColBounds(this.worst, isKnown ? worst + 1 : worst, this.highs.infinity);
      if (!isKnown) return false;
    }
    return false;
  }

  stage(stage) {
    this.minimize(stage);
    if (this.solution) this.problem.setSolution({ colValue: this.solution });
    const { modelStatus } = this.runFor(this.leftMs(), stage);
    const isOptimal = modelStatus === this.is.optimal;
    if (modelStatus === this.is.infeasible) {
      if (this.solution) throw new Error(`HiGHS finds nothing at ${stage}, although a solution is known`);
      return 'infeasible';
    }
    const bound = wholeBound(Number(this.problem.info.get('mip_dual_bound')));
    if (this.hasSolution()) this.take();
    if (!this.solution) {
      if (modelStatus === this.is.timeLimit) return 'out-of-time';
      throw new Error(`HiGHS ended with status ${modelStatus} at ${stage}`);
    }
    const reached = this.reached(stage);
    this.bounds[stage] = { reached, bound: isOptimal ? reached : Math.min(reached, bound) };
    return isOptimal ? 'optimal' : 'stopped';
  }

  stopped(outcome) {
    return outcome === 'stopped' ? this.solved() : { kind: outcome };
  }

  solved() {
    const chosen = [];
    for (let column = 0; column < this.model.columns; column++) {
      if (this.solution[column] === 1) chosen.push(column);
    }
    return { kind: 'solved', chosen, bounds: this.bounds, elapsedMs: this.elapsedMs() };
  }

  minimize(stage) {
    this.problem.changeColsCost({ kind: 'range', from: 0, to: this.worst }, this.costs[stage]);
  }

  /** @param stage told of while it runs; without, nothing is told */
  runFor(milliseconds, stage) {
    this.problem.zeroAllClocks();
    this.problem.options.set({ time_limit: Math.max(milliseconds / 1_000, 0.01) });
    if (!stage) return this.problem.run();
    const { mipImprovingSolution, mipLogging } = this.highs.constants.callbackType;
    const tell = ({ data }) => {
      this.tell({
        stage,
        elapsedMs: this.elapsedMs(),
        incumbent: isFinite(data.mip_primal_bound) ? Math.round(data.mip_primal_bound) : null,
        bound: wholeBound(data.mip_dual_bound),
      });
    };
    return this.problem.run({ [mipImprovingSolution]: tell, [mipLogging]: tell });
  }

  hasSolution() {
    const status = Number(this.problem.info.get('primal_solution_status'));
    return status === this.highs.constants.solutionStatus.feasible;
  }

  /** Takes over the solver's solution: candidates as ones and zeros, and the worst burden that follows from them. */
  take() {
    const solution = Float64Array.from(this.problem.getSolution().colValue);
    for (let column = 0; column < this.model.columns; column++)
      solution[column] = Math.round(solution[column]);
    solution[this.worst] = Math.max(0, ...this.model.burdens.map((burden) => costOf(burden, solution)));
    this.solution = solution;
  }

  reached(stage) {
    return Math.round(costOf(this.costs[stage], this.solution));
  }

  elapsedMs() {
    return Math.round(performance.now() - this.started);
  }

  leftMs() {
    return this.timeLimitMs - this.elapsedMs();
  }
}

function costsOf({ columns, burdens, changes }, worst) {
  const costs = {
    worst: new Float64Array(worst + 1),
    total: new Float64Array(worst + 1),
    changes: new Float64Array(worst + 1),
  };
  costs.worst[worst] = 1;
  costs.changes.set(changes);
  for (const burden of burdens) {
    for (let column = 0; column < columns; column++) costs.total[column] += burden[column];
  }
  return costs;
}

/** The smallest whole number that is not below a bound. */
function wholeBound(bound) {
  return isFinite(bound) ? Math.max(0, Math.ceil(bound - ROUNDING)) : 0;
}

function costOf(cost, solution) {
  let sum = 0;
  for (let column = 0; column < cost.length; column++) sum += cost[column] * solution[column];
  return sum;
}

function entriesOf(cost) {
  const indices = [...cost.keys()].filter((column) => cost[column] !== 0);
  return { indices, values: indices.map((column) => cost[column]) };
}
