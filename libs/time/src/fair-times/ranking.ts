/** The burdens that a start would bring, in units, one number per start; shared by all cities that bear the same. */
export type Curve = Float64Array;

/** Cities with the same burdens and the same ledger. */
export interface Bearers {
  readonly curve: Curve;
  readonly count: number;
  /** What they have borne so far, in units. */
  readonly ledger: number;
}

export interface Ranking {
  /** Indexes of starts, best first. */
  readonly best: number[];
  /** The smallest possible worst burden, in units; null when every start is excluded. */
  readonly smallestWorst: number | null;
}

/**
 * The `limit` best of the starts that are not excluded (DESIGN section 8): first those whose worst burden is within
 * `tolerance` of the smallest possible; then leximin of ledger + burden over the required cities; then the smaller
 * sum over the invited; then the earlier. The smaller sum of burdens, which stands between, never decides: where the
 * sorted vectors are equal, so are their sums, and with them the sums of burdens, because the ledgers are the same.
 */
export function rank(
  required: readonly Bearers[],
  invited: readonly Bearers[],
  excluded: Uint8Array,
  { tolerance, limit }: { tolerance: number; limit: number },
): Ranking {
  const starts = [...excluded.keys()].filter((start) => excluded[start] === 0);
  const { heaviest, bearing } = heaviestLoads(required, excluded.length);
  const isUnburdened = required.every(({ ledger }) => ledger === 0);
  const worst = isUnburdened ? heaviest : worstBurdens(required, excluded.length);
  const smallestWorst = starts.reduce((least, start) => Math.min(least, worst[start]!), Infinity);
  if (smallestWorst === Infinity) return { best: [], smallestWorst: null };

  const isBeyond = (start: number) => Number(worst[start]! > smallestWorst + tolerance);
  // The beginning of the sorted vector: its largest load and how many cities bear it. Fewer is better, since the next
  // number of the vector is then smaller.
  const compareHeads = (a: number, b: number) =>
    isBeyond(a) - isBeyond(b) || heaviest[a]! - heaviest[b]! || bearing[a]! - bearing[b]!;
  const compareVectors = comparingVectors(required, heaviest, bearing);
  const invitedSums = weightedSums(invited, excluded.length);
  const best = firstOf(
    starts,
    limit,
    (a, b) => compareHeads(a, b) || compareVectors(a, b) || invitedSums[a]! - invitedSums[b]! || a - b,
  );
  return { best, smallestWorst };
}

function worstBurdens(required: readonly Bearers[], size: number): Float64Array {
  const worst = new Float64Array(size);
  for (const curve of new Set(required.map((bearers) => bearers.curve))) {
    for (let start = 0; start < size; start++) {
      const burden = curve[start]!;
      if (burden > worst[start]!) worst[start] = burden;
    }
  }
  return worst;
}

/** Per start the largest ledger + burden, and how many cities bear it. */
function heaviestLoads(required: readonly Bearers[], size: number) {
  const heaviest = new Float64Array(size).fill(-Infinity);
  const bearing = new Uint32Array(size);
  for (const { curve, count, ledger } of required) {
    for (let start = 0; start < size; start++) {
      const load = curve[start]! + ledger;
      if (load > heaviest[start]!) {
        heaviest[start] = load;
        bearing[start] = count;
      } else if (load === heaviest[start]!) bearing[start]! += count;
    }
  }
  return { heaviest, bearing };
}

function weightedSums(bearers: readonly Bearers[], size: number): Float64Array {
  const sums = new Float64Array(size);
  for (const { curve, count } of bearers) {
    for (let start = 0; start < size; start++) sums[start]! += curve[start]! * count;
  }
  return sums;
}

/** The first n in order. Most starts are compared once, with the last of those kept: sorting all would cost more. */
function firstOf(starts: readonly number[], n: number, compare: (a: number, b: number) => number): number[] {
  const first: number[] = [];
  for (const start of starts) {
    if (first.length === n && compare(start, first[n - 1]!) >= 0) continue;
    let place = first.length;
    while (place > 0 && compare(start, first[place - 1]!) < 0) place--;
    first.splice(place, 0, start);
    if (first.length > n) first.pop();
  }
  return first;
}

/**
 * Compares whole vectors of equal heads, from the largest load down: how large, then how many cities bear it. Each
 * level is found when it is first needed; sorting all loads of a start would cost many times as much.
 */
function comparingVectors(
  required: readonly Bearers[],
  heaviest: Float64Array,
  bearing: Uint32Array,
): (a: number, b: number) => number {
  const cities = required.reduce((sum, { count }) => sum + count, 0);
  const known = new Map<number, Level[]>();
  const levelsOf = (start: number) => {
    let levels = known.get(start);
    if (!levels) {
      levels = [{ load: heaviest[start]!, upTo: bearing[start]! }];
      known.set(start, levels);
    }
    return levels;
  };
  return (a, b) => {
    const [one, other] = [levelsOf(a), levelsOf(b)];
    for (let depth = 0; one[depth]!.upTo < cities;) {
      depth++;
      const left = (one[depth] ??= levelBelow(required, a, one[depth - 1]!));
      const right = (other[depth] ??= levelBelow(required, b, other[depth - 1]!));
      const difference = left.load - right.load || left.upTo - right.upTo;
      if (difference !== 0) return difference;
    }
    return 0;
  };
}

/** A load that a start brings, and how many cities bear this or more. */
interface Level {
  readonly load: number;
  readonly upTo: number;
}

function levelBelow(required: readonly Bearers[], start: number, above: Level): Level {
  let load = -Infinity;
  let bearing = 0;
  for (const { curve, count, ledger } of required) {
    const each = curve[start]! + ledger;
    if (each >= above.load || each < load) continue;
    bearing = each === load ? bearing + count : count;
    load = each;
  }
  return { load, upTo: above.upTo + bearing };
}
