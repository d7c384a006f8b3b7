import { hasLeft, type GoneCity, type Partner } from '#contracts';
import type { SessionContent } from './session.rules.js';

/** A city that has left an event, and how. */
export type Leaver = Pick<GoneCity, 'city' | 'status'>;

/** What says of a session whose consent a new time of it needs. */
export type Requiring = Pick<SessionContent, 'status' | 'parts' | 'ownCity' | 'gone'>;

/** The partners of an event that have declined it or withdrawn from it. */
export function leaversOf(partners: readonly Pick<Partner, 'city' | 'status'>[]): Leaver[] {
  return partners.filter((partner) => hasLeft(partner)).map(({ city, status }) => ({ city, status }));
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
