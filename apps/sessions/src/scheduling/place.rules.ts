import { invalidFields, type SessionInput } from '#contracts';
import type { z } from 'zod';

type PlaceInput = NonNullable<z.output<typeof SessionInput>['place']>;

interface KnownPlace {
  id: string;
  slug: string;
  name: string;
  city: string;
}

/**
 * The place that is meant: by id or slug, or by name and city. Null when it is described and not there yet.
 * @throws RuleViolation `validation.failed` for an id or slug that the event doesn't have
 */
export function findPlace<P extends KnownPlace>(input: PlaceInput, places: readonly P[]): P | null {
  if (typeof input !== 'string') {
    return places.find((place) => place.name === input.name && place.city === input.city) ?? null;
  }
  const found = places.find((place) => place.id === input) ?? places.find((place) => place.slug === input);
  if (found) return found;
  throw invalidFields([
    { path: 'place', message: `there is no place “${input}” in this event; describe it by name and city` },
  ]);
}
