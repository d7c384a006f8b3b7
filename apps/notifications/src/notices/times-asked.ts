import { textIn } from '#contracts';
import { describeLocal } from '#time';
import { cityName, type PollMatter } from '../matters/matter.js';
import { drop, SEND } from './relevance.rules.js';
import type { RoleNotice } from './role-notice.js';

/** Which of these times suit your city: to the liaisons of the cities that are asked, a tap per answer. */
export const timesAsked: RoleNotice<PollMatter> = {
  kind: 'times-asked',
  relevance: ({ poll }, _city, now) => {
    if (poll.status !== 'open') return drop('The question was closed.');
    return Date.parse(poll.respondBy) > now.getTime() ? SEND : drop('The time to answer was over.');
  },
  write: ({ poll, cities, links }, { say, city, personId, publicUrl }) => {
    if (!city) return null;
    const title = textIn(poll.title, say.locale, 'en');
    const mine = links.get(`${city.slug} ${personId}`);
    const host = cities.get(poll.ownCity);
    const url = (token: string) => `${publicUrl}/poll/${encodeURIComponent(token)}`;
    const answers = (candidate: number) =>
      (mine?.answers ?? [])
        .filter((each) => each.candidate === candidate)
        .map(({ answer, token }) => ({ label: say(`times-asked.${answer}`), url: url(token) }));
    return {
      subject: say('times-asked.subject', { title, city: city.name }),
      label: say('times-asked.label', { city: city.name }),
      heading: title,
      body: say('times-asked.body', {
        city: city.name,
        title,
        until: describeLocal(poll.respondBy, city.zone, say.locale).dateTime,
      }),
      details: poll.note ? [{ label: say('label.message'), value: poll.note }] : [],
      cards: poll.candidates.map(({ number, start }) => ({
        heading: describeLocal(start.instant, city.zone, say.locale).dateTime,
        details:
          host && host.slug !== city.slug
            ? [
                {
                  label: say('time-in', { city: cityName(cities, poll.ownCity) }),
                  value: describeLocal(start.instant, host.zone, say.locale).shortDateTime,
                },
              ]
            : [],
        links: answers(number),
      })),
      ...(mine && { button: { label: say('times-asked.button'), url: url(mine.page) } }),
    };
  },
};
