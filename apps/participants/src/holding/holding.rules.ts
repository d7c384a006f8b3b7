/** A seat is held so long for an address that is not confirmed yet (DESIGN section 10). */
export const HELD_MINUTES = 15;
/** So many seats, of any slots, are asked for with one address in that time; more mails are not sent. */
export const MOST_ASKED_IN_TIME = 3;
/** And so many in a day. */
export const MOST_ASKED_IN_DAY = 10;
/** So much of a slot is held at a time for addresses that are not confirmed, but always a few seats. */
const MOST_HELD_PART = 0.1;
const ALWAYS_HELD = 5;

/** How many seats of a slot may be held at a time: whoever invents addresses blocks no more of it. */
export function mostHeld(capacity: number | null): number {
  return capacity === null ? Infinity : Math.max(ALWAYS_HELD, Math.floor(capacity * MOST_HELD_PART));
}

/** Whether this address has been asked with too often. */
export function isTooOften(asked: { inTime: number; inDay: number }): boolean {
  return asked.inTime >= MOST_ASKED_IN_TIME || asked.inDay >= MOST_ASKED_IN_DAY;
}
