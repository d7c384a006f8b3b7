import type { SessionNotice } from './notice.js';
import { plainWords } from './plain-words.js';
import { untilItsEnd } from './relevance.rules.js';

/** You gave up your seat: nobody else could take the session out of your calendar. */
export const seatGivenUp: SessionNotice = {
  kind: 'seat-given-up',
  to: ['cancelled'],
  calendar: 'CANCEL',
  withdraws: true,
  relevance: (_told, session, now) => untilItsEnd(session, now),
  write: plainWords('seat-given-up'),
};
