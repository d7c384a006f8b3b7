import type { SessionNotice } from './notice.js';
import { plainWords } from './plain-words.js';
import { whileItTakesPlace } from './relevance.rules.js';

/** You are in the queue. */
export const seatWaiting: SessionNotice = {
  kind: 'seat-waiting',
  to: ['waiting'],
  calendar: null,
  relevance: (_told, session, now) => whileItTakesPlace(session, now),
  write: plainWords('seat-waiting'),
};
