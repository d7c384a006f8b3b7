import {
  invalidFields,
  MOST_OCCURRENCES,
  RuleViolation,
  type OnGap,
  type Start,
  type StartInput,
} from '#contracts';
import {
  formatLocal,
  GapError,
  InvalidRecurrenceError,
  occurrences,
  OverlapError,
  parseLocal,
  toInstant,
} from '#time';
import { timeViolation } from '../scheduling/start.rules.js';

/** When a series takes place. */
export interface Pattern {
  start: StartInput;
  rule: string;
  exclude: readonly string[];
  include: readonly string[];
  onGap: OnGap | null;
}

export interface PlacedOccurrence {
  /** The wall time of the rule. */
  occurrence: string;
  start: Start;
}

export interface Placed {
  occurrences: PlacedOccurrence[];
  /** Wall times left out because the clocks skip them. */
  skipped: string[];
  /** Exclusions that meet nothing. */
  withoutEffect: string[];
}

/** An occurrence that its zone's clocks skip or show twice. */
interface Undecided {
  occurrence: string;
  kind: 'gap' | 'overlap';
  suggestions?: string[];
  choices?: string[];
}

/**
 * The occurrences of a series with their starts: expanded in its own wall time, and then resolved one by one.
 * @throws RuleViolation `validation.failed` naming `rule`, `exclude[i]`, `include[i]`; `time.zone`, `time.local`; `time.gap`
 *   or `time.overlap` with `{occurrences}`, each with its `suggestions` or `choices`, while nobody has said what to do
 */
export function placeOccurrences(pattern: Pattern): Placed {
  const { locals, withoutEffect } = expand(pattern);
  const undecided: Undecided[] = [];
  const skipped: string[] = [];
  const placed = locals.flatMap((occurrence): PlacedOccurrence[] => {
    try {
      return [{ occurrence, start: place(occurrence, pattern) }];
    } catch (error) {
      if (error instanceof GapError && pattern.onGap === 'skip') skipped.push(occurrence);
      else if (error instanceof GapError) {
        undecided.push({ occurrence, kind: 'gap', suggestions: error.suggestions });
      } else if (error instanceof OverlapError) {
        undecided.push({ occurrence, kind: 'overlap', choices: error.choices });
      } else throw timeViolation(error, 'start');
      return [];
    }
  });
  if (undecided.length > 0) throw askBack(undecided);
  checkDistinct(placed);
  if (placed.length === 0) throw invalidFields([{ path: 'rule', message: 'has no occurrence that exists' }]);
  return { occurrences: placed, skipped, withoutEffect };
}

function expand({ start, rule, exclude, include }: Pattern): ReturnType<typeof occurrences> {
  try {
    return occurrences({ ...start, rule, exclude, include, most: MOST_OCCURRENCES });
  } catch (error) {
    if (error instanceof InvalidRecurrenceError) {
      throw invalidFields([{ path: error.field, message: error.reason }]);
    }
    throw timeViolation(error, 'start');
  }
}

function place(local: string, { start, onGap }: Pattern): Start {
  const { zone, disambiguation } = start;
  try {
    return toInstant({ local, zone, disambiguation });
  } catch (error) {
    if (!(error instanceof GapError) || onGap === null || onGap === 'skip') throw error;
    const [earlier, later] = error.suggestions as [string, string];
    return toInstant({ local: onGap === 'earlier' ? earlier : later, zone, disambiguation });
  }
}

/** Every occurrence that nobody has decided about, and how to decide for all. */
function askBack(undecided: readonly Undecided[]): RuleViolation {
  const [first] = undecided as [Undecided];
  const gaps = undecided.filter(({ kind }) => kind === 'gap');
  const ways = [
    gaps.length > 0 && 'say “onGap”: “earlier”, “later” or “skip”, or exclude them',
    gaps.length < undecided.length && 'say “start.disambiguation”: “earlier” or “later”',
  ].filter(Boolean);
  const detail = `The clocks skip or repeat ${undecided.length} of its wall times (${first.occurrence} …): ${ways.join('; ')}.`;
  const errors = undecided.map(({ occurrence, kind, suggestions, choices }) => ({
    path: kind === 'gap' ? 'onGap' : 'start.disambiguation',
    message:
      kind === 'gap'
        ? `${occurrence} does not exist; there are ${suggestions!.join(' and ')}`
        : `${occurrence} happens twice, at ${choices!.join(' and ')}`,
  }));
  const code = gaps.length > 0 ? 'time.gap' : 'time.overlap';
  // The first one's, as for a single session; `occurrences` has all.
  const { suggestions, choices } = gaps[0] ?? first;
  return new RuleViolation(
    code,
    detail,
    { occurrences: undecided, ...(suggestions && { suggestions }), ...(choices && { choices }) },
    errors,
  );
}

