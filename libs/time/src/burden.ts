import { DEFAULT_COMFORT, dayOf, type Comfort, type Purpose } from './comfort.js';
import { spansOn, WHOLE_DAY, type LocalPeriod } from './fair-times/day-spans.js';
import { instantMillis, type Instant } from './instants.js';
import { formatDate } from './wall-times.js';
import { zone } from './zones.js';

const MINUTE = 60_000;
const DAY = 86_400_000;
const REST_DAY_WEIGHT = 2;

export interface BurdenQuery {
  startInstant: Instant;
  durationMinutes: number;
  /** The city's zone. */
  zone: string;
  /** The city's own profile; the table of DESIGN section 8 when absent. */
  comfort?: Comfort | undefined;
  /** What the session is for; changes the weights of the session's own city only. Default `work`. */
  purpose?: Purpose | undefined;
  /** Whether this is the session's own city. */
  isHost: boolean;
  /** With `restDays: avoid`: whether a local date (`YYYY-MM-DD`) is one; adds 2 per hour. */
  restDay?: ((localDate: string) => boolean) | undefined;
  /** With `restDays: avoid`: days, or hours of days, that add 2 per hour; once where they are rest days as well. */
  avoid?: readonly LocalPeriod[] | undefined;
}

/**
 * Weighted minutes: Σ minutes × weight over the minutes that really pass between start and end, across
 * midnight and clock changes, by the local time at each of them (DESIGN section 8). Whole as long as weights
 * and times are; use it where burdens are summed or compared.
 * Throws UnknownZoneError, InvalidInstantError, InvalidComfortError.
 */
export function burdenMinutes(query: BurdenQuery): number {
  const where = zone(query.zone);
  const stretches = dayOf(query.comfort ?? DEFAULT_COMFORT, (query.isHost && query.purpose) || 'work');
  const start = instantMillis(query.startInstant);
  const end = start + query.durationMinutes * MINUTE;
  let weighted = 0;
  for (let at = start; at < end;) {
    const wall = at + where.offsetMillis(at);
    const midnight = Math.floor(wall / DAY) * DAY;
    const stretch = stretches.find(({ until }) => wall < midnight + until * MINUTE)!;
    const spans = query.restDay?.(formatDate(midnight)) ? WHOLE_DAY : spansOn(midnight, query.avoid ?? []);
    const minute = (wall - midnight) / MINUTE;
    const rest = spans.some(({ from, until }) => from <= minute && minute < until) ? REST_DAY_WEIGHT : 0;
    const edges = spans.flatMap(({ from, until }) => [from, until]).filter((edge) => edge > minute);
    const stretchEnd = at + (Math.min(stretch.until, ...edges) - minute) * MINUTE;
    const next = Math.min(end, stretchEnd, where.nextTransition(at));
    weighted += ((next - at) / MINUTE) * (stretch.weight + rest);
    at = next;
  }
  return weighted;
}

/**
 * Burden in weighted hours, as shown: weighted minutes / 60, rounded to 4 decimals (a minute of weight 1 is
 * 0.0167). Quarter hours come out exact. Arguments and errors as in `burdenMinutes`.
 */
export function burden(query: BurdenQuery): number {
  return weightedHours(burdenMinutes(query));
}

/** Weighted minutes shown as weighted hours, 4 decimals. */
export function weightedHours(weightedMinutes: number): number {
  return Math.round((weightedMinutes / 60) * 10_000) / 10_000;
}
