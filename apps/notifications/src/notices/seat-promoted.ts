import type { SessionNotice } from './notice.js';
import { whileItTakesPlace } from './relevance.rules.js';

/** You were waiting, and now have a seat. */
export const seatPromoted: SessionNotice = {
  kind: 'seat-promoted',
  to: ['confirmed'],
  calendar: 'REQUEST',
  relevance: (_told, session, now) => whileItTakesPlace(session, now),
};
