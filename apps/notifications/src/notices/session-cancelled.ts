import { SEAT_STATUSES } from '#contracts';
import type { SessionNotice } from './notice.js';
import { plainWords } from './plain-words.js';
import { untilItsEnd, WAIT } from './relevance.rules.js';

/** The session does not take place: to everybody whose seat, or place in the queue, ended with it. */
export const sessionCancelled: SessionNotice = {
  kind: 'session-cancelled',
  to: SEAT_STATUSES,
  calendar: 'CANCEL',
  relevance: (_told, session, now) => {
    // The seats' fact may overtake the session's, which has the SEQUENCE that calendars need.
    return session.status === 'cancelled' ? untilItsEnd(session, now) : WAIT;
  },
  write: plainWords('session-cancelled'),
};
