/** How freed seats are given on: to the first who waits at once, or offered for so many hours. */
export interface OfferPolicy {
  readonly mode: 'promote' | 'offer';
  readonly holdHours: number;
}

const HOUR_MS = 3_600_000;

/**
 * Until when somebody may accept a seat that is offered now, never later than the start; null when it is theirs at
 * once: by policy, or because the session has begun and who waits is at the door.
 */
export function offerUntil(
  { mode, holdHours }: OfferPolicy,
  { startsAt }: { startsAt: Date | null },
  now: Date,
): Date | null {
  if (mode === 'promote' || (startsAt && startsAt <= now)) return null;
  const held = now.getTime() + holdHours * HOUR_MS;
  return new Date(startsAt ? Math.min(held, startsAt.getTime()) : held);
}
