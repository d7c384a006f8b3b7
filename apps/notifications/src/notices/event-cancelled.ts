import { textIn } from '#contracts';
import { cityName, type EventMatter } from '../matters/matter.js';
import { dayInWords } from './days.js';
import { drop, SEND } from './relevance.rules.js';
import type { RoleNotice } from './role-notice.js';

/** An event does not take place: to the liaisons of the cities that are part of it, or were still asked to be. */
export const eventCancelled: RoleNotice<EventMatter> = {
  kind: 'event-cancelled',
  relevance: ({ event }) => (event.isCancelled ? SEND : drop('The event takes place.')),
  write: ({ event, cities }, { say, city }) => {
    const partner = event.partners.find((each) => each.city === city?.slug);
    if (!partner || !city) return null;
    const title = textIn(event.title, say.locale, 'en');
    const dates = {
      from: dayInWords(event.startsOn ?? '', say.locale),
      to: dayInWords(event.endsOn ?? '', say.locale),
    };
    return {
      subject: say('event-cancelled.subject', { event: title }),
      label: say('event-cancelled.label'),
      heading: title,
      body: say('event-cancelled.body', {
        event: title,
        host: cityName(cities, event.hostCity),
        city: city.name,
        answer: partner.status,
      }),
      details: [{ label: say('label.event'), value: say('city-invited.dates', dates) }],
    };
  },
};
