import { textIn, type Session } from '#contracts';
import { describeLocal } from '#time';
import { cityName, type DayMatter } from '../matters/matter.js';
import { dayInWords } from './days.js';
import type { Say } from './languages/languages.js';
import type { Card, Detail } from './mail/page.js';
import { timeBlock } from './mail/time-block.js';
import { drop, SEND } from './relevance.rules.js';
import type { RoleNotice } from './role-notice.js';

/** A day before it: every session of a day with the cities' times and seats, and who has not answered. To the organizers. */
export const runOfShow: RoleNotice<DayMatter> = {
  kind: 'run-of-show',
  optional: 'digests',
  relevance: ({ sessions }, _city, now) => {
    const last = sessions.at(-1)?.start;
    if (!last) return drop('The day has no sessions any more.');
    return Date.parse(last.instant) > now.getTime() ? SEND : drop('The day was over.');
  },
  write: (day, { say, zone }) => {
    const first = day.sessions[0]?.start;
    if (!first) return null;
    const event = textIn(day.event.title, say.locale, 'en');
    const host = day.cities.get(day.event.hostCity);
    return {
      subject: say('run-of-show.subject', { event, date: dayInWords(day.date, say.locale) }),
      label: say('run-of-show.label'),
      heading: event,
      body: say('run-of-show.body', { n: day.sessions.length }),
      when: timeBlock(say, first.instant, zone, host ?? { name: first.zone, zone: first.zone }, {
        lead: say('run-of-show.first'),
      }),
      details: openInvitations(day, say),
      cards: day.sessions.map((session) => cardOf(day, session, say)),
    };
  },
};

function cardOf(day: DayMatter, session: Session, say: Say): Card {
  const start = session.start!;
  const at = describeLocal(start.instant, start.zone, say.locale);
  return {
    heading: `${at.time} · ${textIn(session.title, say.locale, 'en')}`,
    details: [...cityLines(day, session, say), ...openAnswers(day, session, say)],
  };
}

/** Each city with a part, or with seats: its local time and its seats. */
function cityLines({ cities, seats }: DayMatter, session: Session, say: Say): Detail[] {
  const ofSession = seats.filter((each) => each.sessionId === session.id);
  const withPart = Object.keys(session.parts).filter((city) => session.parts[city] !== 'none');
  const withSeats = ofSession.flatMap(({ city }) => (city ? [city] : []));
  const seatsOf = (city: string | null) => {
    const own = ofSession.filter((each) => each.city === city);
    const sum = (count: 'taken' | 'waiting') => own.reduce((total, each) => total + each[count], 0);
    return say('run-of-show.seats', { n: sum('taken'), waiting: sum('waiting') });
  };
  const lines = [...new Set([...withPart, ...withSeats])].map((city) => {
    const zone = cities.get(city)?.zone ?? session.start!.zone;
    const there = describeLocal(session.start!.instant, zone, say.locale);
    // The day is of interest only where it is another one than at the host.
    const isSameDay =
      there.date === describeLocal(session.start!.instant, session.start!.zone, say.locale).date;
    const time = isSameDay ? there.time : there.shortDateTime;
    return { label: cityName(cities, city), value: `${time} · ${seatsOf(city)}` };
  });
  const isElsewhere = ofSession.some(({ city }) => city === null);
  return isElsewhere ? [...lines, { label: say('run-of-show.elsewhere'), value: seatsOf(null) }] : lines;
}

function openAnswers({ moves, cities }: DayMatter, session: Session, say: Say): Detail[] {
  const awaited = moves
    .filter((move) => move.sessions.some(({ id }) => id === session.id))
    .flatMap(({ awaiting }) => awaiting)
    .map((city) => say('run-of-show.change', { city: cityName(cities, city) }));
  const silent = session.speakers.filter(({ status }) => status === 'invited').map(({ name }) => name);
  const speakers = silent.length > 0 ? [say('run-of-show.speakers', { list: silent.join(', ') })] : [];
  const open = [...new Set(awaited), ...speakers];
  return open.length > 0 ? [{ label: say('label.not-answered'), value: open.join(' · ') }] : [];
}

function openInvitations({ event, cities }: DayMatter, say: Say): Detail[] {
  const open = event.partners.filter(({ status }) => status === 'invited' || status === 'tentative');
  if (open.length === 0) return [];
  const value = open.map(({ city }) => say('run-of-show.invitation', { city: cityName(cities, city) }));
  return [{ label: say('label.not-answered'), value: value.join(' · ') }];
}
