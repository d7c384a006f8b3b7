import { textIn, type MoveEffects, type Start } from '#contracts';
import { instantMillis } from '#time';
import type { Kept } from '../relations/keep-relations.rules.js';
import { conflictsOf, type Booking } from '../scheduling/conflict.rules.js';
import type { SessionContent } from '../scheduling/session.rules.js';
import { startAt } from '../scheduling/start.rules.js';

/** A session of the programme that has a start and is not cancelled. */
export interface PlannedSession {
  id: string;
  eventId: string;
  version: number;
  content: SessionContent & { start: Start };
  booking: Booking;
}
/** A session on its way to another start; `dragged` when nobody named it. */
export interface Moving {
  session: PlannedSession;
  to: Start;
  dragged: boolean;
}

/** The relations that carry sessions along; or, when they can't all be kept, those that would be broken. */
export function relationsOf(
  { drags, broken, obstacles }: Kept,
  programme: readonly PlannedSession[],
): MoveEffects['relations'] {
  const byId = new Map(programme.map((session) => [session.id, session]));
  const nameOf = (id: string) => `“${textIn(byId.get(id)!.content.title)}”`;
  const carried = drags.map(({ id, to, relation }) => {
    const { zone } = byId.get(id)!.content.start;
    const { local } = startAt(to, zone);
    return {
      kind: relation.kind,
      session: relation.later,
      earlier: relation.earlier,
      dragged: id,
      detail: `${nameOf(relation.later)} ${WORDS[relation.kind]} ${nameOf(relation.earlier)}: ${nameOf(id)} moves to ${local} ${zone}.`,
    };
  });
  if (obstacles.length === 0) return carried;
  return broken.map(({ kind, later, earlier }) => ({
    kind,
    session: later,
    earlier,
    dragged: null,
    detail: `${nameOf(later)} ${WORDS[kind]} ${nameOf(earlier)}, which would be broken and cannot be kept.`,
  }));
}

const WORDS = {
  follows: 'follows',
  continues: 'continues',
  simulcast: 'is at the same time as',
  encore: 'is again, on another day, after',
} as const;

/**
 * What the moved sessions would share with each other and with others of their event.
 * @param met what others have booked meanwhile
 */
export function conflictsAfter(moves: readonly Moving[], met: readonly Booking[]): MoveEffects['conflicts'] {
  const moved = moves.map(movedBooking);
  const bookings = [...moved, ...met];
  return moved.flatMap((own) =>
    conflictsOf(own, bookings).map(({ kind, sessions, detail }) => ({
      kind,
      sessions: [own.id, ...sessions],
      detail,
    })),
  );
}

/** What a session takes up where it moves to. */
export function movedBooking({ session: { booking }, to }: Pick<Moving, 'session' | 'to'>): Booking {
  const startsAt = instantMillis(to.instant);
  const endsAt = startsAt + booking.endsAt - booking.startsAt;
  return { ...booking, startsAt, endsAt, start: { local: to.local, zone: to.zone } };
}
