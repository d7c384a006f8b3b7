import { textIn, type Move } from '#contracts';
import { describeLocal } from '#time';
import type { Say } from './languages/languages.js';
import type { Card, Detail } from './mail/page.js';

/** What a change proposal does to one session, on the clock of one city; with its unsocial hours when that city has a part. */
export function changeDetails(
  move: Move,
  session: Move['sessions'][number],
  city: { slug: string; zone: string } | null,
  say: Say,
): Detail[] {
  const isApplied = move.status === 'applied';
  const zone = city?.zone ?? session.to.zone;
  const at = (instant: string) => describeLocal(instant, zone, say.locale).shortDateTime;
  const effect = move.effects.sessions
    .find((each) => each.session === session.id)
    ?.cities.find((each) => each.city === city?.slug);
  return [
    { label: say(isApplied ? 'label.time-before' : 'label.now'), value: at(session.from.instant) },
    { label: say(isApplied ? 'label.new-time' : 'label.proposed'), value: at(session.to.instant) },
    ...(effect
      ? [
          {
            label: say('label.unsocial-hours'),
            value: `${hours(effect.before.burden, say)} → ${hours(effect.after.burden, say)}`,
          },
        ]
      : []),
  ];
}

/** A card per session; none when there is one only, which the mail is about as a whole. */
export function changeCards(move: Move, city: { slug: string; zone: string } | null, say: Say): Card[] {
  if (move.sessions.length < 2) return [];
  return move.sessions.map((session) => ({
    heading: textIn(session.title, say.locale, 'en'),
    details: changeDetails(move, session, city, say),
  }));
}

const hours = (burden: number, say: Say): string =>
  new Intl.NumberFormat(say.locale, { maximumFractionDigits: 2 }).format(burden);
