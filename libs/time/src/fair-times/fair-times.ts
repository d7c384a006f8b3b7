import type { Purpose } from '../comfort.js';
import { InvalidWindowError } from '../errors.js';
import { formatInstant } from '../instants.js';
import { localTime, type LocalTime } from '../local-time.js';
import { zone } from '../zones.js';
import { unitsOf } from './burden-curve.js';
import type { CityCurves } from './city-curves.js';
import type { Busy } from './exclusions.js';
import type { FairCity } from './fair-city.js';
import { rank } from './ranking.js';
import { hoursOf, searchOf } from './search.js';
import type { Grid, Window } from './window.js';

const DAY = 86_400_000;

export interface FairTimesQuery extends Window {
  /** These decide; at least one. */
  readonly required: readonly FairCity[];
  /** Break ties only. */
  readonly invited?: readonly FairCity[] | undefined;
  /** Default `ignore`: rest days, avoided and blocked periods count for nothing. */
  readonly restDays?: 'avoid' | 'ignore' | undefined;
  /** Weighted hours by which the worst burden may exceed the smallest possible one. Default 1. */
  readonly tolerance?: number | undefined;
  /** Slug of the session's own city, in which the purpose counts. */
  readonly host?: string | undefined;
  /** Default `work`. */
  readonly purpose?: Purpose | undefined;
  /** When speakers, places or cities are taken. */
  readonly busy?: readonly Busy[] | undefined;
  /** How many of the best are told. Default 5. */
  readonly limit?: number | undefined;
}

export interface FairTime {
  /** UTC with Z. */
  readonly instant: string;
  /** Weighted hours of each required city, 4 decimals. */
  readonly burdens: Record<string, number>;
  /** Largest and sum of the burdens. */
  readonly worst: number;
  readonly total: number;
  /** Of required and invited cities; the day shift counts from the host's date, without a host from the window's. */
  readonly localTimes: readonly (LocalTime & { readonly city: string; readonly burden: number })[];
}

export interface FairTimes {
  /** All starts of the window: each was looked at. */
  readonly searched: number;
  /** How many of them somebody cannot. */
  readonly excluded: number;
  /** No start has a smaller worst burden than this (weighted hours); null when every start is excluded. */
  readonly smallestWorst: number | null;
  readonly best: readonly FairTime[];
}

/**
 * The fairest starts of a window, in the order of DESIGN section 8, proven by trying every one.
 * Throws InvalidWindowError (which names the field and the limit), InvalidLocalTimeError, UnknownZoneError,
 * InvalidComfortError, InvalidInstantError.
 */
export function fairTimes(query: FairTimesQuery): FairTimes {
  const { required, invited = [], tolerance = 1, limit = 5 } = query;
  if (required.length === 0) throw new InvalidWindowError('required', 'needs at least one city');
  const { grid, curves, exclusions } = searchOf(query);
  const { best, smallestWorst } = rank(
    curves.bearersOf(required),
    curves.bearersOf(invited),
    exclusions.marks,
    { tolerance: unitsOf(tolerance * 60), limit },
  );
  return {
    searched: grid.count,
    excluded: exclusions.count,
    smallestWorst: smallestWorst === null ? null : hoursOf(smallestWorst),
    best: best.map((start) => describeStart(start, query, grid, curves)),
  };
}

function describeStart(start: number, query: FairTimesQuery, grid: Grid, curves: CityCurves): FairTime {
  const { required, invited = [] } = query;
  const at = grid.first + start * grid.stepMillis;
  const everybody = [...required, ...invited];
  const hostZone = everybody.find(({ slug }) => slug === query.host)?.zone ?? query.zone;
  const clockIn = clocksAt(at, zone(hostZone).offsetMillis(at));
  const units = everybody.map((city) => curves.of(city)[start]!);
  const hours = units.map(hoursOf);
  const deciding = units.slice(0, required.length);
  return {
    instant: formatInstant(at),
    burdens: Object.fromEntries(required.map(({ slug }, index) => [slug, hours[index]!])),
    worst: hoursOf(Math.max(...deciding)),
    total: hoursOf(deciding.reduce((sum, burden) => sum + burden, 0)),
    localTimes: everybody.map((city, index) => ({
      city: city.slug,
      ...clockIn(city.zone),
      burden: hours[index]!,
    })),
  };
}

/** What clocks show at an instant; written once for all zones of one offset. */
function clocksAt(at: number, hostOffset: number): (zoneName: string) => LocalTime {
  const hostDay = Math.floor((at + hostOffset) / DAY);
  const known = new Map<number, LocalTime>();
  return (zoneName) => {
    const offset = zone(zoneName).offsetMillis(at);
    let clock = known.get(offset);
    if (!clock) {
      // Counted in days here, because a date at either end of the known years may lie outside of them elsewhere.
      clock = { ...localTime(at, zoneName), dayShift: Math.floor((at + offset) / DAY) - hostDay };
      known.set(offset, clock);
    }
    return clock;
  };
}
