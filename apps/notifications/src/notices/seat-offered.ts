import { describeLocal } from '#time';
import type { SessionNotice } from './notice.js';
import { drop, SEND, whileItTakesPlace } from './relevance.rules.js';
import { seatDetails } from './seat-modes.js';

/** A seat is kept for you until you accept it, or until its time is over. */
export const seatOffered: SessionNotice = {
  kind: 'seat-offered',
  to: ['offered', 'held'],
  calendar: null,
  relevance: (_told, session, now) => whileItTakesPlace(session, now),
  relevanceTo: ({ keptUntil }, { now }) =>
    keptUntil && Date.parse(keptUntil) <= now.getTime() ? drop('The time to accept it was over.') : SEND,
  write: (about) => {
    const { say, title, seat, zone } = about;
    const until = seat.keptUntil && describeLocal(seat.keptUntil, zone, say.locale).dateTime;
    return {
      subject: say('seat-offered.subject', { title }),
      label: say('seat-offered.label'),
      body: until ? say('seat-offered.body', { until }) : say('seat-offered.soon.body'),
      details: seatDetails(about),
    };
  },
};
