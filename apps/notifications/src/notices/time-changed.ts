import { previousSpanOf, spanOf, type Span } from '../programme/session-copy.entity.js';
import { isInCalendar } from './invitation.js';
import type { AboutSession, Message, SessionNotice } from './notice.js';
import { drop, SEND, whileItTakesPlace } from './relevance.rules.js';
import { endInWords, spanInWords, timeBefore } from './span-words.js';

/**
 * The session moved, or ends at another time: one mail for each change, to everybody who has or waits for a seat when it
 * is sent. Also to who took it just after the change, unless their confirmation named the new time already.
 */
export const timeChanged: SessionNotice = {
  kind: 'time-changed',
  to: ['held', 'confirmed', 'waiting', 'offered'],
  calendar: 'REQUEST',
  relevance: (told, session, now) => {
    if (told.timeVersion !== session.timeVersion) return drop('The session moved again.');
    return whileItTakesPlace(session, now);
  },
  needsKnownTime: true,
  relevanceTo: ({ knows }) => (knows?.isNow ? drop('They know this time already.') : SEND),
  write: (about) => {
    const before = about.before ?? previousSpanOf(about.session);
    const now = spanOf(about.session)!;
    return before?.start.getTime() === now.start.getTime()
      ? newEnd(about, before, now)
      : newTime(about, before, now);
  },
};

function newTime({ say, title, seat, role, zone }: AboutSession, before: Span | null, now: Span): Message {
  const as = seat.seatStatus === 'waiting' ? 'waiting' : 'seated';
  return {
    subject: say('time-changed.subject', { title }),
    label: say('time-changed.label'),
    body: say('time-changed.body', { seat: role?.as === 'speaker' ? 'speaking' : as }),
    details: before
      ? [{ label: say('label.time-before'), value: timeBefore(before, now, zone, say.locale) }]
      : [],
  };
}

/** The start is as it was: the calendar's entry only becomes longer or shorter. */
function newEnd({ say, title, seat, role, zone }: AboutSession, before: Span, now: Span): Message {
  const hasEntry = isInCalendar(seat.seatStatus) || role?.as === 'speaker';
  const as = seat.seatStatus === 'waiting' ? 'waiting' : 'other';
  return {
    subject: say('time-changed.end.subject', { title }),
    label: say('time-changed.end.label'),
    body: say('time-changed.end.body', {
      time: endInWords(now, zone, say.locale),
      earlier: now.end < before.end ? 'earlier' : 'later',
      entry: hasEntry ? 'calendar' : as,
    }),
    details: [{ label: say('label.time-before'), value: spanInWords(before, zone, say.locale) }],
  };
}
