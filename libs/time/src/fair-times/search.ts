import { weightedHours } from '../burden.js';
import { weightedMinutesOf } from './burden-curve.js';
import { CityCurves } from './city-curves.js';
import { Exclusions } from './exclusions.js';
import type { FairTimesQuery } from './fair-times.js';
import { gridOf, type Grid, type Window } from './window.js';

/** The starts of a window with the burdens that each brings and the ones that somebody cannot. */
export interface Search {
  readonly grid: Grid;
  readonly curves: CityCurves;
  readonly exclusions: Exclusions;
}

/** The search of a query, over its window or another one. Throws as `fairTimes`. */
export function searchOf(query: FairTimesQuery, window: Window = query): Search {
  const { required, invited = [], restDays = 'ignore', host, purpose = 'work' } = query;
  const grid = gridOf(window);
  const curves = new CityCurves(grid, { restDays, host, purpose });
  const exclusions = new Exclusions(grid);
  for (const busy of query.busy ?? []) exclusions.addBusy(busy);
  for (const city of [...required, ...invited]) {
    const blocked = restDays === 'avoid' ? city.blocked : undefined;
    exclusions.addRefused({ hours: city.hours, blocked }, curves.spansOf(city));
  }
  return { grid, curves, exclusions };
}

/** Weighted hours as shown of units. */
export const hoursOf = (units: number): number => weightedHours(weightedMinutesOf(units));
