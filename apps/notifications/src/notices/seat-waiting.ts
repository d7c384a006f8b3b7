import type { SessionNotice } from './notice.js';
import { whileItTakesPlace } from './relevance.rules.js';

/** You are in the queue. It names no position, which may be another one when the mail is read. */
export const seatWaiting: SessionNotice = {
  kind: 'seat-waiting',
  to: ['waiting'],
  calendar: null,
  relevance: (_told, session, now) => whileItTakesPlace(session, now),
};
