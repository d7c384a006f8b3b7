import type { SessionNotice } from './notice.js';
import { drop, SEND, whileItTakesPlace } from './relevance.rules.js';

/** The room changed: to those who come there. Who joins online has a link that leads wherever the session is. */
export const placeChanged: SessionNotice = {
  kind: 'place-changed',
  to: ['held', 'confirmed', 'waiting', 'offered'],
  mode: 'in-person',
  calendar: 'REQUEST',
  relevance: (_told, session, now) => {
    return session.placeName === null
      ? drop('The session has no place any more.')
      : whileItTakesPlace(session, now);
  },
  needsKnownTime: true,
  relevanceTo: ({ knows }, { told, session }) =>
    told.timeVersion !== session.timeVersion && !knows?.isNow
      ? drop('The session moved too; the mail about its time names the place.')
      : SEND,
  write: ({ say, title, place, knowsTime }) => ({
    subject: say('place-changed.subject', { title }),
    label: say('place-changed.label'),
    body: say('place-changed.body', { place: place ?? '', still: knowsTime ? 'same' : 'other' }),
  }),
};
