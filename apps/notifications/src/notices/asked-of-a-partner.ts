import { textIn } from '#contracts';
import type { EventMatter } from '../matters/matter.js';
import { dayInWords } from './days.js';
import { drop, SEND } from './relevance.rules.js';
import type { RoleNotice } from './role-notice.js';

/** What a city that has accepted is asked for, mode by mode: to its liaisons. */
const askedFor = (
  kind: 'delegates-to-name' | 'input-asked',
  mode: 'delegation' | 'input',
): RoleNotice<EventMatter> => ({
  kind,
  relevance: ({ event }, city) =>
    !event.isCancelled &&
    event.partners.some(
      (partner) => partner.city === city && partner.status === 'accepted' && partner.modes.includes(mode),
    )
      ? SEND
      : drop('The city no longer takes part so, or the event is cancelled.'),
  write: ({ event }, { say, city }) => {
    if (!city) return null;
    const title = textIn(event.title, say.locale, 'en');
    const told = { city: city.name, event: title };
    return {
      subject: say(`${kind}.subject`, told),
      label: say(`${kind}.label`),
      heading: title,
      body: say(`${kind}.body`, { ...told, from: dayInWords(event.startsOn ?? '', say.locale) }),
    };
  },
});

export const delegatesToName = askedFor('delegates-to-name', 'delegation');
export const inputAsked = askedFor('input-asked', 'input');
