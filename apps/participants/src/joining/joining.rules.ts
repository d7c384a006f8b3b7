import type { JoinState } from '#contracts';
import type { SeatStatus } from '../seats/seats.rules.js';

const HOUR_MS = 3_600_000;
export const OPENS_HOURS_BEFORE = 24;
export const CLOSES_HOURS_AFTER_END = 1;

/** What of a session decides when its links open. */
export interface JoinTimes {
  readonly status: 'draft' | 'scheduled' | 'cancelled';
  /** Null until placed. */
  readonly startsAt: Date | null;
  readonly durationMinutes: number;
}

/** From 24 hours before the start to an hour after the end; null without a start (DESIGN section 10). */
export function joinWindow({
  startsAt,
  durationMinutes,
}: JoinTimes): { opensAt: Date; closesAt: Date } | null {
  if (!startsAt) return null;
  const end = startsAt.getTime() + durationMinutes * 60_000;
  return {
    opensAt: new Date(startsAt.getTime() - OPENS_HOURS_BEFORE * HOUR_MS),
    closesAt: new Date(end + CLOSES_HOURS_AFTER_END * HOUR_MS),
  };
}

const GONE: readonly SeatStatus[] = ['cancelled', 'expired', 'lapsed'];

/** What the link of a seat is good for. The session's end tells more than the seat's, which follows from it. */
export function joinState(seat: SeatStatus, session: JoinTimes, now: Date): JoinState {
  if (session.status === 'cancelled') return 'session-cancelled';
  if (GONE.includes(seat)) return 'seat-gone';
  const window = joinWindow(session);
  if (!window) return 'unplaced';
  if (now >= window.closesAt) return 'over';
  if (seat !== 'confirmed') return 'waiting';
  return now < window.opensAt ? 'early' : 'open';
}

/**
 * What becomes of a device that wants in, while the link is open.
 * @param bound the device that is in; null before the first
 */
export function admission(
  bound: string | null,
  device: string,
  takeOver: boolean,
): 'bind' | 'same' | 'elsewhere' {
  if (bound === device) return 'same';
  return bound === null || takeOver ? 'bind' : 'elsewhere';
}

/** What a device that is let in newly makes of the seat: the check-in, another device, or a new link after it. */
export function joinEvent({
  joinedAt,
  device,
}: {
  joinedAt: Date | null;
  device: string | null;
}): 'joined' | 'continued' | 'rejoined' {
  if (joinedAt === null) return 'joined';
  return device === null ? 'rejoined' : 'continued';
}
