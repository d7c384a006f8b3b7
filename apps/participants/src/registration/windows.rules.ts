import { invalidFields, RuleViolation, type ZonedTime, type ZonedTimeInput } from '#contracts';
import {
  compareTzdb,
  GapError,
  InvalidLocalTimeError,
  isKnownZone,
  OverlapError,
  PINNED,
  resolve,
  toInstant,
  UnknownZoneError,
  type Tzdb,
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
 * The same wall time by another tzdb: it is what was said, so the instant follows. Where clocks show it twice it keeps its
 * instant, or else its offset, or else is the earlier one. One that has come to lie in a gap, or whose zone there is no
 * more, keeps its instant.
 */
export function resolvedAnew(time: ZonedTime, tzdb: Tzdb = PINNED): ZonedTime {
  const kept = { ...time, tzdb: tzdb.version };
  if (!isKnownZone(time.zone, tzdb)) return kept;
  const { instants, offsets } = resolve(time.local, time.zone, tzdb);
  const same = instants.findIndex((instant) => Date.parse(instant) === millis(time));
  const index = same === -1 ? Math.max(0, offsets.indexOf(time.offset)) : same;
  const [instant, offset] = [instants[index], offsets[index]];
  return instant === undefined ? kept : { ...kept, instant, offset: offset! };
}

/** What stored versions ask of a process with this one: read again those that are older, and nothing beside newer ones. */
export function versionsBeside(
  pinned: string,
  stored: readonly string[],
): { older: string[]; newer: string[] } {
  return {
    older: stored.filter((version) => compareTzdb(version, pinned) < 0),
    newer: stored.filter((version) => compareTzdb(version, pinned) > 0),
  };
}

const millis = ({ instant }: ZonedTime): number => Date.parse(instant);
const shown = ({ local, zone, instant }: ZonedTime): string => `${local} in ${zone} (${instant})`;
