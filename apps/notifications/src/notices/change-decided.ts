import { textIn, WITHDRAWN_WITHOUT_REASON, type Move } from '#contracts';
import { cityName, type MoveMatter } from '../matters/matter.js';
import { changeCards, changeDetails, onTheirClock, type ChangeReader } from './change-words.js';
import type { Detail } from './mail/page.js';
import { drop, SEND, WAIT } from './relevance.rules.js';
import type { RoleNotice } from './role-notice.js';

type Ending = NonNullable<Move['outcome']>['kind'];

/** A change proposal is closed: to the liaisons of the cities that were asked, and to the organizers. */
export const changeDecided: RoleNotice<MoveMatter> = {
  kind: 'change-decided',
  relevance: ({ move }, city) => {
    if (move.gone?.some((leaver) => leaver.city === city)) return drop('The city has left the event.');
    return move.status === 'proposed' ? WAIT : SEND;
  },
  write: (matter, { say, zone, city }) => {
    const { move } = matter;
    const first = move.sessions[0];
    if (!first) return null;
    const reader = { say, zone, city };
    const title = textIn(first.title, say.locale, 'en');
    const n = move.sessions.length;
    const ending = endingOf(move);
    return {
      subject: say('change-decided.subject', { title, ending }),
      label: say('change-decided.label', { ending }),
      heading: title,
      body: say('change-decided.body', { ending, n }),
      details: [...(n === 1 ? changeDetails(matter, first, reader) : []), ...why(matter, ending, reader)],
      cards: changeCards(matter, reader),
    };
  },
};

/** How it ended. Every closed proposal says so; its status alone tells less. */
function endingOf({ status, outcome }: Move): Ending {
  if (outcome) return outcome.kind;
  return status === 'applied' ? 'agreed' : status === 'withdrawn' ? 'withdrawn' : 'refused';
}

/** Why it ended so: whose other time, whose silence, whose reason. The proposer's own where it was agreed to. */
function why(matter: MoveMatter, ending: Ending, reader: ChangeReader): Detail[] {
  const { move } = matter;
  const reason = (value: string | undefined): Detail[] =>
    value ? [{ label: reader.say('label.reason'), value }] : [];
  switch (ending) {
    case 'agreed':
      return [...reason(move.reason), ...silent(matter, 'silence', reader)];
    case 'decided':
      return [...reason(move.decision?.reason), ...silent(matter, 'decision', reader)];
    case 'countered':
      return counters(matter, reader);
    case 'refused':
      return silent(matter, 'silence', reader);
    case 'withdrawn': {
      const given = move.outcome?.detail;
      return reason(given === WITHDRAWN_WITHOUT_REASON ? undefined : given);
    }
    case 'stale':
      return [];
  }
}

/** The time that each city wants instead, and what it says of it. */
function counters({ move, cities }: MoveMatter, reader: ChangeReader): Detail[] {
  const { say } = reader;
  return counting(move).flatMap(([city, { answer, counter, note }]) => {
    if (answer !== 'counter' || !counter) return [];
    const moved = move.sessions.find(({ id }) => id === counter.session);
    const time = onTheirClock(counter.start.instant, reader);
    const isOneOfMany = moved && move.sessions.length > 1;
    return [
      {
        label: say('change-decided.other-time', { city: cityName(cities, city) }),
        value: isOneOfMany ? `${time} (${textIn(moved.title, say.locale, 'en')})` : time,
      },
      ...(note ? [{ label: say('label.reason'), value: note }] : []),
    ];
  });
}

/** The cities that have not answered, and what the programme or the organizers put in the place of their answers. */
function silent({ move, cities }: MoveMatter, by: 'silence' | 'decision', { say }: ChangeReader): Detail[] {
  const names = counting(move).flatMap(([city, answer]) =>
    answer.by === by ? [cityName(cities, city)] : [],
  );
  return names.length > 0 ? [{ label: say('label.not-answered'), value: names.join(', ') }] : [];
}

/** Answers of the cities that have not left. */
const counting = ({ answers, gone = [] }: Move) =>
  Object.entries(answers).filter(([city]) => !gone.some((leaver) => leaver.city === city));
