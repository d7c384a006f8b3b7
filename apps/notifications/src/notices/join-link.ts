import type { SessionNotice } from './notice.js';
import { plainWords } from './plain-words.js';
import { drop, whileItTakesPlace } from './relevance.rules.js';

/** The link to join, a day ahead: for sessions of which no reminder brings it within that day. */
export const joinLink: SessionNotice = {
  kind: 'join-link',
  to: ['confirmed'],
  mode: 'online',
  calendar: null,
  relevance: (told, session, now) => {
    if (told.timeVersion !== session.timeVersion) return drop('The session moved; it has a mail of its own.');
    return whileItTakesPlace(session, now);
  },
  write: plainWords('join-link'),
};
