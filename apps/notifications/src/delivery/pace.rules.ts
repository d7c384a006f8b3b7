/** How fast mail goes to one domain, or to the server: as many mails at a time, and whether it is left in peace for a while. */
export interface Pace {
  /** Mails handed over at the same time, not always whole: it grows by less than one. */
  readonly limit: number;
  /** How often in a row the domain has asked for patience. */
  readonly strikes: number;
  /** Ms of the sender's own clock; nothing is sent before. */
  readonly restUntil: number;
}

/** What came of a mail says of its domain: `throttled` is any “not now” (4xx); and `unreachable` of our own mail server. */
export type Answer = 'accepted' | 'throttled' | 'unreachable' | 'other';

const FIRST_REST_MS = 1_000;
/** Of a domain; our own server is asked more often. */
export const LONGEST_REST_MS = 60_000;
export const LONGEST_SERVER_REST_MS = 5_000;

export const freshPace = (most: number): Pace => ({ limit: most, strikes: 0, restUntil: 0 });

/**
 * Additive increase, multiplicative decrease: half as many at a time and a rest that doubles when a domain asks for
 * patience, one more per round of accepted mails. What was on its way when a rest began says nothing new.
 */
export function paceAfter(
  pace: Pace,
  answer: 'accepted' | 'throttled',
  now: number,
  { most, longestRestMs }: { most: number; longestRestMs: number },
): Pace {
  if (now < pace.restUntil) return pace;
  if (answer === 'accepted') {
    return { limit: Math.min(most, pace.limit + 1 / pace.limit), strikes: 0, restUntil: 0 };
  }
  const strikes = pace.strikes + 1;
  const restMs = Math.min(FIRST_REST_MS * 2 ** (strikes - 1), longestRestMs);
  return { limit: Math.max(1, pace.limit / 2), strikes, restUntil: now + restMs };
}
