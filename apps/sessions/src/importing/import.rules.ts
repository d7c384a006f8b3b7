import { joinPath, RuleViolation, type FieldError, type FileEvent, type FileSession } from '#contracts';
import { unknownCities, type EventCities, type NamedCity } from '../scheduling/parts.rules.js';
import { leadsTo, misplacedNumbers } from '../scheduling/relation.rules.js';
import { resolveStart } from '../scheduling/start.rules.js';
import { checkWindow } from '../scheduling/window.rules.js';

/** Sessions by slug, each with the slugs of the earlier ones that its relations point at. */
export type RelationsBySlug = ReadonlyMap<string, readonly string[]>;

/** The cities that sessions of an event of a file can have to do with. */
export function citiesOfFile(event: FileEvent, programmeCities: readonly string[]): EventCities {
  const partners = event.partners.map(({ city, modes }) => ({ city, modes, status: 'invited' as const }));
  return { hostCity: event.hostCity, partners, programmeCities };
}

/** The fields of an event that name a city of a session, place or speaker. */
export function citiesNamed(event: FileEvent, path: string): NamedCity[] {
  return [
    ...event.places.map(({ city }, index) => ({ path: `${path}.places[${index}].city`, city })),
    ...event.speakers.map(({ city }, index) => ({ path: `${path}.speakers[${index}].city`, city })),
    ...event.sessions.flatMap(({ parts = {} }, index) =>
      Object.keys(parts).map((city) => ({ path: `${path}.sessions[${index}].parts.${city}`, city })),
    ),
  ];
}

/**
 * What is wrong with the sessions of an event of a file, all at once: times, windows, and what they refer to.
 * That slugs are unique and cities exist is checked by events.
 * @param path of the event in the file
 * @param existing the sessions that the event has already
 */
export function checkEvent(
  event: FileEvent,
  path: string,
  cities: EventCities,
  existing: RelationsBySlug,
): FieldError[] {
  const relations = new Map(existing);
  for (const session of event.sessions) {
    relations.set(
      session.slug,
      session.relations.map((relation) => relation.session),
    );
  }
  return [
    ...unknownCities(cities, citiesNamed(event, path)),
    ...event.sessions.flatMap((session, index) => {
      const at = (...parts: PropertyKey[]) => joinPath(path, ['sessions', index, ...parts]);
      return [
        ...checkStart(session, at('start')),
        ...checkWindow(session.window, at('window')),
        ...checkReferences(event, session, at),
        ...checkRelations(session, relations, at),
      ];
    }),
  ];
}

function checkStart({ start }: FileSession, path: string): FieldError[] {
  try {
    if (start) resolveStart(start, path);
    return [];
  } catch (error) {
    if (error instanceof RuleViolation && error.errors) return error.errors;
    throw error;
  }
}

function checkReferences(
  event: FileEvent,
  { place, speakers }: FileSession,
  at: (...parts: PropertyKey[]) => string,
): FieldError[] {
  const errors: FieldError[] = [];
  if (place !== undefined && !event.places.some(({ slug }) => slug === place)) {
    errors.push({ path: at('place'), message: `the event has no place “${place}”` });
  }
  speakers.forEach((speaker, index) => {
    if (event.speakers.some(({ slug }) => slug === speaker)) return;
    errors.push({ path: at('speakers', index), message: `the event has no speaker “${speaker}”` });
  });
  return errors;
}

function checkRelations(
  session: FileSession,
  all: RelationsBySlug,
  at: (...parts: PropertyKey[]) => string,
): FieldError[] {
  return session.relations.flatMap((relation, index) => {
    const path = at('relations', index);
    const errors = misplacedNumbers(relation, path);
    if (!all.has(relation.session)) {
      errors.push({ path: `${path}.session`, message: `the event has no session “${relation.session}”` });
    } else if (leadsTo(relation.session, session.slug, (slug) => all.get(slug) ?? [])) {
      errors.push({ path: `${path}.session`, message: 'would make the session come after itself' });
    }
    return errors;
  });
}
