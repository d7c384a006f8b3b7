import type { Session } from '#contracts';
import type { GoneCities } from './allocation-conflicts.rules.js';

/** A session with a start, the host city of its event, and the partner cities that have left that. */
export type PlacedSession = Session & {
  start: NonNullable<Session['start']>;
  hostCity?: string | undefined;
  gone?: GoneCities | undefined;
};

/** Milliseconds since the epoch, `to` not included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export function isPlaced(session: Session): session is PlacedSession {
  return session.start !== null;
}

export function startsAndEnds(session: { start: { instant: string }; durationMinutes: number }): Span {
  const from = Date.parse(session.start.instant);
  return { from, to: from + session.durationMinutes * 60_000 };
}

export function overlaps(a: Span, b: Span): boolean {
  return a.from < b.to && b.from < a.to;
}

/** Whether they take up the same place or speaker: by name and city, as each event has a list of its own. */
export function sharesWith(a: Session, b: Session): boolean {
  const isSame = (one: { name: string; city: string | null }, other: { name: string; city: string | null }) =>
    one.name === other.name && one.city === other.city;
  if (a.place && b.place && isSame(a.place, b.place)) return true;
  return a.speakers.some((one) => b.speakers.some((other) => isSame(one, other)));
}
