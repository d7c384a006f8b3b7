import { ProgrammeFile, type FieldError } from '#contracts';
import type { z } from 'zod';

type Container = Record<PropertyKey, unknown>;

/** Leaving out, then standing in, at two depths: more repairs would leave little of the file. */
const ROUNDS = 4;

/** What stands in for a required value of another shape; without one here, the file cannot be mended. */
const STAND_INS: Record<string, unknown> = {
  format: 'meridian/programme@1',
  name: 'x',
  title: 'x',
  label: 'x',
  country: 'XX',
  zone: 'Etc/UTC',
  languages: ['en'],
  latitude: 0,
  longitude: 0,
  startsOn: '2027-01-01',
  endsOn: '2027-01-01',
  durationMinutes: 1,
  capacity: null,
  mode: 'online',
  modes: ['online'],
  kind: 'encore',
};

/** Lists of single values, which are left out whole: a slug could stand in for none of their items. */
const VALUE_LISTS = new Set(['languages', 'modes', 'weekend', 'reminderRules']);

/**
 * The file without the values that its schema refuses, so that the services can check the rest; null when what is
 * refused says too much about the rest. Everything stays at its path.
 */
export function mendedFile(body: unknown): ProgrammeFile | null {
  const copy = structuredClone(body);
  let parsed = ProgrammeFile.safeParse(copy);
  for (let round = 0; round < ROUNDS && !parsed.success; round += 1) {
    for (const [index, issue] of parsed.error.issues.entries()) mend(copy, issue, `${round}-${index}`);
    parsed = ProgrammeFile.safeParse(copy);
  }
  return parsed.success ? parsed.data : null;
}

/** Those of the errors found in a mended file that the mending itself cannot have made. */
export function apartFrom(faults: readonly FieldError[], errors: readonly FieldError[]): FieldError[] {
  const mended = faults.flatMap(({ path }) => [path, ...dependentsOf(path)]);
  const parents = new Set(faults.map(({ path }) => path.slice(0, path.lastIndexOf('.'))));
  return errors.filter(
    ({ path }) =>
      !parents.has(path) &&
      !mended.some((at) => path === at || path.startsWith(`${at}.`) || path.startsWith(`${at}[`)),
  );
}

function mend(file: unknown, issue: z.core.$ZodIssue, unique: string): void {
  if (issue.code === 'unrecognized_keys') {
    const container = containerAt(file, issue.path);
    for (const key of issue.keys) delete container?.[key];
    return;
  }
  const isInValueList = VALUE_LISTS.has(String(issue.path.at(-2)));
  const path = isInValueList ? issue.path.slice(0, -1) : issue.path;
  const key = path.at(-1);
  const container = containerAt(file, path.slice(0, -1));
  if (key === undefined || !container) return;
  // What is optional may be left out; taking an item out of a list would move the others.
  if (typeof key === 'string' && key in container) Reflect.deleteProperty(container, key);
  else if (typeof key === 'number') container[key] = itemInPlaceOf(container[key], unique);
  else container[key] = key === 'slug' ? `stand-in-${unique}` : STAND_INS[String(key)];
}

/** First taken for an object, and when it turns out to be none, for a slug. */
function itemInPlaceOf(item: unknown, unique: string): unknown {
  const wasTried = typeof item === 'object' && item !== null && Object.keys(item).length === 0;
  return wasTried ? `stand-in-${unique}` : {};
}

function containerAt(file: unknown, path: readonly PropertyKey[]): Container | undefined {
  let at = file;
  for (const key of path) at = (at as Container | null | undefined)?.[key];
  return typeof at === 'object' && at !== null ? (at as Container) : undefined;
}

/** Fields that are checked against the field at this path. */
function dependentsOf(path: string): string[] {
  const object = path.slice(0, path.lastIndexOf('.'));
  if (path.endsWith('.startsOn')) return [`${object}.endsOn`];
  if (path.endsWith('.capacity')) return [`${object}.allocations`];
  return [];
}
