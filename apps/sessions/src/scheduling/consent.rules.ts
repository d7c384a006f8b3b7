import { hasLeft, type GoneCity, type Partner } from '#contracts';
import { formatInstant } from '#time';
import type { SessionContent } from './session.rules.js';

/** A city that has left an event, and how. */
export type Leaver = Pick<GoneCity, 'city' | 'status'>;

/** What says of a session whose consent a new time of it needs. */
export type Requiring = Pick<SessionContent, 'status' | 'parts' | 'ownCity' | 'gone'>;

/** The partners of an event that have declined it or withdrawn from it. */
export function leaversOf(partners: readonly Pick<Partner, 'city' | 'status'>[]): Leaver[] {
  return partners.filter((partner) => hasLeft(partner)).map(({ city, status }) => ({ city, status }));
}

/** A required city that is not asked, since it had left before. */
export function notAsked({ city, status }: Leaver, now: Date): GoneCity {
  return { city, status, at: formatInstant(now), detail: `${city} ${howLeft(status)} and is not asked.` };
}

/** A city that was asked, and left before all was decided. */
export function leftSince({ city, status }: Leaver, now: Date): GoneCity {
  const detail = `${city} ${howLeft(status)} since it was asked; its answer is not needed any more.`;
  return { city, status, at: formatInstant(now), detail };
}

export function howLeft(status: Leaver['status']): string {
  return status === 'declined' ? 'has declined the event' : 'has withdrawn from the event';
}

/** Of a released session, every required city but its own that still is part of the event (DESIGN section 9). */
export function consentOf(session: Requiring): string[] {
  return requiredOf(session).filter((city) => !session.gone.some((leaver) => leaver.city === city));
}

/** The cities whose consent these sessions would need together, had they not left all events for which it is; by name. */
export function leftBehind(sessions: readonly Requiring[]): Leaver[] {
  const asked = new Set(sessions.flatMap(consentOf));
  const gone = new Map<string, Leaver>();
  for (const session of sessions) {
    const required = requiredOf(session);
    for (const leaver of session.gone) {
      if (required.includes(leaver.city) && !asked.has(leaver.city)) gone.set(leaver.city, leaver);
    }
  }
  return [...gone.values()].sort((a, b) => (a.city < b.city ? -1 : 1));
}

function requiredOf({ status, parts, ownCity }: Requiring): string[] {
  if (status !== 'scheduled') return [];
  return Object.keys(parts).filter((city) => parts[city] === 'required' && city !== ownCity);
}
