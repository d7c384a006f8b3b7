import type { SessionNotice } from './notice.js';
import { drop, whileItTakesPlace } from './relevance.rules.js';

/** On the day itself the start was put off: the one mail about that new time. */
export const sessionDelayed: SessionNotice = {
  kind: 'session-delayed',
  to: ['held', 'confirmed', 'waiting', 'offered'],
  calendar: 'REQUEST',
  relevance: (told, session, now) => {
    if (told.timeVersion !== session.timeVersion) return drop('The session moved again.');
    return whileItTakesPlace(session, now);
  },
  write: ({ say, title, session }) => {
    const { minutes: n = 0, reason = null } = session.delay ?? {};
    return {
      subject: say('session-delayed.subject', { title }),
      label: say('session-delayed.label', { n }),
      body: say('session-delayed.body', { n }),
      details: reason ? [{ label: say('label.reason'), value: reason }] : [],
    };
  },
};
