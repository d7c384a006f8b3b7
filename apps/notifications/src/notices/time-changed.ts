import { describeLocal } from '#time';
import type { SessionNotice } from './notice.js';
import { drop, SEND, whileItTakesPlace } from './relevance.rules.js';

/**
 * The session moved: one mail for each change of the instant, to everybody who has or waits for a seat when it is sent.
 * Also to who took it just after the change, unless their confirmation named the new time already.
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
  write: ({ say, title, seat, role, session, before: known, zone }) => {
    const as = seat.seatStatus === 'waiting' ? 'waiting' : 'seated';
    const earlier = known ?? session.previousStart;
    const before = earlier && describeLocal(earlier.toISOString(), zone, say.locale);
    return {
      subject: say('time-changed.subject', { title }),
      label: say('time-changed.label'),
      body: say('time-changed.body', { seat: role?.as === 'speaker' ? 'speaking' : as }),
      details: before ? [{ label: say('label.time-before'), value: before.dateTime }] : [],
    };
  },
};