/** Leaving a gap, an occurrence can land on the next one. */
function checkDistinct(placed: readonly PlacedOccurrence[]): void {
  const seen = new Map<string, string>();
  for (const { occurrence, start } of placed) {
    const other = seen.get(start.instant);
    if (other !== undefined) {
      const message = `${occurrence} would start together with ${other}, at ${start.local}: exclude one of them`;
      throw invalidFields([{ path: 'onGap', message }]);
    }
    seen.set(start.instant, occurrence);
  }
}

/**
 * Which occurrence becomes which when the pattern changes: moved along with the series' start; else the one of the same
 * day; the others have no successor.
 * @param old their wall times
 * @param shiftMs how much later the series starts now, in wall time
 * @returns old wall time → new wall time
 */
export function successors(
  old: readonly string[],
  next: readonly string[],
  shiftMs: number,
): Map<string, string> {
  const left = new Set(next);
  const found = new Map<string, string>();
  const claim = (from: string, to: string | undefined) => {
    if (to === undefined || !left.delete(to)) return;
    found.set(from, to);
  };
  for (const wall of old) claim(wall, formatLocal(parseLocal(wall) + shiftMs));
  for (const wall of old) {
    if (!found.has(wall))
      claim(
        wall,
        [...left].find((other) => other.slice(0, 10) === wall.slice(0, 10)),
      );
  }
  return found;
}

/**
 * How much later a series starts now, in wall time (ms).
 * @throws RuleViolation `time.local` when the new one is no wall time
 */
export function shiftOf(before: Pick<StartInput, 'local'>, after: Pick<StartInput, 'local'>): number {
  try {
    return parseLocal(after.local) - parseLocal(before.local);
  } catch (error) {
    throw timeViolation(error, 'start');
  }
}

/** Wall times that are left out, shifted along with the series; a day that is left out stays that day. */
export function shifted(exclude: readonly string[], shiftMs: number): string[] {
  if (shiftMs === 0) return [...exclude];
  return exclude.map((text) => (isDay(text) ? text : formatLocal(parseLocal(text) + shiftMs)));
}

function isExcluded(wall: string, exclude: readonly string[]): boolean {
  return exclude.some((text) =>
    isDay(text) ? wall.slice(0, 10) === text : formatLocal(parseLocal(text)) === wall,
  );
}

const isDay = (text: string) => text.length === 10;

/** A session of a series, as far as a new pattern goes. */
export interface Member {
  occurrence: string;
  /** Cancelled because an earlier pattern had no place for it: the wall time is free again. */
  isGone: boolean;
  /** It has begun: nothing of it changes any more. */
  isOver: boolean;
  /** Its start was changed, or it was cancelled, for it alone: it keeps what it has, and its place in the series. */
  isException: boolean;
  isCancelled: boolean;
}

export interface Rearrangement<M extends Member> {
  /** What becomes of those that are still to come. */
  moved: Map<M, PlacedOccurrence>;
  /** They have no place any more. */
  dropped: M[];
  /** Still to come, and nobody's yet. */
  added: PlacedOccurrence[];
}

/**
 * What a new pattern makes of the sessions of a series. A rule alone never drops what was changed for it alone; who
 * excludes its occurrence by name means it.
 */
export function rearrange<M extends Member>(
  members: readonly M[],
  { occurrences: placed, exclude }: { occurrences: readonly PlacedOccurrence[]; exclude: readonly string[] },
  shiftMs: number,
  now: Date,
): Rearrangement<M> {
  const present = members.filter(({ isGone }) => !isGone);
  const byWall = new Map(placed.map((one) => [one.occurrence, one]));
  const next = successors(
    present.map(({ occurrence }) => occurrence),
    [...byWall.keys()],
    shiftMs,
  );
  const toCome = present.filter(({ isOver }) => !isOver);
  const taken = new Set(next.values());
  return {
    moved: new Map(
      toCome.flatMap((member): [M, PlacedOccurrence][] => {
        const wall = next.get(member.occurrence);
        return wall === undefined ? [] : [[member, byWall.get(wall)!]];
      }),
    ),
    dropped: toCome.filter(
      ({ occurrence, isException, isCancelled }) =>
        !next.has(occurrence) &&
        !isCancelled &&
        (!isException || isExcluded(formatLocal(parseLocal(occurrence) + shiftMs), exclude)),
    ),
    added: placed.filter(
      ({ occurrence, start }) => !taken.has(occurrence) && Date.parse(start.instant) > now.getTime(),
    ),
  };
}
