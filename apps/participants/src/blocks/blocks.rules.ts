import type { FieldError } from '#contracts';

/** So many places of a slot may be kept in blocks of one city: a liaison does not take the hall. */
export const MOST_PLACES_OF_CITY = 200;

/** What is wrong with the time until which names may come: it must be ahead, and not after the start. */
export function namesUntilError(
  namesUntil: Date,
  { startsAt }: { startsAt: Date | null },
  now: Date,
): FieldError | null {
  const path = 'namesUntil';
  if (namesUntil <= now) return { path, message: `must be later than now, ${now.toISOString()}` };
  if (startsAt && namesUntil > startsAt)
    return { path, message: `must not be after the start, ${startsAt.toISOString()}` };
  return null;
}
