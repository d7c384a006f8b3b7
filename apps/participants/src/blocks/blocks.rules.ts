import { hasLeft, RuleViolation, type FieldError, type Partner } from '#contracts';

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

/**
 * Refuses places for a city that has declined the event or withdrawn from it.
 * @throws RuleViolation `partner.state`
 */
export function checkTakesPart(city: string, partners: readonly Pick<Partner, 'city' | 'status'>[]): void {
  const gone = partners.find((partner) => partner.city === city && hasLeft(partner));
  if (!gone) return;
  const how = gone.status === 'declined' ? 'has declined this event' : 'has withdrawn from this event';
  throw new RuleViolation(
    'partner.state',
    `“${city}” ${how}: no places are kept for a delegation any more. Its people may take seats of their own.`,
    { status: gone.status },
    [{ path: 'city', message: `must be a city that takes part; “${city}” has ${gone.status}` }],
  );
}
