import { answerDue } from './answer-due.js';
import { delegatesToName, inputAsked } from './asked-of-a-partner.js';
import { changeDecided } from './change-decided.js';
import { changeProposed } from './change-proposed.js';
import { cityAnswered } from './city-answered.js';
import { cityInvited } from './city-invited.js';
import { digest } from './digest.js';
import { divergenceWarning } from './divergence-warning.js';
import { eventCancelled } from './event-cancelled.js';
import { joinLink } from './join-link.js';
import type { SessionNotice, SessionNoticeKind } from './notice.js';
import { namesAsked, namesDue } from './names-asked.js';
import { placeChanged } from './place-changed.js';
import { recording } from './recording.js';
import { reminder } from './reminder.js';
import type { RoleNotice, RoleNoticeKind } from './role-notice.js';
import { runOfShow } from './run-of-show.js';
import { seatBackToWaiting } from './seat-back-to-waiting.js';
import { seatCancelled } from './seat-cancelled.js';
import { seatConfirmed } from './seat-confirmed.js';
import { seatExpired } from './seat-expired.js';
import { seatGivenUp } from './seat-given-up.js';
import { seatLapsed } from './seat-lapsed.js';
import { seatOffered } from './seat-offered.js';
import { seatPromoted } from './seat-promoted.js';
import { seatWaiting } from './seat-waiting.js';
import { sessionCancelled } from './session-cancelled.js';
import { sessionDelayed } from './session-delayed.js';
import { speakerInvited } from './speaker-invited.js';
import { speakerRemoved } from './speaker-removed.js';
import { technicalProblem } from './technical-problem.js';
import { timeChanged } from './time-changed.js';
import { timesAsked } from './times-asked.js';

/** Every notice about a session. */
export const SESSION_NOTICES: Record<SessionNoticeKind, SessionNotice> = {
  'seat-confirmed': seatConfirmed,
  'seat-waiting': seatWaiting,
  'seat-offered': seatOffered,
  'seat-promoted': seatPromoted,
  'seat-expired': seatExpired,
  'seat-lapsed': seatLapsed,
  'seat-back-to-waiting': seatBackToWaiting,
  'seat-cancelled': seatCancelled,
  'seat-given-up': seatGivenUp,
  reminder,
  'join-link': joinLink,
  'time-changed': timeChanged,
  'session-delayed': sessionDelayed,
  'technical-problem': technicalProblem,
  'place-changed': placeChanged,
  'session-cancelled': sessionCancelled,
  recording,
  'speaker-invited': speakerInvited,
  'speaker-removed': speakerRemoved,
};

/** Every notice to organizers and liaisons. */
export const ROLE_NOTICES: Record<RoleNoticeKind, RoleNotice> = {
  'city-invited': cityInvited as RoleNotice,
  'city-answered': cityAnswered as RoleNotice,
  'event-cancelled': eventCancelled as RoleNotice,
  'delegates-to-name': delegatesToName as RoleNotice,
  'names-asked': namesAsked as RoleNotice,
  'names-due': namesDue as RoleNotice,
  'input-asked': inputAsked as RoleNotice,
  'times-asked': timesAsked as RoleNotice,
  'change-proposed': changeProposed as RoleNotice,
  'change-decided': changeDecided as RoleNotice,
  'answer-due': answerDue as RoleNotice,
  'divergence-warning': divergenceWarning as RoleNotice,
  'run-of-show': runOfShow as RoleNotice,
  digest: digest as RoleNotice,
};

/** Those that take a session out of one person's calendar. */
export const WITHDRAWALS = Object.values(SESSION_NOTICES)
  .filter(({ withdraws }) => withdraws)
  .map(({ kind }) => kind);

export const isRoleNotice = (kind: string): kind is RoleNoticeKind => Object.hasOwn(ROLE_NOTICES, kind);

/** The notice of a kind that is about a session. */
export function sessionNotice(kind: SessionNoticeKind): SessionNotice {
  return SESSION_NOTICES[kind];
}
