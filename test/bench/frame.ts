/** What one turn of one side has measured: value name → number. */
export type Sample = Record<string, number>;

/** Compares two sides by one value. The ratio is ours / other; exactly one of `atMost` and `atLeast` is the goal. */
export interface Goal {
  readonly name: string;
  /** Key into the samples. */
  readonly value: string;
  readonly unit: string;
  /** Names of sides. */
  readonly ours: string;
  readonly other: string;
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** A bench whose servers and services run. */
export interface OpenBench {
  /** Takes one turn; everything that a turn writes is gone or irrelevant in the next. */
  readonly sides: Readonly<Record<string, (round: number) => Promise<Sample>>>;
  /** Violations per invariant over all turns; figures count only when all are 0. */
  invariants(): Promise<Record<string, number>>;
  close(): Promise<void>;
}

export interface BenchOptions {
  /** How large a turn is, in the bench's own unit; its default when left out. */
  readonly size?: number | undefined;
}

export interface Bench {
  readonly name: string;
  /** One line for people: what is compared, and on which settings of the servers. */
  readonly about: string;
  readonly goals: readonly Goal[];
  open(options: BenchOptions): Promise<OpenBench>;
}

export interface Verdict {
  readonly name: string;
  readonly ratio: number;
  readonly goal: string;
  readonly pass: boolean;
  /** Medians over the rounds. */
  readonly ours: number;
  readonly other: number;
  readonly unit: string;
  readonly invariants: Record<string, number>;
}

/**
 * Lets every side take its turn in every round, in an order that turns with the round: machines are noisy, so a
 * figure counts only against one from the same minutes. A first round warms up and is not counted.
 *
 * @param rounds at least 5 for a figure that is shown to anybody
 */
export async function runBench(
  bench: Bench,
  rounds: number,
  onRound: (round: number) => void = () => undefined,
  options: BenchOptions = {},
): Promise<Verdict[]> {
  const open = await bench.open(options);
  try {
    const names = Object.keys(open.sides);
    const samples: Record<string, Sample[]> = Object.fromEntries(names.map((name) => [name, []]));
    for (let round = 0; round <= rounds; round++) {
      onRound(round);
      for (const name of rotated(names, round)) {
        const sample = await open.sides[name]!(round);
        if (round > 0) samples[name]!.push(sample);
      }
    }
    const invariants = await open.invariants();
    return bench.goals.map((goal) => judge(bench.name, goal, samples, invariants));
  } finally {
    await open.close();
  }
}

function judge(
  bench: string,
  goal: Goal,
  samples: Record<string, Sample[]>,
  invariants: Record<string, number>,
): Verdict {
  const medianOf = (side: string) => median(samples[side]!.map((sample) => sample[goal.value]!));
  const ours = medianOf(goal.ours);
  const other = medianOf(goal.other);
  const ratio = ours / other;
  const reached = ratio <= (goal.atMost ?? Infinity) && ratio >= (goal.atLeast ?? 0);
  const holds = Object.values(invariants).every((violations) => violations === 0);
  return {
    name: `${bench}.${goal.name}`,
    ratio: rounded(ratio),
    goal: goal.atMost === undefined ? `≥ ${goal.atLeast}` : `≤ ${goal.atMost}`,
    pass: reached && holds,
    ours: rounded(ours),
    other: rounded(other),
    unit: goal.unit,
    invariants,
  };
}

function rotated<T>(items: readonly T[], by: number): T[] {
  const start = by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}

/** The value of which `share` of all are smaller or equal (nearest rank). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]!;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Three significant digits: more would be noise. */
const rounded = (value: number) => Number(value.toPrecision(3));
