import { endOf, type RemindedSession } from '../reminders/reminder.rules.js';

/** What of a delivery decides whether it may still go. */
export interface Told {
  readonly timeVersion: number | null;
  readonly rule: string | null;
  readonly zone: string | null;
  readonly createdAt: Date;
}

/** Whether a mail that waits may go: `send`, `wait` for a fact that is on its way, or `drop` with the reason. */
export type Relevance = { verdict: 'send' } | { verdict: 'wait' } | { verdict: 'drop'; why: string };

export const SEND = { verdict: 'send' } as const;
export const WAIT = { verdict: 'wait' } as const;
export const drop = (why: string) => ({ verdict: 'drop', why }) as const;

/** For what is said of a session that takes place: not when it is cancelled or over. */
export function whileItTakesPlace(session: RemindedSession, now: Date): Relevance {
  return session.status === 'cancelled' ? drop('The session was cancelled.') : untilItsEnd(session, now);
}

/** For what is worth saying until the session is over, also when it is cancelled. */
export function untilItsEnd(session: RemindedSession, now: Date): Relevance {
  const end = endOf(session);
  return end !== null && end <= now.getTime() ? drop('The session was over.') : SEND;
}

/**
 * Links to join are good from 24 hours before the start until an hour after the end (DESIGN section 10). They are mailed up
 * to an hour earlier: a rule of a day is 25 hours on the day when clocks go back.
 */
export const JOIN_AHEAD_MS = 25 * 3_600_000;

/** Whether a mail to somebody with this seat has their link to join. */
export function mayJoin(
  { seatStatus, mode }: { seatStatus: string | null; mode: string | null },
  session: RemindedSession,
  now: Date,
): boolean {
  if (seatStatus !== 'confirmed' || mode !== 'online' || session.status !== 'scheduled') return false;
  const end = endOf(session);
  if (end === null || end <= now.getTime()) return false;
  return Date.parse(session.start!.instant) - now.getTime() <= JOIN_AHEAD_MS;
}
