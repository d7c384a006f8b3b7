import type { SeatHistoryEntry } from '#contracts';
import type { JoinEvent } from '../joining/joining.queries.js';
import type { FreedBy, SeatCause, SeatStatus } from '../seats/seats.rules.js';

/** A row of the seat log, as far as it is told. */
export interface LogEntry {
  readonly at: Date;
  readonly from: SeatStatus | null;
  readonly to: SeatStatus;
  readonly cause: SeatCause;
  readonly because: FreedBy | null;
  /** Who asked, as actorKey names them. */
  readonly actor: string;
  /** Whether that was a liaison in the programme at the time, and no organizer of it. */
  readonly isLiaison: boolean;
  /** The city for which the seat was kept that was got then; null for one that is anybody's, or where that is not known any more. */
  readonly keptFor?: string | null;
}

/** A row of the join log. */
export interface JoinLogEntry {
  readonly at: Date;
  readonly event: JoinEvent;
}

/** How a seat became free, as the end of a sentence; `at` the moment of the change that it made possible. */
const FREED: Partial<Record<FreedBy, (at: string) => string>> = {
  cancelled: (at) => `because a seat was cancelled at ${at}`,
  declined: (at) => `because an offer was declined at ${at}`,
  expired: (at) => `because nobody took a held or offered seat in time, until ${at}`,
  released: (at) => `because a delegation's places without a name fell free at ${at}`,
  withdrawn: (at) => `because a delegation gave a place back at ${at}`,
  swapped: (at) => `because somebody swapped their seat for another at ${at}`,
  lapsed: (at) => `because a seat that nobody had joined lapsed at ${at}`,
  capacity: (at) => `because there came to be more seats at ${at}`,
  'kept-until': (at) => `because seats kept for a city fell to everybody by ${at}`,
};

/** What each cause means, in words; `freed` is how the seat became free, with a leading space, or nothing. */
const WORDS: Record<SeatCause, (entry: LogEntry, freed: string) => string> = {
  taken: ({ to, keptFor }) =>
    to === 'confirmed'
      ? `Taken: a seat${keptFor ? ` kept for ${keptFor}` : ''} was free.`
      : to === 'held'
        ? 'Held until the address is confirmed.'
        : 'Put at the end of the queue: not enough was free for it.',
  blocked: () => 'Kept for a delegation whose names come later.',
  named: ({ to }) =>
    to === 'confirmed'
      ? 'Given as a place of the delegation.'
      : 'Ended: the place of the delegation came instead.',
  substituted: ({ to }) =>
    to === 'confirmed'
      ? 'Given as a substitute’s place of the delegation.'
      : 'Ended: a substitute has the place.',
  withdrawn: () => 'Ended: the delegation named somebody else for its place, or nobody yet.',
  returned: () => 'Kept for the delegation again: its delegate gave the place up.',
  promoted: ({ keptFor }, freed) =>
    `Promoted from the queue${toKept(keptFor)}${freed || ' because a seat was free'}.`,
  capacity: ({ keptFor }, freed) => `Promoted from the queue${toKept(keptFor)}${freed}.`,
  overflow: () => 'Put back to the front of the queue: an organizer made the number of seats smaller.',
  offered: (_, freed) => `Offered to the first in the queue who fits${freed}.`,
  accepted: ({ from }) =>
    from === 'held' ? 'Confirmed: the address was confirmed.' : 'Confirmed: the offer was accepted.',
  declined: () => 'Ended: the offer was declined.',
  cancelled: ({ from }) =>
    from === 'waiting' ? 'Ended: the place in the queue was given up.' : 'Ended: the seat was cancelled.',
  swapped: ({ to }) =>
    to === 'confirmed' ? 'Taken in exchange for another seat.' : 'Ended: swapped for another seat.',
  'session-cancelled': () => 'Ended: the session was cancelled.',
  expired: ({ from }) =>
    from === 'held'
      ? 'Ended: the address was not confirmed in time.'
      : 'Ended: the offer was not accepted in time.',
  released: () => 'Ended: no name came in time.',
  lapsed: () => 'Ended: nobody had joined ten minutes into the session, and others waited.',
};

const toKept = (city: string | null | undefined) => (city ? ` to a seat kept for ${city}` : '');

/** A change in words. @param personId whose seat it is */
export function tell(entry: LogEntry, personId: string | null): SeatHistoryEntry {
  const { at, from, to, cause, because, actor } = entry;
  const instant = at.toISOString();
  const freed = because && FREED[because]?.(instant);
  return {
    at: instant,
    from,
    to,
    cause,
    by: actor === `person:${personId}` || actor === 'anonymous' ? 'self' : moverOf(entry),
    text: WORDS[cause](entry, freed ? ` ${freed}` : ''),
  };
}

const JOINED: Record<JoinEvent, (at: string) => string> = {
  joined: (at) => `Joined at ${at}.`,
  continued: (at) => `Continued on another device at ${at}; the one before is out.`,
  rejoined: (at) => `Joined again by the new link at ${at}.`,
  renewed: (at) => `The join link was replaced at ${at}: the one before no longer works.`,
};

/** What its person did with the join link, in words: the seat stays what it is. */
export function tellJoin({ at, event }: JoinLogEntry): SeatHistoryEntry {
  const instant = at.toISOString();
  const text = JOINED[event](instant);
  return { at: instant, from: 'confirmed', to: 'confirmed', cause: event, by: 'self', text };
}

/** One story of several, each in its order; of what happened at the same moment, what became of the seat first. */
export function inOrder(
  changes: readonly SeatHistoryEntry[],
  joins: readonly SeatHistoryEntry[],
): SeatHistoryEntry[] {
  // Sorting is stable.
  return [...changes, ...joins].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

/** What follows from somebody else's change is nobody's doing: who is promoted need not know who cancelled. */
function moverOf({ actor, cause, isLiaison }: LogEntry): Exclude<SeatHistoryEntry['by'], 'self'> {
  const follows: readonly SeatCause[] = ['promoted', 'offered', 'expired', 'released', 'lapsed'];
  if (!actor.startsWith('person:') || follows.includes(cause)) return 'service';
  return isLiaison ? 'liaison' : 'organizer';
}
