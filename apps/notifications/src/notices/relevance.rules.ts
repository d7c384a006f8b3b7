import { endOf, type RemindedSession } from '../reminders/reminder.rules.js';
import { drop, SEND, type Relevance, type Told } from './notice.js';

/** For what is said of a session that takes place: not when it is cancelled or over. */
export function whileItTakesPlace(_told: Told, session: RemindedSession, now: Date): Relevance {
  if (session.status === 'cancelled') return drop('The session was cancelled.');
  return untilItsEnd(_told, session, now);
}

/** For what is worth saying until the session is over, also when it is cancelled. */
export function untilItsEnd(_told: Told, session: RemindedSession, now: Date): Relevance {
  const end = endOf(session);
  return end !== null && end <= now.getTime() ? drop('The session was over.') : SEND;
}
