import { textIn } from '#contracts';
import { describeLocal } from '#time';
import type { MoveMatter } from '../matters/matter.js';
import { changeCards, changeDetails } from './change-words.js';
import { timeBlock } from './mail/time-block.js';
import { drop, SEND } from './relevance.rules.js';
import type { RoleNotice } from './role-notice.js';

/** A city is asked to agree to new times: to its liaisons, with what the change means for that city. */
export const changeProposed: RoleNotice<MoveMatter> = {
  kind: 'change-proposed',
  relevance: ({ move }, _city, now) => {
    if (move.status !== 'proposed') return drop('The proposal is closed.');
    return Date.parse(move.deadline) > now.getTime() ? SEND : drop('The time to answer was over.');
  },
  write: (matter, { say, zone, city }) => {
    const { move, cities } = matter;
    const first = move.sessions[0];
    const asked = move.asked.find((each) => each.city === city?.slug);
    if (!first || !asked || !city) return null;
    const title = textIn(first.title, say.locale, 'en');
    const n = move.sessions.length;
    const own = move.effects.sessions.find((each) => each.session === first.id)?.cities[0]?.city;
    const host = own ? cities.get(own) : undefined;
    const until = describeLocal(move.deadline, city.zone, say.locale).dateTime;
    return {
      subject:
        n === 1
          ? say('change-proposed.subject', { title })
          : say('change-proposed.subject-many', { title, n: n - 1 }),
      label: say('change-proposed.label'),
      heading: title,
      body: say('change-proposed.body', { city: city.name, n, until }),
      when: timeBlock(
        say,
        first.to.instant,
        city.zone,
        { name: host?.name ?? first.to.zone, zone: host?.zone ?? first.to.zone },
        { lead: say('change-proposed.time-in', { city: city.name }) },
      ),
      details: [
        ...(n === 1 ? changeDetails(matter, first, { say, zone, city }) : []),
        { label: say('label.reason'), value: move.reason },
        {
          label: say('label.without-answer'),
          value: say('change-proposed.silence', { silence: asked.onSilence }),
        },
      ],
      cards: changeCards(matter, { say, zone, city }),
    };
  },
};
