import { isDeepStrictEqual } from 'node:util';
import { textIn } from '#contracts';
import type { SessionContent } from '../scheduling/session.rules.js';

/** What cities agree to when they agree to a move; a new title is not among it. */
const AGREED = [
  'start',
  'durationMinutes',
  'place',
  'parts',
  'speakers',
  'relations',
  'purpose',
  'status',
] as const;

/** A session as far as a move was proposed for it, in plain values that are compared later. */
export type MoveBase = Record<(typeof AGREED)[number], unknown> & { ownCity: string };

/** The base of a proposal, frozen in it (DESIGN section 9). */
export function baseOf(content: SessionContent): MoveBase {
  const { start, place, speakers, durationMinutes, parts, relations, purpose, status, ownCity } = content;
  return {
    start: start && { local: start.local, zone: start.zone, instant: start.instant },
    place: place && { id: place.id, city: place.city },
    speakers: speakers.map(({ id }) => id),
    durationMinutes,
    parts,
    relations,
    purpose,
    status,
    ownCity,
  };
}

/**
 * What of a session is not as it was when a move was proposed for it; empty when the move still fits.
 * Compared as JSON values, since a base has been stored.
 */
export function changedSince(base: MoveBase, now: SessionContent): string[] {
  const current = JSON.parse(JSON.stringify(baseOf(now))) as MoveBase;
  return AGREED.filter((field) => !isDeepStrictEqual(base[field], current[field]));
}

/** Why a move does not fit any more, in words; null when it does. */
export function staleness(
  sessions: readonly { title: SessionContent['title']; base: MoveBase; now: SessionContent | null }[],
): string | null {
  const reasons = sessions.flatMap(({ title, base, now }) => {
    const fields = now ? changedSince(base, now) : ['status'];
    if (fields.length === 0) return [];
    const isCancelled = !now || (now.status === 'cancelled' && fields.includes('status'));
    return isCancelled
      ? [`“${textIn(title)}” has been cancelled`]
      : [`“${textIn(title)}” has changed since it was proposed (${fields.join(', ')})`];
  });
  return reasons.length > 0 ? `${reasons.join('; ')}.` : null;
}
