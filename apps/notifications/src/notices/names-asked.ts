import { textIn } from '#contracts';
import { describeLocal } from '#time';
import type { BlockMatter } from '../matters/matter.js';
import { drop, SEND } from './relevance.rules.js';
import type { RoleNotice } from './role-notice.js';

/** Who comes for a city's delegation, while places have no name: to its liaisons. */
const namesOf = (kind: 'names-asked' | 'names-due'): RoleNotice<BlockMatter> => ({
  kind,
  relevance: ({ block }, _city, now) => {
    if (block.free === 0) return drop('Every place has a name.');
    return Date.parse(block.namesUntil) > now.getTime() ? SEND : drop('The time for names was over.');
  },
  write: ({ block, title: text }, { say, city }) => {
    if (!city) return null;
    const title = textIn(text, say.locale, 'en');
    const until = describeLocal(block.namesUntil, city.zone, say.locale).dateTime;
    const told = { city: city.name, title };
    const isDue = kind === 'names-due';
    // First how many are kept, then how many of those have no name.
    const n = isDue ? block.free : block.size;
    const subject = isDue ? say('names-due.subject', { ...told, n }) : say('names-asked.subject', told);
    return {
      subject,
      label: say(`${kind}.label`),
      heading: title,
      body: say(`${kind}.body`, { city: city.name, n, until }),
      details: isDue ? [{ label: say('label.seats-kept'), value: `${block.size}` }] : [],
    };
  },
});

export const namesAsked = namesOf('names-asked');
export const namesDue = namesOf('names-due');
