import { CityInput, invalidFields, joinPath, RuleViolation, type FieldError } from '#contracts';
import { checkComfort, isKnownZone } from '#time';
import type { z } from 'zod';
import type { CityEntity } from './city.entity.js';

type City = z.output<typeof CityInput>;

/** What is wrong with a city's zone, comfort profile and observances; `under` is its path in the whole input. */
export function checkCity(city: Partial<City>, under = ''): FieldError[] {
  const errors: FieldError[] = [];
  if (city.zone !== undefined && !isKnownZone(city.zone)) {
    errors.push({ path: joinPath(under, ['zone']), message: unknownZone(city.zone) });
  }
  const discomfort = city.comfort && checkComfort(city.comfort);
  if (discomfort) errors.push({ path: joinPath(under, ['comfort']), message: discomfort });
  city.observances?.forEach(({ from, to }, index) => {
    if (to >= from) return;
    errors.push({
      path: joinPath(under, ['observances', index, 'to']),
      message: `must not be before ${from}`,
    });
  });
  return errors;
}

/**
 * Refuses a city with a zone, a comfort profile or observances that make no sense.
 * @throws RuleViolation `time.zone`, `validation.failed`
 */
export function requireSoundCity(city: Partial<City>): void {
  const errors = checkCity(city);
  if (errors.length === 0) return;
  if (errors[0]!.path === 'zone') {
    throw new RuleViolation('time.zone', unknownZone(city.zone!), undefined, errors);
  }
  throw invalidFields(errors);
}

export function newCity(input: City): CityEntity {
  return { ...input, comfort: input.comfort ?? null, observances: input.observances ?? [], version: 1 };
}

/** A field in which a city stands by its slug. */
export interface CityReference {
  path: string;
  slug: string;
}

/** The references that lead to none of these cities. */
export function unknownCities(
  references: readonly CityReference[],
  known: ReadonlySet<string>,
): FieldError[] {
  return references
    .filter(({ slug }) => !known.has(slug))
    .map(({ path, slug }) => ({ path, message: `there is no city “${slug}”` }));
}

function unknownZone(zone: string): string {
  return `“${zone}” is not a zone of the tz database; write a name like “Asia/Ho_Chi_Minh”`;
}
