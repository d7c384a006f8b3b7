import { formatInstant } from '../instants.js';
import { addDays } from '../wall-times.js';
import { localDate } from '../local-time.js';
import type { FairCity } from './fair-city.js';
import type { FairTime, FairTimesQuery } from './fair-times.js';
import { hoursOf, searchOf } from './search.js';
import { unitsOf } from './burden-curve.js';
import type { Curve } from './ranking.js';
import { LAST_YEAR } from '../tzdb.js';

/** Weighted hours beyond which a session serves a required city badly: half an hour of deep night, two hours late. */
export const BURDEN_LIMIT = 4;

/** What is offered is looked for on quarter hours. */
const STEP_MINUTES = 15;

/** What may be done where one hour serves badly (DESIGN section 8). */
export interface AdviceOption {
  /**
   * `halves`: everybody comes to both halves. `encore`: the same again on the day after; each city comes when it is
   * easier. `recording`: some cities get the recording instead.
   */
  readonly kind: 'halves' | 'encore' | 'recording';
  /** When to hold it, and which of the required cities come then. */
  readonly sessions: readonly {
    readonly instant: string;
    readonly durationMinutes: number;
    readonly cities: readonly string[];
  }[];
  /** Required cities that get the recording. */
  readonly recording: readonly string[];
  /** Weighted hours of those that come. */
  readonly burdens: Record<string, number>;
  readonly worst: number;
  readonly total: number;
}

export interface Advice {
  /** Who is served worst by the best start, with its burden, and the limit that this is above. */
  readonly city: string;
  readonly burden: number;
  readonly limit: number;
  /** Best first; only those with a smaller worst burden than the one hour has. */
  readonly options: readonly AdviceOption[];
}

/**
 * What to do where even the best start lays more than BURDEN_LIMIT on a required city; null where it doesn't. Each
 * option is the best of its kind on the day of that start (an encore's second showing: on the day after), by trying
 * all quarter hours: the smallest worst burden, then the smallest sum, then the earliest.
 */
export function advise(query: FairTimesQuery, best: FairTime | undefined): Advice | null {
  if (!best || best.worst <= BURDEN_LIMIT) return null;
  const [city, burden] = Object.entries(best.burdens).find(([, hours]) => hours === best.worst)!;
  const day = localDate(best.instant, query.zone);
  const options = [halves(query, day), encore(query, day), recording(query, day)];
  return {
    city,
    burden,
    limit: BURDEN_LIMIT,
    options: options
      .filter((option) => option !== null)
      .filter(({ worst }) => worst < best.worst)
      .sort((a, b) => a.worst - b.worst || a.total - b.total),
  };
}

/** A day's possible starts, and what each lays on each required city, in units. */
interface Day {
  readonly starts: readonly number[];
  /** In the order of the required cities; the same object for cities that bear the same. */
  readonly curves: readonly Curve[];
  readonly instantOf: (start: number) => string;
}

function dayOf(query: FairTimesQuery, date: string, durationMinutes: number): Day {
  const window = { from: date, to: date, zone: query.zone, durationMinutes, stepMinutes: STEP_MINUTES };
  const { grid, curves, exclusions } = searchOf(query, window);
  return {
    starts: [...exclusions.marks.keys()].filter((start) => exclusions.marks[start] === 0),
    curves: query.required.map((city) => curves.of(city)),
    instantOf: (start) => formatInstant(grid.first + start * grid.stepMillis),
  };
}

/** Two halves on one day, the second not before the first has ended. */
function halves(query: FairTimesQuery, date: string): AdviceOption | null {
  if (query.durationMinutes < 2) return null;
  const lengths = [Math.ceil(query.durationMinutes / 2), Math.floor(query.durationMinutes / 2)] as const;
  const [first, second] = [dayOf(query, date, lengths[0]), dayOf(query, date, lengths[1])];
  const apart = lengths[0] / STEP_MINUTES;
  const pair = bestPair(
    first,
    second,
    (a, b) => a + b,
    (one, other) => other - one >= apart,
  );
  if (!pair) return null;
  const cities = query.required.map(({ slug }) => slug);
  return option(query, 'halves', pair.burdens, [
    { instant: first.instantOf(pair.one), durationMinutes: lengths[0], cities },
    { instant: second.instantOf(pair.other), durationMinutes: lengths[1], cities },
  ]);
}

