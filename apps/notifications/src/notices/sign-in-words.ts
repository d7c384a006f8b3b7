import type { Say } from './languages/languages.js';

const MINUTE_MS = 60_000;

/** A session in which somebody asked for a seat without a login. */
export interface AskedSeat {
  readonly title: string;
  /** Whether one is held for them. */
  readonly isHeld: boolean;
  /** Until when the link brings it. */
  readonly until: string;
}

/** What a sign-in mail says: of the seats that come with it, if any, and of the time that is left for them. */
export function signInWords(
  say: Say,
  seats: readonly AskedSeat[],
  { expiresAt, now }: { expiresAt: string; now: Date },
): { subject: string; body: string; button: string } {
  const left = (until: string) => Math.max(1, Math.floor((Date.parse(until) - now.getTime()) / MINUTE_MS));
  const held = seats.filter(({ isHeld }) => isHeld);
  // What is held is said of first: its time runs out.
  const named = held.length > 0 ? held : seats;
  if (named.length === 0) {
    const body = say('sign-in.body', { n: left(expiresAt) });
    return { subject: say('sign-in.subject'), body, button: say('sign-in.button') };
  }
  const hold = held.length > 0 ? ('held' as const) : ('asked' as const);
  const title = named.map((seat) => seat.title).join(' · ');
  const n = Math.min(...named.map(({ until }) => left(until)));
  return {
    subject: say('sign-in.seat.subject', { title, hold }),
    body: say('sign-in.seat.body', { title, n, hold }),
    button: say('sign-in.seat.button', { hold }),
  };
}
