import { InvalidLocalTimeError, InvalidRecurrenceError } from '../errors.js';
import { formatDate, formatLocal, parseDate, parseLocal } from '../wall-times.js';
import { zone } from '../zones.js';
import { expandRule } from './expand.js';
import { parseRule } from './rule.js';

const DAY = 86_400_000;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

export interface SeriesPattern {
  /** The rule's first wall time (DTSTART), `2027-09-07T19:00`. */
  local: string;
  zone: string;
  /** RRULE: `FREQ=WEEKLY;INTERVAL=2;COUNT=8`. */
  rule: string;
  /** EXDATE: wall times, or days that are left out whole. */
  exclude?: readonly string[];
  /** RDATE: wall times, or days at the start's time of day. */
  include?: readonly string[];
  /** The most occurrences there may be. */
  most: number;
}

export interface Occurrences {
  /** Wall times in order, each once. */
  locals: string[];
  /** Entries of `exclude` that meet none. */
  withoutEffect: string[];
}

/**
 * The wall times of a series (RFC 5545 section 3.8.5: RRULE and RDATE, without EXDATE), in its own zone's wall time. None
 * of them is resolved: gaps and overlaps are still in.
 * Throws InvalidRecurrenceError that names the field, UnknownZoneError, InvalidLocalTimeError for the start.
 */
export function occurrences({
  local,
  zone: name,
  rule,
  exclude = [],
  include = [],
  most,
}: SeriesPattern): Occurrences {
  const where = zone(name);
  const start = parseLocal(local);
  // Excluded ones don't count, so as many more may come from the rule.
  const ruled = expandRule(parseRule(rule), start, where, most + exclude.length);
  checkFirst(ruled, start);
  const walls = new Set([
    ...ruled,
    ...include.map((text, index) => included(text, start, `include[${index}]`)),
  ]);
  const withoutEffect = exclude.filter((text, index) => {
    const gone = [...walls].filter(excludes(text, `exclude[${index}]`));
    for (const wall of gone) walls.delete(wall);
    return gone.length === 0;
  });
  if (walls.size === 0) throw new InvalidRecurrenceError('rule', 'has no occurrence that is not excluded');
  if (walls.size > most) throw new InvalidRecurrenceError('rule', `has more than ${most} occurrences`);
  return { locals: [...walls].sort((a, b) => a - b).map(formatLocal), withoutEffect };
}

/** RFC 5545 leaves undefined what a start means that its rule doesn't (section 3.8.5.3). */
function checkFirst([first]: readonly number[], start: number): void {
  if (first === start) return;
  const reason =
    first === undefined
      ? 'has no occurrence: it ends before it starts'
      : `does not meet its own start, ${formatLocal(start)}: start with ${formatLocal(first)}`;
  throw new InvalidRecurrenceError('rule', reason);
}

function included(text: string, start: number, field: string): number {
  return reading(field, () =>
    DATE.test(text) ? parseDate(text) + (start - midnightOf(start)) : parseLocal(text),
  );
}

function excludes(text: string, field: string): (wall: number) => boolean {
  return reading(field, () => {
    if (!DATE.test(text)) {
      const excluded = parseLocal(text);
      return (wall) => wall === excluded;
    }
    const day = formatDate(parseDate(text));
    return (wall) => formatDate(wall) === day;
  });
}

function reading<T>(field: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof InvalidLocalTimeError) throw new InvalidRecurrenceError(field, error.message);
    throw error;
  }
}

const midnightOf = (wall: number): number => Math.floor(wall / DAY) * DAY;
