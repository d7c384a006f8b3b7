import { textIn, type Move } from '#contracts';
import { describeLocal } from '#time';
import { type MoveMatter } from '../matters/matter.js';
import type { Say } from './languages/languages.js';
import type { Card, Detail } from './mail/page.js';

type MovedSession = Move['sessions'][number];

/** Who reads of a change proposal: their clock, and the city whose unsocial hours they see, if they speak for one. */
export interface ChangeReader {
  readonly say: Say;
  readonly zone: string;
  readonly city: { readonly slug: string; readonly zone: string } | null;
}

/** A moment as this reader's clock shows it: that of the city they speak for, else their own. */
export const onTheirClock = (instant: string, { say, zone, city }: ChangeReader): string =>
  describeLocal(instant, city?.zone ?? zone, say.locale).shortDateTime;

/** What a change proposal does to one session, on the reader's clock; with its unsocial hours when their city has a part. */
export function changeDetails(matter: MoveMatter, session: MovedSession, reader: ChangeReader): Detail[] {
  const { move } = matter;
  const { say, city } = reader;
  const isApplied = move.status === 'applied';
  const effect = move.effects.sessions
    .find((each) => each.session === session.id)
    ?.cities.find((each) => each.city === city?.slug);
  return [
    isApplied
      ? { label: say('label.time-before'), value: onTheirClock(session.from.instant, reader) }
      : { label: say('label.now'), value: nowOf(matter, session, reader) },
    {
      label: say(isApplied ? 'label.new-time' : 'label.proposed'),
      value: onTheirClock(session.to.instant, reader),
    },
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
export function changeCards(matter: MoveMatter, reader: ChangeReader): Card[] {
  const { sessions } = matter.move;
  if (sessions.length < 2) return [];
  return sessions.map((session) => ({
    heading: textIn(session.title, reader.say.locale, 'en'),
    details: changeDetails(matter, session, reader),
  }));
}

/** When a session takes place that the proposal has not moved: it may have been changed since it was proposed. */
function nowOf({ current }: MoveMatter, session: MovedSession, reader: ChangeReader): string {
  const copy = current.get(session.id);
  if (copy?.status === 'cancelled') return reader.say('change-decided.cancelled');
  const isNewer = copy && copy.version > session.version;
  return onTheirClock((isNewer && copy.start ? copy.start : session.from).instant, reader);
}

const hours = (burden: number, say: Say): string =>
  new Intl.NumberFormat(say.locale, { maximumFractionDigits: 2 }).format(burden);
