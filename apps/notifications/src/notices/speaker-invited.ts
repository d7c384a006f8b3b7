import type { SessionNotice } from './notice.js';
import { drop, whileItTakesPlace } from './relevance.rules.js';

/** Somebody is asked to speak in a session: once per session, when it is released and it is known who they are. */
export const speakerInvited: SessionNotice = {
  kind: 'speaker-invited',
  to: ['confirmed'],
  calendar: 'REQUEST',
  relevance: (_told, session, now) => {
    const hasBegun = session.start !== null && Date.parse(session.start.instant) <= now.getTime();
    return hasBegun ? drop('The session had begun.') : whileItTakesPlace(session, now);
  },
  write: ({ say, title }) => ({
    subject: say('speaker-invited.subject', { title }),
    label: say('speaker-invited.label'),
    body: say('speaker-invited.body'),
  }),
};
