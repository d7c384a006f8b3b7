import type { SessionNotice } from './notice.js';
import { plainWords } from './plain-words.js';
import { whileItTakesPlace } from './relevance.rules.js';

/** You have a seat. */
export const seatConfirmed: SessionNotice = {
  kind: 'seat-confirmed',
  to: ['confirmed'],
  calendar: 'REQUEST',
  relevance: (_told, session, now) => whileItTakesPlace(session, now),
  write: plainWords('seat-confirmed'),
};
