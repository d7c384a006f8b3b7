import { invalidFields, RuleViolation, type Start, type StartInput } from '#contracts';
import {
  FIRST_YEAR,
  formatInstant,
  GapError,
  instantMillis,
  InvalidLocalTimeError,
  LAST_YEAR,
  localTime,
  OverlapError,
  resolve,
  toInstant,
  TZDB_VERSION,
  UnknownZoneError,
} from '#time';

const DAY = 86_400_000;

/**
 * The start that a wall time in a zone means.
 * @param path of the start in the input, for field errors
 * @throws RuleViolation `time.gap` with `{suggestions}` (wall times), `time.overlap` with `{choices}` (instants),
 *   `time.zone`, `time.local`
 */
export function resolveStart(start: StartInput, path = 'start'): Start {
  try {
    return toInstant(start);
  } catch (error) {
    throw timeViolation(error, path);
  }
}

/**
 * The start that an instant (ms) is on the clocks of a zone.
 * @param path of the instant in the input, for field errors
 * @throws RuleViolation `time.local` when they show a year that no start may be in, such as 2101
 */
export function startAt(at: number, zone: string, path = 'start'): Start {
  const { local, offset } = localTime(at, zone);
  const year = Number(local.slice(0, 4));
  if (year < FIRST_YEAR || year > LAST_YEAR) {
    const message = `would be ${local} in ${zone}, and years run from ${FIRST_YEAR} to ${LAST_YEAR}`;
    throw new RuleViolation('time.local', `The start ${message}.`, undefined, [{ path, message }]);
  }
  return { local, zone, offset, instant: formatInstant(at), tzdb: TZDB_VERSION };
}

/** A start as it is put in, by a request that we propose or make ourselves: which of two equal wall times is said. */
export function startInput({ local, zone, instant }: Pick<Start, 'local' | 'zone' | 'instant'>): StartInput {
  const { kind, instants } = resolve(local, zone);
  if (kind !== 'overlap') return { local, zone };
  return { local, zone, disambiguation: instants[0] === instant ? 'earlier' : 'later' };
}

/** Within 24 hours of the start, or after it: a change is an announced delay now (DESIGN section 9). */
export function isOnItsDay({ instant }: Pick<Start, 'instant'>, now: Date): boolean {
  return now.getTime() >= instantMillis(instant) - DAY;
}

/**
 * Refuses a start that nobody can come to any more.
 * @param path of the start in the input, for field errors
 * @throws RuleViolation `validation.failed` naming its `local`
 */
export function refusePast(
  { instant, zone }: Pick<Start, 'instant' | 'zone'>,
  now: Date,
  path = 'start',
): void {
  if (instantMillis(instant) > now.getTime()) return;
  const { local } = localTime(now.getTime(), zone);
  throw invalidFields([
    { path: `${path}.local`, message: `lies in the past: it is ${local} in ${zone} already` },
  ]);
}

/** Why a move may not lead to a start (ms); undefined when it is far enough ahead. */
export function whyTooSoon(at: number, now: Date): string | undefined {
  return at < now.getTime() + DAY
    ? 'must be at least 24 hours from now, so that everybody can be told'
    : undefined;
}

/** The library's error as a refusal; what is none of its errors stays as it is. */
export function timeViolation(error: unknown, path: string): unknown {
  const refuse = (code: RuleViolation['code'], field: string, extensions?: Record<string, unknown>) => {
    const { message } = error as Error;
    return new RuleViolation(code, message, extensions, [{ path: `${path}.${field}`, message }]);
  };
  if (error instanceof GapError) return refuse('time.gap', 'local', { suggestions: error.suggestions });
  if (error instanceof OverlapError) return refuse('time.overlap', 'local', { choices: error.choices });
  if (error instanceof UnknownZoneError) return refuse('time.zone', 'zone');
  if (error instanceof InvalidLocalTimeError) return refuse('time.local', 'local');
  return error;
}
