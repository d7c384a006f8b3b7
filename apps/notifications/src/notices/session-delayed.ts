import { describeLocal } from '#time';
import type { SessionNotice } from './notice.js';
import { drop, SEND, whileItTakesPlace } from './relevance.rules.js';

/** On the day itself the start was put off: the one mail about that new time. */
export const sessionDelayed: SessionNotice = {
  kind: 'session-delayed',
  to: ['held', 'confirmed', 'waiting', 'offered'],
  calendar: 'REQUEST',
  relevance: (told, session, now) => {
    if (told.timeVersion !== session.timeVersion) return drop('The session moved again.');
    return whileItTakesPlace(session, now);
  },
  needsKnownTime: true,
  relevanceTo: ({ knows }) => (knows?.isNow ? drop('They know this time already.') : SEND),
  write: ({ say, title, session, before, zone }) => {
    const { minutes: n = 0, reason = null } = session.delay ?? {};
    const planned = Date.parse(session.start!.instant) - n * 60_000;
    // Who knows another time than the agreed one, of an earlier delay or before a move, has to see what became of that.
    const other =
      before && before.getTime() !== planned && describeLocal(before.toISOString(), zone, say.locale);
    return {
      subject: say('session-delayed.subject', { title }),
      label: say('session-delayed.label', { n }),
      body: say('session-delayed.body', { n }),
      details: [
        ...(other ? [{ label: say('label.time-before'), value: other.dateTime }] : []),
        ...(reason ? [{ label: say('label.reason'), value: reason }] : []),
      ],
    };
  },
};
