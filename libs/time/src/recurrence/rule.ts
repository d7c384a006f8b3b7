import { InvalidRecurrenceError, quote } from '../errors.js';
import { instantMillis } from '../instants.js';
import { parseDate, parseLocal } from '../wall-times.js';

const DAY = 86_400_000;

export type Frequency = 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';

/** A rule as RFC 5545 section 3.3.10 writes it, without parts below a day. */
export interface RecurrenceRule {
  readonly freq: Frequency;
  readonly interval: number;
  /** Occurrences, the first included. Either this or `until`. */
  readonly count: number | undefined;
  /** The last wall time (ms) that still counts, or an instant (ms) in UTC. */
  readonly until: { readonly wall: number } | { readonly instant: number } | undefined;
  /** ISO weekday on which weeks begin: 1 = Monday. */
  readonly weekStart: number;
  readonly byMonth: readonly number[] | undefined;
  readonly byWeekNo: readonly number[] | undefined;
  readonly byYearDay: readonly number[] | undefined;
  readonly byMonthDay: readonly number[] | undefined;
  /** ISO weekdays; `nth` in the month or year from its start (1) or end (-1), 0 for each. */
  readonly byDay: readonly { readonly weekday: number; readonly nth: number }[] | undefined;
  readonly bySetPos: readonly number[] | undefined;
}

const FREQUENCIES: readonly string[] = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] satisfies Frequency[];
const BELOW_A_DAY: readonly string[] = ['SECONDLY', 'MINUTELY', 'HOURLY'];
const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const PARTS = [
  'FREQ',
  'INTERVAL',
  'COUNT',
  'UNTIL',
  'WKST',
  'BYMONTH',
  'BYWEEKNO',
  'BYYEARDAY',
  'BYMONTHDAY',
  'BYDAY',
  'BYSETPOS',
] as const;
type Part = (typeof PARTS)[number];

/** The largest INTERVAL: the years between 1970 and 2100 have no room for more. */
export const MOST_INTERVAL = 1_000;

/**
 * Reads a rule, `FREQ=WEEKLY;INTERVAL=2;COUNT=8`, in any order and letter case. It must end, by COUNT or UNTIL. Rules that
 * RFC 5545 leaves undefined or forbids, and times of day (BYHOUR …: the start has one), are refused.
 * Throws InvalidRecurrenceError that names `rule`.
 */
export function parseRule(text: string): RecurrenceRule {
  const parts = partsOf(text);
  const one = <T>(part: Part, read: (value: string, part: Part) => T): T | undefined => {
    const value = parts.get(part);
    return value === undefined ? undefined : read(value, part);
  };
  const many = <T>(part: Part, read: (value: string, part: Part) => T): T[] | undefined =>
    one(part, (value) => value.split(',').map((item) => read(item, part)));
  const rule: RecurrenceRule = {
    freq: one('FREQ', frequency) ?? refuse('needs a FREQ, like FREQ=WEEKLY'),
    interval: one('INTERVAL', number(1, MOST_INTERVAL)) ?? 1,
    count: one('COUNT', number(1, 1_000_000)),
    until: one('UNTIL', until),
    weekStart: one('WKST', (value) => weekday(value, 'WKST')) ?? 1,
    byMonth: many('BYMONTH', number(1, 12)),
    byWeekNo: many('BYWEEKNO', fromEitherEnd(53)),
    byYearDay: many('BYYEARDAY', fromEitherEnd(366)),
    byMonthDay: many('BYMONTHDAY', fromEitherEnd(31)),
    byDay: many('BYDAY', nthWeekday),
    bySetPos: many('BYSETPOS', fromEitherEnd(366)),
  };
  checkTogether(rule);
  return rule;
}

function partsOf(text: string): Map<string, string> {
  const parts = new Map<string, string>();
  for (const pair of text.trim().toUpperCase().split(';')) {
    const match = /^([A-Z-]+)=([A-Z0-9,+-]+)$/.exec(pair);
    if (!match) refuse(`${quote(pair)} is no part of a rule: write NAME=VALUE, joined by semicolons`);
    const [, name, value] = match as unknown as [string, string, string];
    if (['BYHOUR', 'BYMINUTE', 'BYSECOND'].includes(name)) {
      refuse(`${name} is not taken: the start says the time of day; make a series for each`);
    }
    if (!(PARTS as readonly string[]).includes(name)) {
      refuse(`${quote(name)} is no part of a rule; there are ${PARTS.join(', ')}`);
    }
    if (parts.has(name)) refuse(`${name} stands twice`);
    parts.set(name, value);
  }
  return parts;
}

