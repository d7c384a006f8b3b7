import { invalidFields, RuleViolation, type ZonedTime, type ZonedTimeInput } from '#contracts';
import {
  GapError,
  InvalidLocalTimeError,
  OverlapError,
  toInstant,
  TZDB_VERSION,
  UnknownZoneError,
} from '#time';
import type { z } from 'zod';

/** When seats can be taken; null: no bound. */
export interface RegistrationWindow {
  readonly opens: ZonedTime | null;
  readonly closes: ZonedTime | null;
}

/**
 * The moment that a wall time in a zone means.
 * @param path of it in the input, for field errors
 * @throws RuleViolation `time.gap` with `{suggestions}` (wall times), `time.overlap` with `{choices}` (instants),
 *   `time.zone`, `time.local`
 */
export function resolveTime(time: z.output<typeof ZonedTimeInput>, path: string): ZonedTime {
  try {
    return toInstant(time);
  } catch (error) {
    throw timeViolation(error, path);
  }
}

function timeViolation(error: unknown, path: string): unknown {
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

/** @throws RuleViolation `validation.failed` for a window that closes before it opens */
export function checkWindow({ opens, closes }: RegistrationWindow): void {
  if (!opens || !closes || millis(opens) < millis(closes)) return;
  throw invalidFields([
    {
      path: 'closes',
      message: `must be later than registration opens, ${shown(opens)}; it is ${shown(closes)}`,
    },
  ]);
}

/** Why seats can't be taken now, and what would be right; null from the second it opens to the one it closes. */
export function whyRegistrationClosed(
  { opens, closes }: RegistrationWindow,
  now: Date,
): RuleViolation | null {
  if (opens && now.getTime() < millis(opens)) {
    return new RuleViolation('registration.closed', `Registration opens at ${shown(opens)}.`, { opens });
  }
  if (closes && now.getTime() >= millis(closes)) {
    return new RuleViolation('registration.closed', `Registration has closed at ${shown(closes)}.`, {
      closes,
    });
  }
  return null;
}

/**
 * The same wall time by the tzdb at hand; in an overlap the one with the offset it had. A wall time that has come to lie
 * in a gap keeps its instant.
 */
export function resolvedAnew(time: ZonedTime): ZonedTime {
  try {
    const earlier = toInstant({ ...time, disambiguation: 'earlier' });
    return earlier.offset === time.offset ? earlier : toInstant({ ...time, disambiguation: 'later' });
  } catch {
    return { ...time, tzdb: TZDB_VERSION };
  }
}

const millis = ({ instant }: ZonedTime): number => Date.parse(instant);
const shown = ({ local, zone, instant }: ZonedTime): string => `${local} in ${zone} (${instant})`;
