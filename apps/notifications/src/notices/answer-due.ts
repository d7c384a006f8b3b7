import { textIn, type Text } from '#contracts';
import { describeLocal } from '#time';
import type { EventMatter, MoveMatter, PollMatter } from '../matters/matter.js';
import { drop, SEND } from './relevance.rules.js';
import type { RoleNotice } from './role-notice.js';

type Asking = MoveMatter | PollMatter | EventMatter;

/** Half of the time to answer is over and the city has not: to its liaisons, once. */
export const answerDue: RoleNotice<Asking> = {
  kind: 'answer-due',
  relevance: (asking, city, now) => {
    const open = city && questionTo(asking, city);
    if (!open) return drop('The city has answered, or is no longer asked.');
    return Date.parse(open.until) > now.getTime() ? SEND : drop('The time to answer was over.');
  },
  write: (asking, { say, city, personId, publicUrl }) => {
    const open = city && questionTo(asking, city.slug);
    if (!open) return null;
    const title = textIn(open.title, say.locale, 'en');
    const until = describeLocal(open.until, city.zone, say.locale).dateTime;
    const page = asking.kind === 'poll' && asking.links.get(`${city.slug} ${personId}`)?.page;
    return {
      subject: say('answer-due.subject', { title, city: city.name }),
      label: say('answer-due.label'),
      heading: title,
      body: say('answer-due.body', { matter: open.matter, city: city.name, title, until }),
      ...(page && {
        button: { label: say('times-asked.button'), url: `${publicUrl}/poll/${encodeURIComponent(page)}` },
      }),
    };
  },
};

/** What a city is asked and has not answered; null when there is nothing. */
function questionTo(
  asking: Asking,
  city: string,
): { matter: 'move' | 'poll' | 'invitation'; title: Text; until: string } | null {
  switch (asking.kind) {
    case 'move': {
      const { status, awaiting, sessions, deadline } = asking.move;
      const isOpen = status === 'proposed' && awaiting.includes(city);
      return isOpen ? { matter: 'move', title: sessions[0]?.title ?? '', until: deadline } : null;
    }
    case 'poll': {
      const { poll } = asking;
      const given = new Set(
        poll.answers.filter((each) => each.city === city).map(({ candidate }) => candidate),
      );
      const isOpen =
        poll.status === 'open' && poll.cities.includes(city) && given.size < poll.candidates.length;
      return isOpen ? { matter: 'poll', title: poll.title, until: poll.respondBy } : null;
    }
    case 'event': {
      const partner = asking.event.partners.find((each) => each.city === city);
      const isOpen = partner?.status === 'invited' || partner?.status === 'tentative';
      return isOpen && !asking.event.isCancelled
        ? { matter: 'invitation', title: asking.event.title, until: partner.respondBy }
        : null;
    }
  }
}