function checkTogether(rule: RecurrenceRule): void {
  const { freq, count, until, byDay, bySetPos } = rule;
  if (count === undefined && until === undefined) refuse('is endless: say how often (COUNT=8) or UNTIL when');
  if (count !== undefined && until !== undefined) refuse('has both COUNT and UNTIL: say one of them');
  if (freq !== 'YEARLY' && rule.byWeekNo) refuse('BYWEEKNO is only for FREQ=YEARLY');
  if (freq !== 'YEARLY' && rule.byYearDay) refuse('BYYEARDAY is only for FREQ=YEARLY');
  if (freq === 'WEEKLY' && rule.byMonthDay) refuse('BYMONTHDAY is not for FREQ=WEEKLY');
  const hasNth = byDay?.some(({ nth }) => nth !== 0);
  if (hasNth && (freq === 'DAILY' || freq === 'WEEKLY')) {
    refuse(`BYDAY has no numbers with FREQ=${freq}: “1MO” is the first Monday of a month or year`);
  }
  if (hasNth && rule.byWeekNo) refuse('BYDAY has no numbers together with BYWEEKNO');
  const others = [rule.byMonth, rule.byWeekNo, rule.byYearDay, rule.byMonthDay, byDay];
  if (bySetPos && others.every((part) => part === undefined)) {
    refuse('BYSETPOS needs another BY part to choose from');
  }
}

function frequency(value: string): Frequency {
  if (BELOW_A_DAY.includes(value)) refuse(`FREQ=${value} is too often: a series repeats daily at most`);
  if (!FREQUENCIES.includes(value)) refuse(`FREQ is one of ${FREQUENCIES.join(', ')}, not ${quote(value)}`);
  return value as Frequency;
}

function number(min: number, max: number) {
  return (value: string, part: Part): number => {
    const read = /^\d{1,7}$/.test(value) ? Number(value) : NaN;
    if (read >= min && read <= max) return read;
    return refuse(`${part} has whole numbers from ${min} to ${max}, not ${quote(value)}`);
  };
}

/** From 1 to `max`, or from -1 (the last) back to -`max`. */
function fromEitherEnd(max: number) {
  return (value: string, part: Part): number => {
    const read = /^[+-]?\d{1,3}$/.test(value) ? Number(value) : 0;
    if (read !== 0 && Math.abs(read) <= max) return read;
    return refuse(`${part} has numbers from 1 to ${max} or from -1 to -${max}, not ${quote(value)}`);
  };
}

function nthWeekday(value: string): { weekday: number; nth: number } {
  const match = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(value);
  if (!match) return refuse(`BYDAY has days like TU, 1MO or -1FR, not ${quote(value)}`);
  const nth = match[1] === undefined ? 0 : Number(match[1]);
  if (match[1] !== undefined && (nth === 0 || Math.abs(nth) > 53)) {
    refuse(`BYDAY counts from 1 to 53 or from -1 to -53, not ${quote(value)}`);
  }
  return { weekday: weekday(match[2]!, 'BYDAY'), nth };
}

function weekday(value: string, part: Part): number {
  const index = WEEKDAYS.indexOf(value);
  return index === -1 ? refuse(`${part} has days of ${WEEKDAYS.join(', ')}, not ${quote(value)}`) : index + 1;
}

/** A day (all of it), a wall time, or an instant in UTC. */
function until(value: string): { wall: number } | { instant: number } {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z)?)?$/.exec(value);
  if (!match) {
    return refuse(
      `UNTIL is a day (20270930), a wall time (20270930T190000) or an instant (20270930T120000Z)`,
    );
  }
  const [, year, month, day, hour, minute, second, isUtc] = match;
  const date = `${year}-${month}-${day}`;
  try {
    if (hour === undefined) return { wall: parseDate(date) + DAY - 1 };
    const local = `${date}T${hour}:${minute}:${second}`;
    const wall = parseLocal(local);
    return isUtc ? { instant: instantMillis(`${local}Z`) } : { wall };
  } catch (error) {
    return refuse(`UNTIL: ${(error as Error).message}`);
  }
}

function refuse(reason: string): never {
  throw new InvalidRecurrenceError('rule', reason);
}
