import type { SessionNotice } from './notice.js';
import { plainWords } from './plain-words.js';
import { whileItTakesPlace } from './relevance.rules.js';

/** A smaller capacity took your seat, and you are in the queue again. */
export const seatBackToWaiting: SessionNotice = {
  kind: 'seat-back-to-waiting',
  to: ['waiting'],
  calendar: 'CANCEL',
  withdraws: true,
  relevance: (_told, session, now) => whileItTakesPlace(session, now),
  write: plainWords('seat-back-to-waiting'),
};
