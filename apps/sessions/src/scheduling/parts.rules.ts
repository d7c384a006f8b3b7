import { hasLeft, RuleViolation, type FieldError, type Partner, type Parts } from '#contracts';

/** A field that names a city. */
export interface NamedCity {
  path: string;
  city: string | null | undefined;
}

/** The cities that a session of an event can have to do with. */
export interface EventCities {
  hostCity: string;
  partners: readonly Pick<Partner, 'city' | 'modes' | 'status'>[];
  programmeCities: readonly string[];
}

/**
 * What a session asks of whom when nobody said so (HTTP.md): required of its own city and the speakers' cities, other
 * partners with mode online are invited, unless they have declined or withdrawn.
 */
export function defaultParts(
  cities: EventCities,
  ownCity: string,
  speakerCities: readonly (string | null)[],
): Parts {
  const parts: Parts = {};
  for (const partner of cities.partners) {
    if (partner.modes.includes('online') && !hasLeft(partner)) parts[partner.city] = 'invited';
  }
  for (const city of [ownCity, ...speakerCities]) {
    if (city !== null) parts[city] = 'required';
  }
  return parts;
}

/** The fields that name a city which is neither the event's host, nor a partner, nor in the programme. */
export function unknownCities(cities: EventCities, named: readonly NamedCity[]): FieldError[] {
  const known = new Set([
    cities.hostCity,
    ...cities.partners.map((partner) => partner.city),
    ...cities.programmeCities,
  ]);
  return named.flatMap(({ path, city }) =>
    !city || known.has(city)
      ? []
      : [
          {
            path,
            message: `“${city}” is not a city of this event or programme; it has ${[...known].join(', ')}`,
          },
        ],
  );
}

/** @throws RuleViolation `city.unknown` with every field that names an unknown city */
export function checkCities(cities: EventCities, named: readonly NamedCity[]): void {
  const errors = unknownCities(cities, named);
  const [first] = errors;
  if (first) throw new RuleViolation('city.unknown', `${first.path}: ${first.message}.`, undefined, errors);
}
