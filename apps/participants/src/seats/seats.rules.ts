import type { SEAT_STATUSES } from '#contracts';

export type SeatStatus = (typeof SEAT_STATUSES)[number];
export type SeatCause =
  | 'taken'
  | 'blocked'
  | 'named'
  | 'substituted'
  | 'withdrawn'
  | 'returned'
  | 'promoted'
  | 'capacity'
  | 'overflow'
  | 'offered'
  | 'accepted'
  | 'declined'
  | 'cancelled'
  | 'swapped'
  | 'session-cancelled'
  | 'expired'
  | 'released'
  | 'lapsed';
/** How a seat becomes free, or there come to be more. */
export type FreedBy = SeatCause | 'kept-until';
type Mover = 'self' | 'organizer' | 'liaison' | 'service';

/** From nothing (`null`) a seat comes into being. */
interface SeatTransition {
  readonly from: SeatStatus | null;
  readonly to: SeatStatus;
  readonly cause: SeatCause;
  /** Whose doing it is; `service` follows from somebody else's change or from time passing. */
  readonly by: readonly Mover[];
}

const OWN: readonly Mover[] = ['self', 'organizer'];
const SELF: readonly Mover[] = ['self'];
const ORGANIZER: readonly Mover[] = ['organizer'];
const DELEGATION: readonly Mover[] = ['organizer', 'liaison'];
const SERVICE: readonly Mover[] = ['service'];

/** Every change of a seat there is (docs/STATES.md, “Seat”); whatever is not here never happens. */
export const SEAT_TRANSITIONS: readonly SeatTransition[] = [
  { from: null, to: 'held', cause: 'taken', by: SELF },
  { from: null, to: 'held', cause: 'blocked', by: [...DELEGATION, 'service'] },
  { from: null, to: 'held', cause: 'returned', by: ['self', ...DELEGATION] },
  { from: null, to: 'confirmed', cause: 'taken', by: OWN },
  { from: null, to: 'confirmed', cause: 'swapped', by: OWN },
  { from: null, to: 'confirmed', cause: 'named', by: DELEGATION },
  { from: null, to: 'confirmed', cause: 'substituted', by: DELEGATION },
  { from: null, to: 'waiting', cause: 'taken', by: OWN },
  { from: 'held', to: 'confirmed', cause: 'accepted', by: SELF },
  { from: 'held', to: 'cancelled', cause: 'cancelled', by: OWN },
  { from: 'held', to: 'cancelled', cause: 'named', by: DELEGATION },
  { from: 'held', to: 'cancelled', cause: 'session-cancelled', by: ORGANIZER },
  { from: 'held', to: 'expired', cause: 'expired', by: SERVICE },
  { from: 'held', to: 'expired', cause: 'released', by: SERVICE },
  { from: 'waiting', to: 'confirmed', cause: 'promoted', by: SERVICE },
  { from: 'waiting', to: 'confirmed', cause: 'capacity', by: ORGANIZER },
  { from: 'waiting', to: 'offered', cause: 'offered', by: SERVICE },
  { from: 'waiting', to: 'cancelled', cause: 'cancelled', by: OWN },
  { from: 'waiting', to: 'cancelled', cause: 'swapped', by: OWN },
  { from: 'waiting', to: 'cancelled', cause: 'named', by: DELEGATION },
  { from: 'waiting', to: 'cancelled', cause: 'session-cancelled', by: ORGANIZER },
  { from: 'offered', to: 'confirmed', cause: 'accepted', by: OWN },
  { from: 'offered', to: 'cancelled', cause: 'declined', by: SELF },
  { from: 'offered', to: 'cancelled', cause: 'cancelled', by: OWN },
  { from: 'offered', to: 'cancelled', cause: 'swapped', by: OWN },
  { from: 'offered', to: 'cancelled', cause: 'session-cancelled', by: ORGANIZER },
  { from: 'offered', to: 'waiting', cause: 'overflow', by: ORGANIZER },
  { from: 'offered', to: 'expired', cause: 'expired', by: SERVICE },
  { from: 'confirmed', to: 'waiting', cause: 'overflow', by: ORGANIZER },
  { from: 'confirmed', to: 'cancelled', cause: 'cancelled', by: OWN },
  { from: 'confirmed', to: 'cancelled', cause: 'swapped', by: OWN },
  { from: 'confirmed', to: 'cancelled', cause: 'substituted', by: DELEGATION },
  { from: 'confirmed', to: 'cancelled', cause: 'withdrawn', by: DELEGATION },
  { from: 'confirmed', to: 'cancelled', cause: 'session-cancelled', by: ORGANIZER },
  { from: 'confirmed', to: 'lapsed', cause: 'lapsed', by: SERVICE },
];

/** Statuses that take up seats of the capacity: held + confirmed + offered ≤ capacity (DESIGN section 10). */
export const SEATED: readonly SeatStatus[] = ['held', 'confirmed', 'offered'];

/** Statuses of which a person has at most one in a slot. */
export const ACTIVE: readonly SeatStatus[] = [...SEATED, 'waiting'];

/** Whether a seat may change so, for this cause. */
export function mayBecome(from: SeatStatus | null, to: SeatStatus, cause: SeatCause): boolean {
  return TRANSITIONS.has(`${from} ${to} ${cause}`);
}

const TRANSITIONS: ReadonlySet<string> = new Set(
  SEAT_TRANSITIONS.map(({ from, to, cause }) => `${from} ${to} ${cause}`),
);

/** What of a session decides whether its seats can be taken. */
export interface SessionTimes {
  readonly status: 'draft' | 'scheduled' | 'cancelled';
  /** Null until placed. */
  readonly startsAt: Date | null;
  readonly durationMinutes: number;
}

/** Why no seat of this session can be taken now, in a sentence; null when it can. */
export function whyClosed(session: SessionTimes, now: Date): string | null {
  if (session.status === 'draft') return 'This session is not published yet; seats open with its release.';
  if (session.status === 'cancelled') return 'This session has been cancelled.';
  return isOver(session, now) ? 'This session has ended.' : null;
}

/** Why a seat of this session stays as it is, in a sentence: what has taken place says who was there. */
export function whyKept(session: SessionTimes, now: Date): string | null {
  const hasTakenPlace = session.status === 'scheduled' && isOver(session, now);
  return hasTakenPlace ? 'This session has taken place; its seats stay as they were.' : null;
}

function isOver({ startsAt, durationMinutes }: SessionTimes, now: Date): boolean {
  return startsAt !== null && startsAt.getTime() + durationMinutes * 60_000 <= now.getTime();
}

/**
 * Why a group this large cannot even wait; null when it can. A single person may wait for a slot without seats, which
 * can grow; a group that the slot could never hold would wait in vain.
 */
export function whyTooLarge(groupSize: number, capacity: number | null): string | null {
  if (capacity === null || groupSize <= Math.max(1, capacity)) return null;
  return `must be at most ${capacity}, all the seats there are; it is ${groupSize}`;
}

/** Why this seat cannot be accepted now, in a sentence; null when it can. */
export function whyNotAccepted(
  { status, expiresAt }: { status: SeatStatus; expiresAt: Date | null },
  now: Date,
): string | null {
  if (status === 'waiting') return 'This place in the queue has not been offered a seat yet.';
  if (status === 'held') return 'This seat is held: open the link in the mail to confirm your address.';
  if (status !== 'offered') return `This seat is ${status}; there is no offer to accept.`;
  if (expiresAt && expiresAt <= now) return `This offer has expired at ${expiresAt.toISOString()}.`;
  return null;
}
