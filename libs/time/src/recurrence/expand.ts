import { InvalidRecurrenceError } from '../errors.js';
import { LAST_YEAR } from '../tzdb.js';
import type { MeridianZone } from '../zones.js';
import type { RecurrenceRule } from './rule.js';

/*
 * Expanded in wall time alone: "wall milliseconds" as in wall-times.ts, so no zone, neither the process's nor the
 * series', can enter. A rule is read as what it says of days: of each period (day, week, month or year, every INTERVAL)
 * the days that all parts agree on, of those BYSETPOS, until COUNT or UNTIL. RFC 5545 section 3.3.10 with its table of
 * what expands and what limits comes to just that once the parts that follow from DTSTART are filled in.
 */

const DAY = 86_400_000;
const AFTER_LAST = Date.UTC(LAST_YEAR + 1, 0, 1);

/** A day with what rules ask of it. */
interface Day {
  readonly midnight: number;
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  /** ISO: 1 = Monday. */
  readonly weekday: number;
}

/**
 * The wall times (ms) of a rule from its first one on, at most `most`. `start` counts as DTSTART. `where` is the zone of
 * `start`, for an UNTIL in UTC.
 * Throws InvalidRecurrenceError: more than `most`, none, or fewer than COUNT before the year 2101. Work is bounded by the
 * days until then (48,000 at most), whatever the rule.
 */
export function expandRule(
  rule: RecurrenceRule,
  start: number,
  where: Pick<MeridianZone, 'offsetMillis'>,
  most: number,
): number[] {
  const filled = withDefaults(rule, dayOf(start));
  const timeOfDay = start - midnightOf(start);
  const end = rule.until === undefined ? AFTER_LAST : untilWall(rule.until, where);
  const found: number[] = [];
  for (let at = firstPeriod(filled, midnightOf(start)); at < AFTER_LAST && at <= end; at = next(filled, at)) {
    for (const midnight of daysOf(filled, at)) {
      const wall = midnight + timeOfDay;
      if (wall < start) continue;
      if (wall > end || midnight >= AFTER_LAST) return found;
      if (found.length === most) {
        throw new InvalidRecurrenceError('rule', `has more than ${most} occurrences`);
      }
      found.push(wall);
      if (found.length === rule.count) return found;
    }
  }
  if (rule.count !== undefined) throw neverReached(rule.count, found.length);
  return found;
}

function neverReached(count: number, found: number): InvalidRecurrenceError {
  const reason =
    found === 0
      ? `never happens until the end of ${LAST_YEAR}`
      : `comes to ${found} of its ${count} occurrences only until the end of ${LAST_YEAR}`;
  return new InvalidRecurrenceError('rule', reason);
}

/** Parts that follow from DTSTART when the rule leaves them out (RFC 5545 section 3.3.10, "Information, not contained…"). */
function withDefaults(rule: RecurrenceRule, { month, day, weekday }: Day): RecurrenceRule {
  const { freq, byWeekNo, byYearDay, byMonthDay, byDay } = rule;
  const onWeekday = [{ weekday, nth: 0 }];
  if (freq === 'WEEKLY') return byDay ? rule : { ...rule, byDay: onWeekday };
  if (freq === 'MONTHLY') return byDay || byMonthDay ? rule : { ...rule, byMonthDay: [day] };
  if (freq === 'DAILY' || byYearDay || byMonthDay || byDay) return rule;
  if (byWeekNo) return { ...rule, byDay: onWeekday };
  return { ...rule, byMonth: rule.byMonth ?? [month], byMonthDay: [day] };
}

function firstPeriod({ freq, weekStart }: RecurrenceRule, midnight: number): number {
  const { year, month, weekday } = dayOf(midnight);
  if (freq === 'DAILY') return midnight;
  if (freq === 'WEEKLY') return midnight - ((weekday - weekStart + 7) % 7) * DAY;
  return freq === 'MONTHLY' ? Date.UTC(year, month - 1, 1) : Date.UTC(year, 0, 1);
}

