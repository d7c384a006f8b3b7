import { RuleViolation } from '#contracts';

/** More addresses than this are not remembered: the one that asked longest ago is forgotten. */
const MOST_KEYS = 50_000;

export interface Rate {
  /** So often at once, */
  readonly most: number;
  /** and in so long on average afterwards. */
  readonly windowMs: number;
}

/**
 * How often each of many may do something: `most` times at once, then evenly so many in each window (the generic cell rate
 * algorithm, ITU-T I.371). Keeps one number for each, and forgets them in the order in which they last asked: memory is
 * bounded however many there are.
 */
export class RateLimit {
  /** When each one's allowance would be whole again, in milliseconds of the caller's clock. */
  private readonly wholeAt = new Map<string, number>();
  private readonly stepMs: number;

  constructor(private readonly rate: Rate) {
    this.stepMs = rate.windowMs / rate.most;
  }

  /**
   * Counts one more, unless that is too many.
   * @param nowMs of a clock that never goes back
   * @returns 0 when it was counted; else the milliseconds until it would be
   */
  take(key: string, nowMs: number): number {
    const wholeAt = Math.max(this.wholeAt.get(key) ?? nowMs, nowMs);
    const waitMs = wholeAt + this.stepMs - nowMs - this.rate.windowMs;
    // Not one more for what a division has rounded away.
    if (waitMs > 1e-6) return waitMs;
    this.wholeAt.delete(key);
    this.wholeAt.set(key, wholeAt + this.stepMs);
    if (this.wholeAt.size > MOST_KEYS) this.wholeAt.delete(this.wholeAt.keys().next().value!);
    return 0;
  }
}

/** Refuses until so many milliseconds from now; the problem names the limit, and Retry-After when to come again. */
export function tooOften(what: string, { most, windowMs }: Rate, waitMs: number): RuleViolation {
  const minutes = windowMs / 60_000;
  return new RuleViolation(
    'rate.limited',
    `From one address, ${what} at most ${most} times in ${minutes} minutes; sign in, or try again later.`,
    { limit: most, windowMinutes: minutes, retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1_000)) },
  );
}
