/**
 * Finds a set of constraints that cannot hold together although every smaller one of them can (an irreducible
 * infeasible set): constraints are left out, first many at a time, and stay out when the rest still clashes
 * (Chinneck, Feasibility and Infeasibility in Optimization, 2008, chapter 6).
 *
 * @param {import('highs').Highs} highs
 * @param {import('./plan-model.rules.js').PlanModel} model that has no solution
 * @param {number} limitMs when it is over, what is left is given as it is
 * @returns {{constraints: number[], isIrreducible: boolean}} indexes of constraints
 */
export function irreducibleSet(highs, model, limitMs) {
  const until = performance.now() + limitMs;
  let kept = model.constraints.map((_, index) => index);
  let isIrreducible = true;
  for (let size = Math.max(1, kept.length >> 1); size >= 1; size >>= 1) {
    for (let at = kept.length; at > 0; at -= size) {
      const from = Math.max(0, at - size);
      const without = [...kept.slice(0, from), ...kept.slice(at)];
      const leftMs = until - performance.now();
      if (leftMs <= 0) return { constraints: kept, isIrreducible: false };
      const answer = isFeasible(highs, model, without, leftMs);
      if (answer === false) kept = without;
      else if (answer === null && size === 1) isIrreducible = false;
    }
  }
  return { constraints: kept, isIrreducible };
}

/**
 * Whether these constraints alone can hold; null when the time was too short to know. A session that need not be
 * placed is left out with its columns.
 */
export function isFeasible(highs, model, constraints, limitMs) {
  const data = partOf(highs, model, new Set(constraints));
  if (data === null) return false;
  if (data.numRows === 0) return true;
  return highs.withModel(data, (problem) => {
    problem.options.set({ output_flag: false, time_limit: Math.max(limitMs / 1_000, 0.01) });
    const { modelStatus } = problem.run();
    const is = highs.constants.modelStatus;
    if (modelStatus === is.infeasible) return false;
    return modelStatus === is.optimal ? true : null;
  });
}

/** The part of the model that these constraints are about; null when a row of it cannot be reached by any column. */
function partOf(highs, model, holds) {
  const { rows } = model;
  const columns = columnsOf(model, holds);
  const starts = [0];
  const indices = [];
  const values = [];
  const lower = [];
  const upper = [];
  for (const [row, constraint] of rows.constraints.entries()) {
    if (!holds.has(constraint)) continue;
    for (let at = rows.starts[row]; at < rows.starts[row + 1]; at++) {
      const column = columns.get(rows.columns[at]);
      if (column === undefined) continue;
      indices.push(column);
      values.push(rows.values[at]);
    }
    const isExact = rows.isExact[row] === 1;
    if (indices.length === starts.at(-1)) {
      if (isExact && rows.upper[row] > 0) return null;
      continue;
    }
    starts.push(indices.length);
    lower.push(isExact ? rows.upper[row] : -highs.infinity);
    upper.push(rows.upper[row]);
  }
  const count = columns.size;
  const { integer, continuous } = highs.constants.variableType;
  return {
    numCols: count,
    numRows: lower.length,
    sense: highs.constants.objectiveSense.minimize,
    colCost: new Float64Array(count),
    colLower: new Float64Array(count),
    colUpper: new Float64Array(count).fill(1),
    rowLower: lower,
    rowUpper: upper,
    matrix: { format: 'csr', numRows: lower.length, numCols: count, starts, indices, values },
    integrality: [...columns.keys()].map((column) => (column < model.columns ? integer : continuous)),
  };
}

/** Numbers in the part of the model's columns that it has. */
function columnsOf({ columns, helpers, sessionOf, banStarts, bans }, holds) {
  const kept = new Map();
  for (let column = 0; column < columns; column++) {
    // The constraint that a session is placed has its index.
    if (!holds.has(sessionOf[column])) continue;
    const isBanned = bans.subarray(banStarts[column], banStarts[column + 1]).some((ban) => holds.has(ban));
    if (!isBanned) kept.set(column, kept.size);
  }
  for (let column = columns; column < columns + helpers; column++) kept.set(column, kept.size);
  return kept;
}
