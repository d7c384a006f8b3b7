import type { SessionNotice, SessionNoticeKind } from './notice.js';
import { reminder } from './reminder.js';
import { seatCancelled } from './seat-cancelled.js';
import { seatConfirmed } from './seat-confirmed.js';
import { seatPromoted } from './seat-promoted.js';
import { seatWaiting } from './seat-waiting.js';
import { sessionCancelled } from './session-cancelled.js';
import { timeChanged } from './time-changed.js';

const SESSION_NOTICES: Record<SessionNoticeKind, SessionNotice> = {
  'seat-confirmed': seatConfirmed,
  'seat-waiting': seatWaiting,
  'seat-promoted': seatPromoted,
  'seat-cancelled': seatCancelled,
  reminder,
  'time-changed': timeChanged,
  'session-cancelled': sessionCancelled,
};

/** The notice of a kind that is about a session. */
export function sessionNotice(kind: SessionNoticeKind): SessionNotice {
  return SESSION_NOTICES[kind];
}
