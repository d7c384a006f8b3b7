/** A column that takes something from an instant to just before another. */
export interface Interval {
  readonly column: number;
  readonly session: number;
  readonly from: number;
  readonly until: number;
}

/**
 * Sets of columns of which at most one can be, so that nothing is taken twice at an instant: all that hold at the
 * same instant. It is enough to look at the instants at which one begins, and those whose successor begins before
 * one of them has ended are contained in the successor's. Sets within one session say nothing new.
 */
export function cliques(intervals: readonly Interval[]): number[][] {
  const byStart = [...intervals].sort((a, b) => a.from - b.from);
  const found: number[][] = [];
  let holding: Interval[] = [];
  for (const [index, interval] of byStart.entries()) {
    holding.push(interval);
    const next = byStart[index + 1];
    if (next && next.from === interval.from) continue;
    const still = next ? holding.filter(({ until }) => until > next.from) : [];
    const isContainedInNext = still.length === holding.length;
    if (!isContainedInNext && new Set(holding.map(({ session }) => session)).size > 1) {
      found.push(holding.map(({ column }) => column));
    }
    holding = still;
  }
  return found;
}
