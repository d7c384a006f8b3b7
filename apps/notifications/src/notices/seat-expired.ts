import type { SessionNotice } from './notice.js';
import { plainWords } from './plain-words.js';
import { whileItTakesPlace } from './relevance.rules.js';

/** A seat that was offered to you, or held for you, is given back because its time is over. */
export const seatExpired: SessionNotice = {
  kind: 'seat-expired',
  to: ['expired'],
  calendar: null,
  relevance: (_told, session, now) => whileItTakesPlace(session, now),
  write: plainWords('seat-expired'),
};
