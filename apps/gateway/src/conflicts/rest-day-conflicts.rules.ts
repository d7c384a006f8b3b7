import { textIn, type City, type Conflict, type Session } from '#contracts';
import { addDays, daysBetween, isoWeekday, localTime, resolve } from '#time';
import { overlaps, startsAndEnds, type PlacedSession, sharesWith } from './placed-session.rules.js';

/** Country → local dates of public holidays, with their names. */
export type Holidays = ReadonlyMap<string, ReadonlyMap<string, string>>;
/** Days after a session's own that are tried instead. */
const MOST_DAYS_LATER = 14;
const MINUTE = 60_000;

interface RestDay {
  readonly kind: 'weekend' | 'holiday' | 'observance';
  readonly severity: Conflict['severity'];
  readonly label: string;
  readonly date: string;
}
type Effect = City['observances'][number]['effect'];

const WEIGHT: Record<Effect, Conflict['severity']> = { note: 'note', avoid: 'warning', block: 'error' };

/**
 * Sessions on a weekend, public holiday or observance of a city that they require, on its own dates and hours.
 * @param others of the programme, whose places and speakers a suggestion leaves alone
 */
export function restDayConflicts(
  sessions: readonly PlacedSession[],
  others: readonly PlacedSession[],
  cities: ReadonlyMap<string, City>,
  holidays: Holidays,
): Conflict[] {
  return sessions.flatMap((session) => {
    const required = requiredOf(session, cities);
    const found = required.flatMap((city) =>
      restDaysIn(session, session.start.instant, city, holidays).map((day) => ({ city, day })),
    );
    if (found.length === 0) return [];
    const suggestion = laterDay(session, others, required, holidays);
    return found.map(({ city, day }) => ({
      kind: day.kind,
      severity: day.severity,
      sessions: [session.id],
      detail: `“${textIn(session.title)}” (${session.start.local} ${session.start.zone}) is on ${day.date} in ${city.name}, which is required: ${day.label}.`,
      ...(suggestion && { suggestion }),
    }));
  });
}

/** The rest days of a city that a session touches from its start to its end; each once. */
export function restDaysIn(
  { durationMinutes }: Pick<Session, 'durationMinutes'>,
  instant: string,
  city: City,
  holidays: Holidays,
): RestDay[] {
  const start = Date.parse(instant);
  const first = localTime(start, city.zone).local;
  const last = localTime(start + durationMinutes * MINUTE - 1_000, city.zone).local;
  const dates = Array.from({ length: daysBetween(dateOf(first), dateOf(last)) + 1 }, (_, index) =>
    addDays(dateOf(first), index),
  );
  return dates.flatMap((date) => {
    const from = date === dateOf(first) ? timeOf(first) : '00:00';
    const until = date === dateOf(last) ? timeOf(last) : '24:00';
    return restDaysOn(city, date, { from, until }, holidays);
  });
}

/** @param hours that the session takes of this date, both included */
function restDaysOn(
  { weekend, country, observances }: City,
  date: string,
  hours: { from: string; until: string },
  holidays: Holidays,
): RestDay[] {
  const observed = observances.filter(({ from, to, localHours }) => {
    const covers = (day: string) => from <= day && day <= to;
    if (!localHours) return covers(date);
    const touches = (begin: string, end: string) => hours.from < end && begin <= hours.until;
    if (localHours.from < localHours.to) return covers(date) && touches(localHours.from, localHours.to);
    // Hours that pass midnight reach into the next day.
    return (
      (covers(date) && touches(localHours.from, '24:00')) ||
      (covers(addDays(date, -1)) && touches('00:00', localHours.to))
    );
  });
  const holiday = holidays.get(country)?.get(date);
  return [
    ...(weekend.includes(isoWeekday(date))
      ? [{ kind: 'weekend' as const, severity: 'note' as const, label: 'its weekend', date }]
      : []),
    ...(holiday === undefined
      ? []
      : [
          {
            kind: 'holiday' as const,
            severity: 'warning' as const,
            label: `a public holiday (${holiday})`,
            date,
          },
        ]),
    ...observed.map(({ label, effect }) => ({
      kind: 'observance' as const,
      severity: WEIGHT[effect],
      label: `${label} (${effect})`,
      date,
    })),
  ];
}

/** The next day, at the same wall time, that is a rest day for none of the required cities and finds all free. */
function laterDay(
  session: PlacedSession,
  sessions: readonly PlacedSession[],
  required: readonly City[],
  holidays: Holidays,
): Conflict['suggestion'] {
  const { local, zone } = session.start;
  for (let days = 1; days <= MOST_DAYS_LATER; days++) {
    const wall = `${addDays(dateOf(local), days)}${local.slice(10)}`;
    const { kind, instants } = resolve(wall, zone);
    const instant = instants[0];
    if (kind !== 'unique' || instant === undefined) continue;
    if (required.some((city) => restDaysIn(session, instant, city, holidays).length > 0)) continue;
    const span = startsAndEnds({ ...session, start: { instant } });
    const isTaken = sessions.some(
      (other) =>
        other.id !== session.id && sharesWith(session, other) && overlaps(span, startsAndEnds(other)),
    );
    if (isTaken) continue;
    const own = Object.keys(session.parts).filter((city) => session.parts[city] === 'required');
    const ownCity = session.place?.city ?? session.hostCity;
    const needsMove =
      session.status === 'scheduled' && own.some((city) => city !== ownCity && !session.gone?.has(city));
    const asking = needsMove ? ', once the cities it requires agree: propose a move' : '';
    return {
      detail: `“${textIn(session.title)}” can start at ${wall} (${zone})${asking}.`,
      session: session.id,
      start: { local: wall, zone, instant },
      needsMove,
    };
  }
  return undefined;
}

function requiredOf({ parts }: PlacedSession, cities: ReadonlyMap<string, City>): City[] {
  const slugs = Object.keys(parts).filter((slug) => parts[slug] === 'required');
  return slugs.flatMap((slug) => cities.get(slug) ?? []);
}

const dateOf = (local: string) => local.slice(0, 10);
const timeOf = (local: string) => local.slice(11, 16);
