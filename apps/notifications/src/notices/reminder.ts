import { dueOf } from '../reminders/due.rules.js';
import { REARM_AFTER_MS, type RemindedSession } from '../reminders/reminder.rules.js';
import type { Say } from './languages/languages.js';
import type { Detail } from './mail/page.js';
import type { AboutSession, CityInSession, SessionNotice } from './notice.js';
import { drop, whileItTakesPlace, type Told } from './relevance.rules.js';

const TWO_DAYS_MINUTES = 48 * 60;

/** The session begins before long. */
export const reminder: SessionNotice = {
  kind: 'reminder',
  optional: 'reminders',
  to: ['confirmed', 'waiting'],
  calendar: 'REQUEST',
  relevance: (told, session, now) => {
    if (isToldAgain(told, session)) return drop('The session moved; it is reminded of again.');
    return whileItTakesPlace(session, now);
  },
  write: (about) => {
    const { say, title, seat, also, role, delegateOf } = about;
    const when = whenItStarts(about);
    const lines = [
      say('reminder.body', when),
      ...(seat.seatStatus === 'waiting' ? [say('reminder.waiting')] : []),
      ...(delegateOf ? [say('reminder.delegate', { city: delegateOf })] : []),
      ...(role ? [say('reminder.role', { role: role.as })] : []),
      ...(also.length > 0 ? [say('reminder.also', { n: also.length })] : []),
    ];
    return {
      subject: say('reminder.subject', { title, ...when }),
      label: say('reminder.label'),
      body: lines.join('\n'),
      details: role ? role.cities.flatMap((city) => cityDetails(city, say)) : [],
    };
  },
};

/** A city's seats, and what it has not answered. */
function cityDetails({ name, taken, waiting, unanswered }: CityInSession, say: Say): Detail[] {
  const seats = { label: name, value: say('run-of-show.seats', { n: taken, waiting }) };
  if (unanswered.length === 0) return [seats];
  const open = unanswered.map((question) => say(`run-of-show.${question}`, { city: name }));
  return [seats, { label: say('label.not-answered'), value: open.join(' · ') }];
}

/**
 * Nearest first: minutes when it is soon, else today, tomorrow, or days on the reader's calendar. Of less than two whole
 * days the weekday is said: 28 hours may reach into the day after tomorrow.
 */
function whenItStarts({ daysAhead, minutesAhead, readersTime }: AboutSession) {
  const at = { n: 0, time: readersTime.time, date: readersTime.weekday };
  if (minutesAhead <= 0) return { ...at, when: 'begun' as const };
  if (minutesAhead <= 90) return { ...at, when: 'minutes' as const, n: minutesAhead };
  if (daysAhead === 0) return { ...at, when: 'today' as const };
  if (daysAhead === 1) return { ...at, when: 'tomorrow' as const };
  if (minutesAhead < TWO_DAYS_MINUTES) return { ...at, when: 'weekday' as const };
  return { ...at, when: 'days' as const, n: daysAhead };
}

/** Whether the session moved so far since that the same rule fires again (`planReminder` decides alike). */
function isToldAgain({ timeVersion, rule, zone, createdAt }: Told, session: RemindedSession): boolean {
  if (!session.start || !rule || !zone || timeVersion === session.timeVersion) return false;
  const dueAgain = dueOf(rule, session.start.instant, zone).at;
  return dueAgain.getTime() - createdAt.getTime() >= REARM_AFTER_MS;
}
