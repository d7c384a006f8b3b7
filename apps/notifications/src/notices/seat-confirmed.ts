import type { SessionNotice } from './notice.js';
import { whileItTakesPlace } from './relevance.rules.js';
import { seatDetails } from './seat-modes.js';

/** You have a seat. That a reminder follows is said to whom one is ahead of. */
export const seatConfirmed: SessionNotice = {
  kind: 'seat-confirmed',
  to: ['confirmed'],
  calendar: 'REQUEST',
  relevance: (_told, session, now) => whileItTakesPlace(session, now),
  needsReminders: true,
  write: (about) => ({
    subject: about.say('seat-confirmed.subject', { title: about.title }),
    label: about.say('seat-confirmed.label'),
    body: about.say('seat-confirmed.body', { reminder: about.isReminded ? 'ahead' : 'none' }),
    details: seatDetails(about),
  }),
};
