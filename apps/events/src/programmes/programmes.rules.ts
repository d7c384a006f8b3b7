import {
  hasLeft,
  invalidFields,
  joinPath,
  RuleViolation,
  type Event,
  type FieldError,
  type ProgrammeInput,
  type ProgrammePatch,
} from '#contracts';
import type { z } from 'zod';
import type { CityReference } from '../cities/cities.rules.js';
import type { ProgrammeEntity } from './programme.entity.js';

export function newProgramme(id: string, input: z.output<typeof ProgrammeInput>): ProgrammeEntity {
  return { id, ...input, published: false, version: 1 };
}

/** The values a patch sets; what it leaves out of a policy stays as it is. */
export function patched(
  { movePolicy, offerPolicy }: ProgrammeEntity,
  patch: z.output<typeof ProgrammePatch>,
): Partial<ProgrammeEntity> {
  return {
    ...patch,
    movePolicy: { ...movePolicy, ...patch.movePolicy },
    offerPolicy: { ...offerPolicy, ...patch.offerPolicy },
  };
}

/** Each of the programme's cities with its path. */
export function cityReferences(cities: readonly string[], under = ''): CityReference[] {
  return cities.map((slug, index) => ({ path: joinPath(under, ['cities', index]), slug }));
}

export function repeatedCities(cities: readonly string[], under = ''): FieldError[] {
  return cityReferences(cities, under)
    .filter(({ slug }, index) => cities.indexOf(slug) < index)
    .map(({ path, slug }) => ({ path, message: `names “${slug}” a second time` }));
}

/** @throws RuleViolation `validation.failed` */
export function requireDistinctCities(cities: readonly string[]): void {
  const errors = repeatedCities(cities);
  if (errors.length > 0) throw invalidFields(errors);
}

/** Cities that an event still needs, with what for: its host, and partners that have not said no. */
export function citiesInUse(events: readonly Event[]): Map<string, string> {
  const uses = new Map<string, string>();
  for (const event of events) {
    if (event.status === 'cancelled') continue;
    for (const partner of event.partners) {
      if (hasLeft(partner)) continue;
      uses.set(partner.city, `partner of the event “${event.slug}”`);
    }
    uses.set(event.hostCity, `host of the event “${event.slug}”`);
  }
  return uses;
}

/**
 * Refuses to drop a city that an event of the programme needs.
 * @throws RuleViolation `city.in-use`
 */
export function requireCitiesInUse(cities: readonly string[], events: readonly Event[]): void {
  for (const [city, use] of citiesInUse(events)) {
    if (cities.includes(city)) continue;
    throw new RuleViolation('city.in-use', `“${city}” must stay in the programme: it is ${use}.`, { city }, [
      { path: 'cities', message: `must have “${city}”, ${use}` },
    ]);
  }
}
