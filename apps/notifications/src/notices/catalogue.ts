import { joinLink } from './join-link.js';
import type { SessionNotice, SessionNoticeKind } from './notice.js';
import { placeChanged } from './place-changed.js';
import { recording } from './recording.js';
import { reminder } from './reminder.js';
import { seatBackToWaiting } from './seat-back-to-waiting.js';
import { seatCancelled } from './seat-cancelled.js';
import { seatConfirmed } from './seat-confirmed.js';
import { seatExpired } from './seat-expired.js';
import { seatLapsed } from './seat-lapsed.js';
import { seatOffered } from './seat-offered.js';
import { seatPromoted } from './seat-promoted.js';
import { seatWaiting } from './seat-waiting.js';
import { sessionCancelled } from './session-cancelled.js';
import { sessionDelayed } from './session-delayed.js';
import { technicalProblem } from './technical-problem.js';
import { timeChanged } from './time-changed.js';

/** Every notice to people with a seat in a session. */
export const SESSION_NOTICES: Record<SessionNoticeKind, SessionNotice> = {
  'seat-confirmed': seatConfirmed,
  'seat-waiting': seatWaiting,
  'seat-offered': seatOffered,
  'seat-promoted': seatPromoted,
  'seat-expired': seatExpired,
  'seat-lapsed': seatLapsed,
  'seat-back-to-waiting': seatBackToWaiting,
  'seat-cancelled': seatCancelled,
  reminder,
  'join-link': joinLink,
  'time-changed': timeChanged,
  'session-delayed': sessionDelayed,
  'technical-problem': technicalProblem,
  'place-changed': placeChanged,
  'session-cancelled': sessionCancelled,
  recording,
};

/** The notice of a kind that is about a session. */
export function sessionNotice(kind: SessionNoticeKind): SessionNotice {
  return SESSION_NOTICES[kind];
}