/** The same twice, on two days; each city comes to the easier one, to the first where they are alike. */
function encore(query: FairTimesQuery, date: string): AdviceOption | null {
  const next = addDays(date, 1);
  if (next > `${LAST_YEAR}-12-31`) return null;
  const { durationMinutes } = query;
  const [first, second] = [dayOf(query, date, durationMinutes), dayOf(query, next, durationMinutes)];
  const pair = bestPair(first, second, Math.min, () => true);
  if (!pair) return null;
  const [early, late] = [burdensAt(first, pair.one), burdensAt(second, pair.other)];
  const comingTo = (isFirst: boolean) =>
    query.required.filter((_, index) => early[index]! <= late[index]! === isFirst).map(({ slug }) => slug);
  return option(query, 'encore', pair.burdens, [
    { instant: first.instantOf(pair.one), durationMinutes, cities: comingTo(true) },
    { instant: second.instantOf(pair.other), durationMinutes, cities: comingTo(false) },
  ]);
}

/** The start at which the fewest cities are beyond the limit; those get the recording. */
function recording(query: FairTimesQuery, date: string): AdviceOption | null {
  const day = dayOf(query, date, query.durationMinutes);
  const limit = unitsOf(BURDEN_LIMIT * 60);
  let best: { start: number; rank: number[] } | undefined;
  for (const start of day.starts) {
    const within = burdensAt(day, start).filter((burden) => burden <= limit);
    if (within.length === 0) continue;
    const rank = [-within.length, Math.max(...within), sum(within)];
    if (!best || isBefore(rank, best.rank)) best = { start, rank };
  }
  if (!best) return null;
  const burdens = burdensAt(day, best.start).map((burden) => (burden <= limit ? burden : null));
  const cities = query.required.filter((_, index) => burdens[index] !== null).map(({ slug }) => slug);
  const session = { instant: day.instantOf(best.start), durationMinutes: query.durationMinutes, cities };
  return option(query, 'recording', burdens, [session]);
}

interface Pair {
  readonly one: number;
  readonly other: number;
  readonly worst: number;
  readonly total: number;
}

function bestPair(
  first: Day,
  second: Day,
  together: (one: number, other: number) => number,
  mayFollow: (one: number, other: number) => boolean,
): (Pair & { burdens: number[] }) | null {
  const bearers = bearersOf(first.curves, second.curves);
  let best: Pair | null = null;
  for (const one of first.starts) {
    for (const other of second.starts) {
      if (!mayFollow(one, other)) continue;
      let [worst, total] = [0, 0];
      for (const { early, late, count } of bearers) {
        const burden = together(early[one]!, late[other]!);
        if (burden > worst) worst = burden;
        if (best && worst > best.worst) break;
        total += burden * count;
      }
      const isBetter = !best || worst < best.worst || (worst === best.worst && total < best.total);
      if (isBetter) best = { one, other, worst, total };
    }
  }
  if (!best) return null;
  const { one, other } = best;
  const burdens = first.curves.map((early, index) => together(early[one]!, second.curves[index]![other]!));
  return { ...best, burdens };
}

/** Cities that bear the same on both days are looked at once: the 180 of a network are some thirty. */
function bearersOf(first: readonly Curve[], second: readonly Curve[]) {
  const bearers: { early: Curve; late: Curve; count: number }[] = [];
  for (const [index, early] of first.entries()) {
    const late = second[index]!;
    const same = bearers.find((bearer) => bearer.early === early && bearer.late === late);
    if (same) same.count++;
    else bearers.push({ early, late, count: 1 });
  }
  return bearers;
}

const burdensAt = ({ curves }: Day, start: number) => curves.map((curve) => curve[start]!);

/** @param burdens in units, null of a city that does not come */
function option(
  { required }: { required: readonly FairCity[] },
  kind: AdviceOption['kind'],
  burdens: readonly (number | null)[],
  sessions: AdviceOption['sessions'],
): AdviceOption {
  const coming = burdens.filter((burden) => burden !== null);
  return {
    kind,
    sessions,
    recording: required.filter((_, index) => burdens[index] === null).map(({ slug }) => slug),
    burdens: Object.fromEntries(
      required.flatMap(({ slug }, index) =>
        burdens[index] === null ? [] : [[slug, hoursOf(burdens[index]!)]],
      ),
    ),
    worst: hoursOf(Math.max(...coming)),
    total: hoursOf(sum(coming)),
  };
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, number) => all + number, 0);

/** Lexicographically smaller. */
function isBefore(rank: readonly number[], other: readonly number[]): boolean {
  const index = rank.findIndex((number, at) => number !== other[at]);
  return index !== -1 && rank[index]! < other[index]!;
}
