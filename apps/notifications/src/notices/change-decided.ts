import { textIn } from '#contracts';
import type { MoveMatter } from '../matters/matter.js';
import { changeCards, changeDetails } from './change-words.js';
import { SEND, WAIT } from './relevance.rules.js';
import type { RoleNotice } from './role-notice.js';

/** A change proposal is closed: to the liaisons of the cities that were asked, and to the organizers. */
export const changeDecided: RoleNotice<MoveMatter> = {
  kind: 'change-decided',
  relevance: ({ move }) => (move.status === 'proposed' ? WAIT : SEND),
  write: ({ move }, { say, city }) => {
    const first = move.sessions[0];
    if (!first) return null;
    const title = textIn(first.title, say.locale, 'en');
    const n = move.sessions.length;
    const outcome = move.status;
    const reason = move.decision?.reason ?? move.reason;
    return {
      subject: say('change-decided.subject', { title, outcome }),
      label: say('change-decided.label', { outcome }),
      heading: title,
      body: say('change-decided.body', { outcome, n }),
      details: [
        ...(n === 1 ? changeDetails(move, first, city, say) : []),
        { label: say('label.reason'), value: reason },
      ],
      cards: changeCards(move, city, say),
    };
  },
};
