import { dayOf, DEFAULT_COMFORT, type Comfort, type Purpose, type Stretch } from '../comfort.js';
import { formatDate } from '../wall-times.js';
import { spansOn, WHOLE_DAY, type LocalPeriod, type MinuteSpan } from './day-spans.js';
import { forEachLocalDay, type OffsetSpan } from './offset-spans.js';
import type { Grid } from './window.js';

const MINUTE = 60_000;
const REST_WEIGHT = 2;

/**
 * Burdens are counted in seconds × millionths of a weight: whole numbers, far below 2^53 for any window, so that sums
 * and differences are exact and equal burdens are equal numbers also where weights are not whole.
 */
const PER_WEIGHT = 1_000_000;
const PER_WEIGHTED_MINUTE = 60 * PER_WEIGHT;

export const unitsOf = (weightedMinutes: number) => Math.round(weightedMinutes * PER_WEIGHTED_MINUTE);
export const weightedMinutesOf = (units: number) => units / PER_WEIGHTED_MINUTE;

/** What weighs on a city's local day. */
export interface Weighing {
  readonly comfort?: Comfort | undefined;
  readonly purpose: Purpose;
  /** Adds 2 per hour on these local dates (`YYYY-MM-DD`). */
  readonly restDay?: ((localDate: string) => boolean) | undefined;
  /** Adds 2 per hour in these periods, once where they are rest days as well. */
  readonly avoid?: readonly LocalPeriod[] | undefined;
}

/** The weight over time as steps, and its integral at the beginning of each step. Seconds since the first start. */
interface Steps {
  readonly ends: number[];
  readonly weights: number[];
  readonly begins: number[];
  readonly integrals: number[];
}

/**
 * The burden of each start of the grid, in units: the integral of the weight up to the end minus the one up to the
 * start. Both only move forward along the steps, so a start costs a few additions and no conversion of time.
 * Throws InvalidComfortError.
 */
export function burdenCurve(spans: readonly OffsetSpan[], weighing: Weighing, grid: Grid): Float64Array {
  const { begins, ends, weights, integrals } = stepsOf(spans, weighing, grid.first);
  const burdens = new Float64Array(grid.count);
  const step = grid.stepMillis / 1_000;
  const duration = grid.durationMillis / 1_000;
  let [first, last] = [0, 0];
  for (let index = 0, start = 0; index < grid.count; index++, start += step) {
    const end = start + duration;
    while (ends[first]! <= start) first++;
    while (ends[last]! < end) last++;
    burdens[index] =
      integrals[last]! +
      (end - begins[last]!) * weights[last]! -
      integrals[first]! -
      (start - begins[first]!) * weights[first]!;
  }
  return burdens;
}

function stepsOf(spans: readonly OffsetSpan[], weighing: Weighing, first: number): Steps {
  const steps: Steps = { begins: [], ends: [], weights: [], integrals: [] };
  const stretchesOn = dayWeights(weighing);
  let integral = 0;
  forEachLocalDay(spans, (midnight, offset, from, until) => {
    let at = from;
    for (const stretch of stretchesOn(midnight)) {
      const end = Math.min(until, midnight + stretch.until * MINUTE - offset);
      if (end <= at) continue;
      const weight = Math.round(stretch.weight * PER_WEIGHT);
      steps.begins.push((at - first) / 1_000);
      steps.ends.push((end - first) / 1_000);
      steps.weights.push(weight);
      steps.integrals.push(integral);
      integral += ((end - at) / 1_000) * weight;
      at = end;
    }
  });
  return steps;
}

/** The stretches of a local day by its midnight (wall ms). */
function dayWeights({
  comfort,
  purpose,
  restDay,
  avoid,
}: Weighing): (midnight: number) => readonly Stretch[] {
  const ordinary = dayOf(comfort ?? DEFAULT_COMFORT, purpose);
  if (!restDay && !avoid) return () => ordinary;
  const restful = raised(ordinary, WHOLE_DAY);
  return (midnight) => {
    if (restDay?.(formatDate(midnight))) return restful;
    const spans = avoid ? spansOn(midnight, avoid) : [];
    return spans.length === 0 ? ordinary : raised(ordinary, spans);
  };
}

function raised(stretches: readonly Stretch[], spans: readonly MinuteSpan[]): Stretch[] {
  const cuts = [...stretches.map(({ until }) => until), ...spans.flatMap(({ from, until }) => [from, until])];
  return [...new Set(cuts)]
    .filter((until) => until > 0)
    .sort((a, b) => a - b)
    .map((until) => {
      const { weight } = stretches.find((stretch) => until <= stretch.until)!;
      const isRaised = spans.some((span) => span.from < until && until <= span.until);
      return { until, weight: weight + (isRaised ? REST_WEIGHT : 0) };
    });
}
