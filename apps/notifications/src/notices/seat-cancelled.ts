import type { SessionNotice } from './notice.js';
import { plainWords } from './plain-words.js';
import { untilItsEnd } from './relevance.rules.js';

/** Somebody else, or a smaller capacity, took your seat away. */
export const seatCancelled: SessionNotice = {
  kind: 'seat-cancelled',
  to: ['cancelled'],
  calendar: 'CANCEL',
  withdraws: true,
  relevance: (_told, session, now) => untilItsEnd(session, now),
  write: plainWords('seat-cancelled'),
};
