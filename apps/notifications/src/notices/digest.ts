import { PARTNER_STATUSES, textIn } from '#contracts';
import { describeLocal, minus } from '#time';
import { cityName, type DigestMatter, type Tally } from '../matters/matter.js';
import type { Say } from './languages/languages.js';
import type { Card } from './mail/page.js';
import { drop, SEND } from './relevance.rules.js';
import type { RoleNotice } from './role-notice.js';

/** What has happened since yesterday morning: to each organizer at 08:00 of their day, only if there is something. */
export const digest: RoleNotice<DigestMatter> = {
  kind: 'digest',
  optional: 'digests',
  relevance: ({ tallies }) => (tallies.length > 0 ? SEND : drop('There is nothing new.')),
  write: (matter, { say, zone, dueAt }) => {
    if (!dueAt) return null;
    const yesterday = new Date(minus(dueAt.toISOString(), 'P1D', zone));
    const tallies = matter.tallies.filter(({ quarter }) => quarter < dueAt && quarter >= yesterday);
    if (tallies.length === 0) return null;
    const programme = textIn(matter.title, say.locale, 'en');
    const date = describeLocal(dueAt.toISOString(), zone, say.locale).date;
    const subjects = [...new Set(tallies.map((tally) => tally.subject))];
    return {
      subject: say('digest.subject', { programme, date }),
      label: say('digest.label'),
      heading: programme,
      body: say('digest.body', { programme }),
      cards: subjects.map((subject) =>
        cardOf(
          tallies.filter((tally) => tally.subject === subject),
          matter,
          say,
        ),
      ),
    };
  },
};

function cardOf(tallies: readonly Tally[], { cities }: DigestMatter, say: Say): Card {
  const sum = (detail: string) =>
    tallies.reduce((total, tally) => total + (tally.detail === detail ? tally.count : 0), 0);
  const lines = new Set<string>();
  for (const { kind, detail } of tallies) {
    const [city = '', word = ''] = detail.split(' ');
    if (kind === 'seats') {
      lines.add(say('digest.seats', { given: sum('given'), queued: sum('queued'), freed: sum('freed') }));
    } else if (kind === 'poll') {
      lines.add(say('digest.poll', { city: cityName(cities, city) }));
    } else if (kind === 'change') {
      lines.add(say('digest.change', { outcome: outcomeOf(detail) }));
    } else {
      const answer = PARTNER_STATUSES.find((status) => status === word) ?? 'invited';
      lines.add(say('digest.city', { city: cityName(cities, city), answer }));
    }
  }
  return {
    heading: textIn(tallies[0]!.title, say.locale, 'en'),
    details: [],
    lines: [...lines],
  };
}

function outcomeOf(detail: string): 'proposed' | 'applied' | 'rejected' | 'withdrawn' {
  return detail === 'applied' || detail === 'rejected' || detail === 'withdrawn' ? detail : 'proposed';
}
