import { isDeepStrictEqual } from 'node:util';
import { RuleViolation } from '#contracts';

/** What counts its changes; the ETag. */
interface Versioned {
  version: number;
}

/**
 * Refuses a change that was made up against another version.
 * @param ifVersion the version the caller has seen; undefined: whatever there is
 * @throws RuleViolation `version.mismatch`
 */
export function requireVersion({ version }: Versioned, ifVersion: number | undefined): void {
  if (ifVersion === undefined || ifVersion === version) return;
  throw new RuleViolation(
    'version.mismatch',
    `This is version ${version} by now, not ${ifVersion}: read it again and repeat the change.`,
    { version },
  );
}

/** Those of the values that the object does not have yet; values that are undefined are left as they are. */
export function differences<T extends object>(object: T, values: Partial<T>): Partial<T> {
  const entries = Object.entries(values) as [keyof T & string, unknown][];
  return Object.fromEntries(
    entries.filter(([key, value]) => value !== undefined && !isDeepStrictEqual(object[key], value)),
  ) as Partial<T>;
}

/**
 * Gives the object these values and the next version.
 * @returns whether anything differed; if not, the version stays, and there is nothing to tell
 */
export function change<T extends Versioned>(object: T, values: Partial<T>): boolean {
  const changed = differences(object, values);
  if (Object.keys(changed).length === 0) return false;
  Object.assign(object, changed);
  object.version += 1;
  return true;
}
