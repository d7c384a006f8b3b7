import type { SessionNotice } from './notice.js';
import { untilItsEnd } from './relevance.rules.js';

/** Somebody who was asked to speak in a session no longer does: it leaves their calendar, unless they have a seat there. */
export const speakerRemoved: SessionNotice = {
  kind: 'speaker-removed',
  to: ['confirmed'],
  toFormer: 'speaker',
  calendar: 'CANCEL',
  withdraws: true,
  relevance: (_told, session, now) => untilItsEnd(session, now),
  write: ({ say, title, seat }) => ({
    subject: say('speaker-removed.subject', { title }),
    label: say('speaker-removed.label'),
    body: say('speaker-removed.body', { seat: seat.seatStatus === 'confirmed' ? 'seated' : 'speaking' }),
  }),
};
