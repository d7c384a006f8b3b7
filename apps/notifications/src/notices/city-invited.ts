import { textIn } from '#contracts';
import { describeLocal } from '#time';
import { cityName, type EventMatter } from '../matters/matter.js';
import { dayInWords } from './days.js';
import { drop, SEND } from './relevance.rules.js';
import type { RoleNotice } from './role-notice.js';

/** A city is asked to take part: to its liaisons. */
export const cityInvited: RoleNotice<EventMatter> = {
  kind: 'city-invited',
  relevance: ({ event }, city) =>
    !event.isCancelled &&
    event.partners.some((partner) => partner.city === city && partner.status === 'invited')
      ? SEND
      : drop('The city has answered, or the event is cancelled.'),
  write: ({ event, cities }, { say, zone, city }) => {
    const partner = event.partners.find((each) => each.city === city?.slug);
    if (!partner || !city) return null;
    const title = textIn(event.title, say.locale, 'en');
    const until = describeLocal(partner.respondBy, zone, say.locale).dateTime;
    const dates = {
      from: dayInWords(event.startsOn ?? '', say.locale),
      to: dayInWords(event.endsOn ?? '', say.locale),
    };
    return {
      subject: say('city-invited.subject', { city: city.name, event: title }),
      label: say('city-invited.label', { city: city.name }),
      heading: title,
      body: say('city-invited.body', {
        city: city.name,
        event: title,
        host: cityName(cities, event.hostCity),
        until,
      }),
      details: [
        { label: say('label.event'), value: say('city-invited.dates', dates) },
        {
          label: say('label.takes-part-by'),
          value: partner.modes.map((mode) => say('takes-part-by', { mode })).join(' · '),
        },
      ],
    };
  },
};
