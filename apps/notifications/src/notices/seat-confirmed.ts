import type { SessionNotice } from './notice.js';
import { whileItTakesPlace } from './relevance.rules.js';

/** You have a seat. That a reminder follows is said to whom one is ahead of. */
export const seatConfirmed: SessionNotice = {
  kind: 'seat-confirmed',
  to: ['confirmed'],
  calendar: 'REQUEST',
  relevance: (_told, session, now) => whileItTakesPlace(session, now),
  needsReminders: true,
  write: ({ say, title, isReminded }) => ({
    subject: say('seat-confirmed.subject', { title }),
    label: say('seat-confirmed.label'),
    body: say('seat-confirmed.body', { reminder: isReminded ? 'ahead' : 'none' }),
  }),
};
