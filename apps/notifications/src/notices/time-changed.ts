import { describeLocal } from '#time';
import type { SessionNotice } from './notice.js';
import { drop, whileItTakesPlace } from './relevance.rules.js';

/**
 * The session moved: one mail for each change of the instant, to everybody who has or waits for a seat when it is sent.
 * Also to who took it just after the change: their confirmation may still have named the old time.
 */
export const timeChanged: SessionNotice = {
  kind: 'time-changed',
  to: ['held', 'confirmed', 'waiting', 'offered'],
  calendar: 'REQUEST',
  relevance: (told, session, now) => {
    if (told.timeVersion !== session.timeVersion) return drop('The session moved again.');
    return whileItTakesPlace(session, now);
  },
  write: ({ say, title, seat, role, session, zone }) => {
    const as = seat.seatStatus === 'waiting' ? 'waiting' : 'seated';
    const before =
      session.previousStart && describeLocal(session.previousStart.toISOString(), zone, say.locale);
    return {
      subject: say('time-changed.subject', { title }),
      label: say('time-changed.label'),
      body: say('time-changed.body', { seat: role?.as === 'speaker' ? 'speaking' : as }),
      details: before ? [{ label: say('label.time-before'), value: before.dateTime }] : [],
    };
  },
};
