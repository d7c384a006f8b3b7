import { textIn } from '#contracts';
import { cityName, type EventMatter } from '../matters/matter.js';
import { drop, SEND } from './relevance.rules.js';
import type { RoleNotice } from './role-notice.js';

/** A city has answered, or withdrawn: to the organizers. `city` is the one that answered. */
export const cityAnswered: RoleNotice<EventMatter> = {
  kind: 'city-answered',
  relevance: ({ event }, city) => {
    const partner = event.partners.find((each) => each.city === city);
    return partner && partner.status !== 'invited' ? SEND : drop('The city is asked again.');
  },
  write: ({ event, cities }, { say, city: about }) => {
    const partner = event.partners.find((each) => each.city === about?.slug);
    if (!partner) return null;
    const title = textIn(event.title, say.locale, 'en');
    const city = cityName(cities, partner.city);
    const told = { city, event: title, answer: partner.status };
    const modes = partner.modes.map((mode) => say('takes-part-by', { mode })).join(' · ');
    return {
      subject: say('city-answered.subject', told),
      label: say('city-answered.label', { city }),
      heading: title,
      body: say('city-answered.body', told),
      details: [
        ...(partner.status === 'accepted' ? [{ label: say('label.takes-part-by'), value: modes }] : []),
        ...(partner.note ? [{ label: say('label.reason'), value: partner.note }] : []),
      ],
    };
  },
};
