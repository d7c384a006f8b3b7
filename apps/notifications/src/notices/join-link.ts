import type { SessionNotice } from './notice.js';
import { plainWords } from './plain-words.js';
import { whileItTakesPlace } from './relevance.rules.js';

/** The link to join, a day ahead: for sessions of which no reminder brings it within that day. */
export const joinLink: SessionNotice = {
  kind: 'join-link',
  to: ['confirmed'],
  mode: 'online',
  calendar: null,
  relevance: (_told, session, now) => whileItTakesPlace(session, now),
  write: plainWords('join-link'),
};
