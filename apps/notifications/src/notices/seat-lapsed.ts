import type { SessionNotice } from './notice.js';
import { plainWords } from './plain-words.js';
import { untilItsEnd } from './relevance.rules.js';

/** The session has begun without you, and your seat went to somebody at the door. */
export const seatLapsed: SessionNotice = {
  kind: 'seat-lapsed',
  to: ['lapsed'],
  calendar: 'CANCEL',
  withdraws: true,
  relevance: (_told, session, now) => untilItsEnd(session, now),
  write: plainWords('seat-lapsed'),
};
