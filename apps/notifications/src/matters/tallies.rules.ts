import type { FactDataOf, Move, PollState, SeatsChanged } from '#contracts';
import { localTime, settle } from '#time';
import type { EventCopy } from '../programme/event-copy.entity.js';
import type { Tally } from './matter.js';

/** Something to count for the organizers' morning. */
export type NewTally = Pick<Tally, 'kind' | 'about' | 'detail' | 'count'>;

const QUARTER_MS = 15 * 60_000;
const SEATED = new Set<string | null>(['held', 'confirmed', 'offered']);

/** The quarter of an hour that an instant is in: every zone's 08:00 begins one. */
export const quarterOf = (now: Date): Date => new Date(Math.floor(now.getTime() / QUARTER_MS) * QUARTER_MS);

/** The next 08:00 on the clock of a zone, after `now`. */
export function nextMorning(now: Date, zone: string): Date {
  for (const days of [0, 1, 2]) {
    const day = localTime(new Date(now.getTime() + days * 86_400_000).toISOString(), zone).local.slice(0, 10);
    const morning = new Date(settle(`${day}T08:00:00`, zone));
    if (morning > now) return morning;
  }
  throw new RangeError(`no morning follows ${now.toISOString()} in ${zone}`);
}

export function talliesOfSeats({ sessionId, changes }: FactDataOf<typeof SeatsChanged>): NewTally[] {
  const sum = (detail: string, counts: (from: string | null, to: string) => boolean): NewTally[] => {
    const count = changes
      .filter(({ from, to }) => counts(from, to))
      .reduce((total, { groupSize }) => total + groupSize, 0);
    return count > 0 ? [{ kind: 'seats', about: sessionId, detail, count }] : [];
  };
  return [
    ...sum('given', (from, to) => to === 'confirmed' && from !== 'confirmed'),
    ...sum('queued', (from, to) => to === 'waiting' && from !== 'waiting'),
    ...sum(
      'freed',
      (from, to) => SEATED.has(from) && (to === 'cancelled' || to === 'expired' || to === 'lapsed'),
    ),
  ];
}

export function talliesOfEvent(before: EventCopy | null, after: EventCopy): NewTally[] {
  return after.partners
    .filter(({ id, status }) => {
      const earlier = before?.partners.find((partner) => partner.id === id);
      return earlier ? earlier.status !== status : status === 'invited' && before !== null;
    })
    .map(({ city, status }) => ({ kind: 'city', about: after.id, detail: `${city} ${status}`, count: 1 }));
}

export function talliesOfMove(before: Move | null, after: Move): NewTally[] {
  return before?.status === after.status
    ? []
    : [{ kind: 'change', about: after.id, detail: after.status, count: 1 }];
}

/** A city that has given its first answer. */
export function talliesOfPoll(before: PollState | null, after: PollState): NewTally[] {
  const known = new Set(before?.answers.map(({ city }) => city));
  const answered = new Set(after.answers.map(({ city }) => city).filter((city) => !known.has(city)));
  return [...answered].map((city) => ({ kind: 'poll', about: after.id, detail: city, count: 1 }));
}
