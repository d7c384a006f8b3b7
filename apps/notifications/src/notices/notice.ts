import type { SEAT_STATUSES } from '#contracts';
import type { RemindedSession } from '../reminders/reminder.rules.js';
import type { Relevance, Told } from './relevance.rules.js';

export type SeatStatus = (typeof SEAT_STATUSES)[number];

export type SessionNoticeKind =
  | 'seat-confirmed'
  | 'seat-waiting'
  | 'seat-promoted'
  | 'seat-cancelled'
  | 'reminder'
  | 'time-changed'
  | 'session-cancelled';
export type NoticeKind = SessionNoticeKind | 'sign-in';

/** One kind of message about a session: to whom, with what for the calendar, and until when. Its words are in languages/. */
export interface SessionNotice {
  readonly kind: SessionNoticeKind;
  /** People whose seat has one of these statuses when the mail goes out. */
  readonly to: readonly SeatStatus[];
  /** iTIP method (RFC 5546) of the calendar part; null for none. */
  readonly calendar: 'REQUEST' | 'CANCEL' | null;
  /** Whether it is still right to send it, with the session as it is now. */
  relevance(told: Told, session: RemindedSession, now: Date): Relevance;
}
