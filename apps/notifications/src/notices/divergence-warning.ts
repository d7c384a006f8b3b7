import { textIn } from '#contracts';
import { cityName, type SeriesMatter } from '../matters/matter.js';
import { wallInWords } from './wall-words.js';
import { SEND } from './relevance.rules.js';
import type { RoleNotice } from './role-notice.js';

/** Occurrences of a series shift against the others because clocks change on different days: to the organizers. */
export const divergenceWarning: RoleNotice<SeriesMatter> = {
  kind: 'divergence-warning',
  relevance: () => SEND,
  write: ({ occurrences, title: text, cities }, { say }) => {
    const title = textIn(text, say.locale, 'en');
    const n = new Set(occurrences.map(({ sessionId }) => sessionId)).size;
    return {
      subject: say('divergence-warning.subject', { title }),
      label: say('divergence-warning.label'),
      heading: title,
      body: say('divergence-warning.body', { title, n }),
      cards: occurrences.map(({ city, usualLocal, local, differenceMinutes }) => ({
        heading: `${cityName(cities, city)}: ${say('divergence-warning.shift', {
          n: Math.abs(differenceMinutes),
          earlier: differenceMinutes < 0 ? 'earlier' : 'later',
        })}`,
        details: [
          { label: say('label.usually'), value: wallInWords(usualLocal, say.locale) },
          { label: say('label.this-time'), value: wallInWords(local, say.locale) },
        ],
      })),
    };
  },
};
