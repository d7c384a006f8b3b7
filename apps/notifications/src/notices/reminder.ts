import { minus } from '#time';
import { REARM_AFTER_MS, type RemindedSession } from '../reminders/reminder.rules.js';
import type { SessionNotice } from './notice.js';
import { drop, whileItTakesPlace, type Told } from './relevance.rules.js';

/** The session begins before long. */
export const reminder: SessionNotice = {
  kind: 'reminder',
  to: ['confirmed'],
  calendar: 'REQUEST',
  relevance: (told, session, now) => {
    if (isToldAgain(told, session)) return drop('The session moved; it is reminded of again.');
    return whileItTakesPlace(session, now);
  },
};

/** Whether the session moved so far since that the same rule fires again (`planReminder` decides alike). */
function isToldAgain({ timeVersion, rule, zone, createdAt }: Told, session: RemindedSession): boolean {
  if (!session.start || !rule || !zone || timeVersion === session.timeVersion) return false;
  return Date.parse(minus(session.start.instant, rule, zone)) - createdAt.getTime() >= REARM_AFTER_MS;
}
