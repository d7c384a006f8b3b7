import type { SessionNotice } from './notice.js';
import { plainWords } from './plain-words.js';
import { whileItTakesPlace } from './relevance.rules.js';

/** A seat became free, and it is yours. */
export const seatPromoted: SessionNotice = {
  kind: 'seat-promoted',
  to: ['confirmed'],
  calendar: 'REQUEST',
  relevance: (_told, session, now) => whileItTakesPlace(session, now),
  write: plainWords('seat-promoted'),
};
