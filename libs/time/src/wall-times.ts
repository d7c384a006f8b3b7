import { InvalidLocalTimeError, quote } from './errors.js';
import { FIRST_YEAR, LAST_YEAR } from './tzdb.js';

/*
 * Wall times and dates are computed with as if they were UTC: "wall milliseconds" are what Date.UTC makes of
 * the digits. No zone, and so no skipped or doubled hour, can enter the arithmetic.
 */

const DAY = 86_400_000;
const LOCAL = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?$/;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const WITH_OFFSET = /T.*(?:Z|[+-]\d{2}(?::?\d{2})?)(?:\[.*\])?$/i;
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/**
 * Wall milliseconds of `YYYY-MM-DDTHH:mm[:ss]`, years 1970 to 2100. Throws InvalidLocalTimeError for
 * everything else, saying what would be right.
 */
export function parseLocal(local: string): number {
  const match = typeof local === 'string' ? LOCAL.exec(local) : null;
  if (!match) throw new InvalidLocalTimeError(whatIsWrong(local));
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const midnight = checkedDate(local, year, month, day);
  if (hour === 24 && minute === 0 && second === 0) {
    throw new InvalidLocalTimeError(
      `${quote(local)}: hours run from 00 to 23; write ${formatDate(midnight + DAY)}T00:00 for the end of that day`,
    );
  }
  if (hour > 23) throw new InvalidLocalTimeError(`${quote(local)}: hours run from 00 to 23`);
  if (minute > 59) throw new InvalidLocalTimeError(`${quote(local)}: minutes run from 00 to 59`);
  if (second > 59) throw new InvalidLocalTimeError(`${quote(local)}: seconds run from 00 to 59`);
  return midnight + ((hour * 60 + minute) * 60 + second) * 1000;
}

/** `2027-06-10T19:00:00`: always with seconds, so that equal wall times are equal text. */
export function formatLocal(wallMillis: number): string {
  return new Date(wallMillis).toISOString().slice(0, 19);
}

/** Wall milliseconds of midnight of a local date `YYYY-MM-DD`, from 1970 to 2100 or so many years around. Throws InvalidLocalTimeError. */
export function parseDate(date: string, yearsAround = 0): number {
  const match = typeof date === 'string' ? DATE.exec(date) : null;
  if (!match) {
    throw new InvalidLocalTimeError(`${quote(date)} is not a date: write YYYY-MM-DD, for example 2027-06-10`);
  }
  return checkedDate(date, Number(match[1]), Number(match[2]), Number(match[3]), yearsAround);
}

/** `2027-06-10` */
export function formatDate(wallMillis: number): string {
  return new Date(wallMillis).toISOString().slice(0, 10);
}

/** Whole days from one local date (`YYYY-MM-DD`) to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((shownDate(to) - shownDate(from)) / DAY);
}

/** The local date so many days later (or, below zero, earlier). */
export function addDays(date: string, days: number): string {
  return formatDate(shownDate(date) + days * DAY);
}

/** ISO 8601 weekday of a local date: 1 = Monday … 7 = Sunday, the numbers of a city's `weekend`. */
export function isoWeekday(date: string): number {
  return new Date(shownDate(date)).getUTCDay() || 7;
}

/** As `parseDate`, of a date that clocks show: far from who wrote a time down it may be a day before 1970 or after 2100. */
function shownDate(date: string): number {
  return parseDate(date, 1);
}

function checkedDate(text: string, year: number, month: number, day: number, margin = 0): number {
  if (year < FIRST_YEAR - margin || year > LAST_YEAR + margin) {
    throw new InvalidLocalTimeError(`${quote(text)}: years run from ${FIRST_YEAR} to ${LAST_YEAR}`);
  }
  if (month < 1 || month > 12) throw new InvalidLocalTimeError(`${quote(text)}: months run from 01 to 12`);
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (day < 1 || day > days) {
    throw new InvalidLocalTimeError(`${quote(text)}: ${MONTHS[month - 1]} ${year} has days 01 to ${days}`);
  }
  return Date.UTC(year, month - 1, day);
}

function whatIsWrong(local: unknown): string {
  if (typeof local === 'string' && WITH_OFFSET.test(local)) {
    return `${quote(local)}: a wall time has no offset and no Z; write YYYY-MM-DDTHH:mm and give the zone beside it`;
  }
  return `${quote(local)} is not a wall time: write YYYY-MM-DDTHH:mm or YYYY-MM-DDTHH:mm:ss, for example 2027-06-10T19:00`;
}
