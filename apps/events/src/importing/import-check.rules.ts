import type { FieldError, FileEvent, ProgrammeFile } from '#contracts';
import { joinPath } from '#contracts';
import { checkCity, unknownCities, type CityReference } from '../cities/cities.rules.js';
import { checkEvent } from '../events/events.rules.js';
import { isPast, whyNotPartner } from '../partners/partners.rules.js';
import { cityReferences, citiesInUse, repeatedCities } from '../programmes/programmes.rules.js';
import { kindOf, planImport, type EventStep, type ImportPlan, type Known } from './import-plan.rules.js';

/** Who asks, and when. */
export interface CheckContext {
  mayWriteCities: boolean;
  now: Date;
}

/**
 * Everything that is wrong with the part of a file that events owns, and with its references to cities, slugs and
 * modes throughout the file; times, relations, speakers, places and capacities are checked by their owners.
 */
export function checkFile(file: ProgrammeFile, known: Known, context: CheckContext): FieldError[] {
  const plan = planImport(file, known);
  const cities = new Set([...known.cities, ...file.cities].map(({ slug }) => slug));
  const unknown = unknownCities(referencesIn(file), cities);
  const others = [
    ...repeats('cities', file.cities, 'slug'),
    ...checkCities(plan, context),
    ...repeatedCities(file.programme.cities, 'programme'),
    ...checkCitiesInUse(file, known),
    ...repeats('events', file.events, 'slug'),
    ...plan.events.flatMap((event) => [
      ...checkInside(event.path, event.input),
      ...checkEventStep(event, file.programme.cities, context),
    ]),
  ];
  // A city that does not exist at all is one mistake, not also one of a programme without it.
  const explained = new Set(unknown.map(({ path }) => path));
  return [...unknown, ...others.filter(({ path }) => !explained.has(path))];
}

/** Every place of the file where a city stands by its slug, with its path. */
export function referencesIn(file: ProgrammeFile): CityReference[] {
  return [
    ...cityReferences(file.programme.cities, 'programme'),
    ...file.events.flatMap((event, index) => eventReferences(`events[${index}]`, event)),
  ];
}

function eventReferences(path: string, event: FileEvent): CityReference[] {
  const at = (slug: string | undefined, ...parts: PropertyKey[]): CityReference[] =>
    slug === undefined ? [] : [{ path: joinPath(path, parts), slug }];
  return [
    ...at(event.hostCity, 'hostCity'),
    ...event.places.flatMap(({ city }, i) => at(city, 'places', i, 'city')),
    ...event.speakers.flatMap(({ city }, i) => at(city, 'speakers', i, 'city')),
    ...event.partners.flatMap(({ city }, i) => at(city, 'partners', i, 'city')),
    ...event.sessions.flatMap(({ parts, slots }, i) => [
      ...Object.keys(parts ?? {}).flatMap((city) => at(city, 'sessions', i, 'parts', city)),
      ...slots.flatMap(({ allocations }, k) =>
        Object.keys(allocations).flatMap((city) => at(city, 'sessions', i, 'slots', k, 'allocations', city)),
      ),
    ]),
  ];
}

function checkCities({ cities }: ImportPlan, { mayWriteCities }: CheckContext): FieldError[] {
  return cities.flatMap((step) => {
    const errors = checkCity(step.input, step.path);
    if (!mayWriteCities && kindOf(step) !== 'keep') {
      const verb = step.existing ? 'change' : 'add';
      errors.push({ path: step.path, message: `only an admin may ${verb} the city “${step.input.slug}”` });
    }
    return errors;
  });
}

/** Events that exist keep their cities, whether the file names them or not. */
function checkCitiesInUse({ programme }: ProgrammeFile, { events }: Known): FieldError[] {
  return [...citiesInUse(events)]
    .filter(([city]) => !programme.cities.includes(city))
    .map(([city, use]) => ({ path: 'programme.cities', message: `must have “${city}”, ${use}` }));
}

/** Slugs, cities and modes that may stand once in an event. */
function checkInside(path: string, event: FileEvent): FieldError[] {
  return [
    ...repeats(`${path}.places`, event.places, 'slug'),
    ...repeats(`${path}.speakers`, event.speakers, 'slug'),
    ...repeats(`${path}.partners`, event.partners, 'city'),
    ...repeats(`${path}.sessions`, event.sessions, 'slug'),
    ...event.sessions.flatMap(({ slots }, index) =>
      repeats(`${path}.sessions[${index}].slots`, slots, 'mode'),
    ),
  ];
}

function checkEventStep(
  event: EventStep,
  programmeCities: readonly string[],
  { now }: CheckContext,
): FieldError[] {
  const { path, input, existing } = event;
  const errors = checkEvent(input, programmeCities, path);
  if (existing && existing.hostCity !== input.hostCity) {
    errors.push({
      path: `${path}.hostCity`,
      message: `is “${existing.hostCity}”, and a host does not change`,
    });
  }
  if (
    existing?.status === 'cancelled' &&
    [event, ...event.partners].some((step) => kindOf(step) !== 'keep')
  ) {
    errors.push({ path, message: `“${input.slug}” is cancelled, which is final` });
  }
  for (const partner of event.partners) {
    const wrong = whyNotPartner(partner.input.city, input.hostCity, programmeCities);
    if (wrong) errors.push({ path: `${partner.path}.city`, message: wrong });
    if (kindOf(partner) !== 'keep' && isPast(partner.input.respondBy, now)) {
      errors.push({ path: `${partner.path}.respondBy`, message: 'must be in the future' });
    }
  }
  return errors;
}

/** Items whose key stood before in the same list. */
function repeats<K extends string>(path: string, items: readonly Record<K, string>[], key: K): FieldError[] {
  const seen = new Set<string>();
  return items.flatMap((item, index) => {
    const value = item[key];
    if (!seen.has(value)) {
      seen.add(value);
      return [];
    }
    return [{ path: `${path}[${index}].${key}`, message: `“${value}” stands here a second time` }];
  });
}