function next({ freq, interval }: RecurrenceRule, period: number): number {
  const { year, month } = dayOf(period);
  if (freq === 'DAILY') return period + interval * DAY;
  if (freq === 'WEEKLY') return period + interval * 7 * DAY;
  return freq === 'MONTHLY' ? Date.UTC(year, month - 1 + interval, 1) : Date.UTC(year + interval, 0, 1);
}

/** The days (midnights) of a period that the rule means. */
function daysOf(rule: RecurrenceRule, period: number): number[] {
  const end = next({ ...rule, interval: 1 }, period);
  const days: number[] = [];
  for (let midnight = period; midnight < end; midnight += DAY) {
    if (isMeant(rule, dayOf(midnight))) days.push(midnight);
  }
  if (!rule.bySetPos) return days;
  const chosen = rule.bySetPos.map((position) => days.at(position > 0 ? position - 1 : position));
  return days.filter((midnight) => chosen.includes(midnight));
}

function isMeant(rule: RecurrenceRule, day: Day): boolean {
  const { byMonth, byMonthDay, byYearDay, byWeekNo, byDay } = rule;
  if (byMonth && !byMonth.includes(day.month)) return false;
  if (byMonthDay && !meets(byMonthDay, day.day, daysInMonth(day))) return false;
  if (byYearDay && !meets(byYearDay, yearDay(day), daysInYear(day.year))) return false;
  if (byWeekNo && !meets(byWeekNo, ...weekOf(day, rule.weekStart))) return false;
  return (
    !byDay ||
    byDay.some(({ weekday, nth }) => weekday === day.weekday && (nth === 0 || isNth(rule, day, nth)))
  );
}

/** Whether a position counted from 1, out of so many, is among numbers that count from either end. */
function meets(numbers: readonly number[], position: number, outOf: number): boolean {
  return numbers.includes(position) || numbers.includes(position - outOf - 1);
}

/** Whether it is the nth day of its weekday: in the month, or in the year where a yearly rule names no month. */
function isNth({ freq, byMonth }: RecurrenceRule, day: Day, nth: number): boolean {
  const inYear = freq === 'YEARLY' && byMonth === undefined;
  const [position, length] = inYear ? [yearDay(day), daysInYear(day.year)] : [day.day, daysInMonth(day)];
  return nth > 0 ? Math.ceil(position / 7) === nth : Math.ceil((length - position + 1) / 7) === -nth;
}

/** The number of its week and how many weeks that year has; week 1 is the first with four days in it (ISO 8601). */
function weekOf(day: Day, weekStart: number): [number, number] {
  const monday = day.midnight - ((day.weekday - weekStart + 7) % 7) * DAY;
  const year = new Date(monday + 3 * DAY).getUTCFullYear();
  const first = firstWeek(year, weekStart);
  return [(monday - first) / DAY / 7 + 1, (firstWeek(year + 1, weekStart) - first) / DAY / 7];
}

function firstWeek(year: number, weekStart: number): number {
  const fourth = dayOf(Date.UTC(year, 0, 4));
  return fourth.midnight - ((fourth.weekday - weekStart + 7) % 7) * DAY;
}

function untilWall(
  until: NonNullable<RecurrenceRule['until']>,
  where: Pick<MeridianZone, 'offsetMillis'>,
): number {
  return 'wall' in until ? until.wall : until.instant + where.offsetMillis(until.instant);
}

function dayOf(wall: number): Day {
  const date = new Date(wall);
  return {
    midnight: midnightOf(wall),
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay() || 7,
  };
}

const midnightOf = (wall: number): number => Math.floor(wall / DAY) * DAY;
const daysInMonth = ({ year, month }: Day): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
const daysInYear = (year: number): number => (Date.UTC(year + 1, 0, 1) - Date.UTC(year, 0, 1)) / DAY;
const yearDay = ({ midnight, year }: Day): number => (midnight - Date.UTC(year, 0, 1)) / DAY + 1;
