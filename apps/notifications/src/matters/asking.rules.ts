import type { BlockMade, Event, FactDataOf, Move, Partner, PollState } from '#contracts';
import type { EventCopy } from '../programme/event-copy.entity.js';
import type { RoleNoticeKind } from '../notices/role-notice.js';
import { matterId } from './matter-id.rules.js';

/** A notice to the people behind a role of a programme. */
export interface RoleDispatch {
  readonly notice: RoleNoticeKind;
  readonly matterId: string;
  readonly programmeId: string;
  readonly role: Role;
  /** The cities whose liaisons it goes to; for organizers the one that it is about, if it is about one. */
  readonly cities: readonly string[] | null;
  /** What makes it another one than the last of its kind. */
  readonly occasion: string;
  /** Not before. */
  readonly dueAt?: Date;
}

/** So long before their deadline names are asked for again, where half of the time is not later. */
const NAMES_DUE_MS = 48 * 3_600_000;

type Role = 'organizer' | 'liaison';

/** A city that is part of an event, or may still become one. */
const isConcerned = ({ status }: Partner): boolean => status !== 'declined' && status !== 'withdrawn';

/**
 * What to tell when an event has changed: that it is cancelled, else who is newly invited, who has answered, what a city that accepted is asked for.
 * @param before null when the event was not known
 */
export function noticesOfEvent(
  before: Pick<EventCopy, 'partners' | 'isCancelled'> | null,
  after: Pick<Event, 'id' | 'partners' | 'version' | 'status' | 'programmeId'>,
  now: Date,
): RoleDispatch[] {
  if (after.status === 'cancelled') return before && !before.isCancelled ? noticesOfCancelled(after) : [];
  return after.partners.flatMap((partner): RoleDispatch[] => {
    const earlier = before?.partners.find(({ id }) => id === partner.id);
    const toCity = {
      matterId: matterId('event', after.id),
      programmeId: after.programmeId,
      role: 'liaison' as const,
      cities: [partner.city],
    };
    // A city that has left may be invited again, and hears and is heard as the first time.
    const thisTime = `${partner.id} ${after.version}`;
    const told: RoleDispatch[] = [];
    if (partner.status === 'invited' && earlier?.status !== 'invited') {
      told.push({ ...toCity, notice: 'city-invited', occasion: earlier ? thisTime : partner.id });
    }
    const isAsked = partner.status === 'invited' || partner.status === 'tentative';
    if (isAsked && earlier?.respondBy !== partner.respondBy) {
      const dueAt = halfway(now, partner.respondBy);
      if (dueAt)
        told.push({ ...toCity, notice: 'answer-due', occasion: `${partner.id} ${partner.respondBy}`, dueAt });
    }
    if (earlier && earlier.status !== partner.status && partner.status !== 'invited') {
      told.push({ ...toCity, role: 'organizer', notice: 'city-answered', occasion: thisTime });
    }
    if (partner.status === 'accepted' && earlier && earlier.status !== 'accepted') {
      if (partner.modes.includes('delegation')) {
        told.push({ ...toCity, notice: 'delegates-to-name', occasion: thisTime });
      }
      if (partner.modes.includes('input'))
        told.push({ ...toCity, notice: 'input-asked', occasion: thisTime });
    }
    return told;
  });
}

/** To all cities that take part or were still asked; seat holders hear of their sessions. */
function noticesOfCancelled({ id, partners, programmeId }: Pick<Event, 'id' | 'partners' | 'programmeId'>) {
  const cities = partners.filter(isConcerned).map(({ city }) => city);
  const told: RoleDispatch = {
    notice: 'event-cancelled',
    matterId: matterId('event', id),
    programmeId,
    role: 'liaison',
    cities,
    occasion: '',
  };
  return cities.length > 0 ? [told] : [];
}

/** What to tell when a change proposal has changed. `before` is null when it was not known. */
export function noticesOfMove(before: Move | null, after: Move): RoleDispatch[] {
  const gone = new Set(after.gone?.map(({ city }) => city));
  const asked = after.asked.map(({ city }) => city);
  // Who has left the event is not concerned any more.
  const concerned = asked.filter((city) => !gone.has(city));
  // Without anybody to ask it is applied at once; people with seats hear of the new time, nobody else.
  if (asked.length === 0) return [];
  const about = {
    matterId: matterId('move', after.id),
    programmeId: after.programmeId,
    role: 'liaison' as const,
  };
  const told: RoleDispatch[] = [];
  if (!before && after.status === 'proposed' && concerned.length > 0) {
    told.push({ ...about, notice: 'change-proposed', cities: concerned, occasion: '' });
  }
  if (after.status === 'proposed' && after.remindedAt && !before?.remindedAt && after.awaiting.length > 0) {
    told.push({ ...about, notice: 'answer-due', cities: after.awaiting, occasion: after.remindedAt });
  }
  if (after.status !== 'proposed' && (!before || before.status === 'proposed')) {
    if (concerned.length > 0) {
      told.push({ ...about, notice: 'change-decided', cities: concerned, occasion: 'cities' });
    }
    told.push({
      ...about,
      role: 'organizer',
      notice: 'change-decided',
      cities: null,
      occasion: 'organizers',
    });
  }
  return told;
}

/** What to tell when a question of times has changed. `before` is null when it was not known. */
export function noticesOfPoll(before: PollState | null, after: PollState, now: Date): RoleDispatch[] {
  if (before || after.status !== 'open' || after.cities.length === 0) return [];
  const about = {
    matterId: matterId('poll', after.id),
    programmeId: after.programmeId,
    role: 'liaison' as const,
    cities: after.cities,
    occasion: '',
  };
  const dueAt = halfway(now, after.respondBy);
  return [
    { ...about, notice: 'times-asked' },
    ...(dueAt ? [{ ...about, notice: 'answer-due' as const, dueAt }] : []),
  ];
}

/** What to tell when places are kept for a delegation: who comes is asked at once, and again when names are soon due. */
export function noticesOfBlock(
  { id, programmeId, city, namesUntil }: FactDataOf<typeof BlockMade>,
  now: Date,
): RoleDispatch[] {
  const half = halfway(now, namesUntil);
  if (!half) return [];
  const about = {
    matterId: matterId('block', id),
    programmeId,
    role: 'liaison' as const,
    cities: [city],
    occasion: '',
  };
  const dueAt = new Date(Math.max(half.getTime(), Date.parse(namesUntil) - NAMES_DUE_MS));
  return [
    { ...about, notice: 'names-asked' },
    { ...about, notice: 'names-due', dueAt },
  ];
}

/** Half of the time from now to a deadline; null when there is none left. */
function halfway(now: Date, deadline: string): Date | null {
  const left = Date.parse(deadline) - now.getTime();
  return left > 0 ? new Date(now.getTime() + left / 2) : null;
}
