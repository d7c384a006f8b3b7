import {
  invalidFields,
  MOST_COLUMNS,
  MOST_PLANNED,
  type PlanHolidays,
  RuleViolation,
  textIn,
  type City,
  type PlanInput,
} from '#contracts';
import type { z } from 'zod';
import { spansOf } from '../conflicts/availability.rules.js';
import { resourceKey } from '../conflicts/resource-key.rules.js';
import type { Place } from '../scheduling/place.entity.js';
import type { Session } from '../scheduling/session.entity.js';
import { Candidates, type Placeable, type PlanCity } from './candidates.rules.js';
import type { PlanProblem, PlanRelation, PlanSession } from './plan-problem.js';
import { restOf, yearsOf } from './rest-days.rules.js';
import { speakersTaken } from './speakers-taken.rules.js';

export type PlanOptions = z.output<typeof PlanInput> & { holidays?: PlanHolidays | undefined };

/** An event as the planner needs it: its days are where sessions without a window may go. */
export interface PlannedEvent {
  readonly id: string;
  readonly startsOn: string;
  readonly endsOn: string;
}

/** What a plan is computed from, as it stands. */
export interface Ground {
  readonly events: readonly PlannedEvent[];
  /** Of these events, and those with a start of the others of the programme; without the cancelled. */
  readonly sessions: readonly Session[];
  /** Of these events. */
  readonly places: readonly Place[];
  readonly cities: readonly City[];
  readonly now: number;
}

/**
 * The drafts that a plan places.
 * @throws RuleViolation `validation.failed` for sessions that cannot be among them; `plan.empty`
 */
export function targetsOf(
  sessions: readonly Session[],
  { improve, sessions: named }: PlanOptions,
): Session[] {
  const isOpen = ({ status, startsAt }: Session) => status === 'draft' && (improve || startsAt === null);
  const errors = (named ?? []).flatMap((id, index) => {
    const session = sessions.find((each) => each.id === id);
    if (session && isOpen(session)) return [];
    const message = !session
      ? 'is not a session here'
      : session.status === 'draft'
        ? 'has a start already; with “improve” it is planned anew'
        : `is ${session.status}; only drafts are planned`;
    return [{ path: `sessions[${index}]`, message }];
  });
  if (errors.length > 0) throw invalidFields(errors);
  const targets = sessions.filter((session) => isOpen(session) && (!named || named.includes(session.id)));
  if (targets.length === 0) {
    throw new RuleViolation('plan.empty', 'There is no draft that waits for a start.');
  }
  if (targets.length > MOST_PLANNED) {
    const message = `${targets.length} drafts wait: at most ${MOST_PLANNED} are planned at once, so name some`;
    throw invalidFields([{ path: 'sessions', message }]);
  }
  return targets;
}

/** What stands around the targets, in any event: what shares a speaker or a place with them, or is related. */
export function surroundings(
  targets: readonly Session[],
  { sessions }: Pick<Ground, 'sessions'>,
  places: readonly Place[],
): Session[] {
  const wanted = new Set([
    ...targets.flatMap(resourcesOf),
    ...places.map((place) => resourceKey('place', place)),
  ]);
  const ids = new Set(targets.map(({ id }) => id));
  const related = new Set(targets.flatMap(({ relations }) => relations.map(({ session }) => session)));
  return sessions.filter(
    (session) =>
      session.startsAt !== null &&
      !ids.has(session.id) &&
      (resourcesOf(session).some((resource) => wanted.has(resource)) ||
        related.has(session.id) ||
        session.relations.some((relation) => ids.has(relation.session))),
  );
}

function resourcesOf({ place, speakers }: Session): string[] {
  return [
    ...(place ? [resourceKey('place', place)] : []),
    ...speakers.map(({ speaker }) => resourceKey('speaker', speaker)),
  ];
}

/** Yields to others between two sessions: each takes some milliseconds. */
export type Breathe = () => Promise<void>;

/**
 * The problem to be solved.
 * @throws RuleViolation `validation.failed` for what is too much, and places that don't exist; `plan.outdated`
 */
export async function problemOf(
  targets: readonly Session[],
  ground: Ground,
  options: PlanOptions,
  breathe: Breathe,
): Promise<{ problem: PlanProblem; considered: Session[]; cities: ReadonlyMap<string, PlanCity> }> {
  const places = placesOf(options, ground);
  const holidays = options.restDays === 'avoid' ? neededHolidays(targets, ground, options) : null;
  const cities = new Map(ground.cities.map((city) => [city.slug, planCity(city, holidays)]));
  const order = [...new Set(targets.flatMap(requiredOf))].sort();
  const candidates = new Candidates(cities, order, options, ground.now);
  const fixed = surroundings(targets, ground, places);
  const considered = [...targets, ...fixed];
  const taken = speakersTaken(considered);
  const plain = ({ id, title, durationMinutes }: Session) => ({
    id,
    title,
    durationMinutes,
    speakers: taken.get(id)!.map((speaker) => speaker.id),
  });
  const sessions: PlanSession[] = [];
  let columns = 0;
  for (const session of targets) {
    await breathe();
    const found = candidates.of(placeable(session, ground, options, places, cities));
    sessions.push({ ...plain(session), isFixed: false, candidates: found });
    columns += found.length;
    if (columns > MOST_COLUMNS) throw tooMuch();
  }
  for (const session of fixed) {
    const at = session.startsAt!.getTime();
    const only = {
      at,
      place: session.place?.id ?? null,
      burdens: order.map(() => 0),
      isChange: false,
      bans: [],
    };
    sessions.push({ ...plain(session), isFixed: true, candidates: [only] });
  }
  const used = [...considered.flatMap(({ place }) => place ?? []), ...places];
  return {
    considered,
    cities,
    problem: {
      cities: order,
      sessions,
      relations: relationsOf(considered, cities),
      bans: candidates.bans,
      names: new Map([...used, ...[...taken.values()].flat()].map(({ id, name }) => [id, name])),
      samePlaces: samePlaces(used),
    },
  };
}

/** The id that stands for a place in all events that list it. */
function samePlaces(places: readonly Place[]): Map<string, string> {
  const first = new Map<string, string>();
  for (const place of places) {
    const key = resourceKey('place', place);
    if (!first.has(key)) first.set(key, place.id);
  }
  return new Map(places.map((place) => [place.id, first.get(resourceKey('place', place))!]));
}

function placeable(
  session: Session,
  { events }: Ground,
  { from, to }: PlanOptions,
  places: readonly Place[],
  cities: ReadonlyMap<string, PlanCity>,
): Placeable {
  const days = daysOf(session, events);
  const window = { from: later(days.from, from), to: earlier(days.to, to) };
  if (window.to < window.from) {
    const message = `“${textIn(session.title)}” may be placed from ${days.from} to ${days.to}, none of which lies in the days asked for`;
    throw invalidFields([{ path: from && from > days.to ? 'from' : 'to', message }]);
  }
  const own = places.filter(({ eventId }) => eventId === session.eventId);
  const { id, title, durationMinutes, purpose, place, startsAt } = session;
  const { hostCity } = session.event;
  const possible = place ? [place] : own;
  return {
    ...{ id, title, durationMinutes, purpose, window, hostCity },
    places: possible.length > 0 ? possible.map((each) => ({ ...each, ...away(each, each.city) })) : [null],
    required: requiredOf(session),
    away: session.speakers.flatMap(({ speaker }) => away(speaker, speaker.city ?? hostCity).away),
    current: startsAt && { at: startsAt.getTime(), place: place?.id ?? null },
  };

  function away({ name, availability }: Pick<Place, 'name' | 'availability'>, clock: string) {
    const zone = cities.get(clock)?.zone;
    return { away: availability && zone !== undefined ? [{ name, spans: spansOf(availability, zone) }] : [] };
  }
}

/** Days in its own city between which a session may start, before they are narrowed. */
function daysOf(session: Session, events: readonly PlannedEvent[]): { from: string; to: string } {
  const event = events.find(({ id }) => id === session.eventId)!;
  return session.window ?? { from: event.startsOn, to: event.endsOn };
}

/** Whose public holidays, and of which years, a plan needs that avoids rest days. */
export function planDays(
  targets: readonly Session[],
  { events, cities }: Pick<Ground, 'events' | 'cities'>,
): { countries: string[]; years: number[] } {
  const required = new Set(targets.flatMap(requiredOf));
  const countries = new Set(cities.filter(({ slug }) => required.has(slug)).map(({ country }) => country));
  return {
    countries: [...countries].sort(),
    years: yearsOf(targets.map((session) => daysOf(session, events))),
  };
}

/** @throws RuleViolation `plan.outdated` when what was asked for before does not reach for what is planned now */
function neededHolidays(
  targets: readonly Session[],
  ground: Ground,
  { holidays }: PlanOptions,
): PlanHolidays['days'] {
  const { countries, years } = planDays(targets, ground);
  const known = new Set(holidays?.years);
  const reaches =
    years.every((year) => known.has(year)) &&
    countries.every((country) => Object.hasOwn(holidays?.days ?? {}, country));
  if (holidays && reaches) return holidays.days;
  throw new RuleViolation(
    'plan.outdated',
    'Its sessions have changed while their cities’ public holidays were looked up: start the plan again.',
  );
}

function placesOf({ places: named = [] }: PlanOptions, { places }: Ground): Place[] {
  const found = named.map((each) => {
    const byId = places.find(({ id }) => id === each);
    return byId ?? places.find(({ slug }) => slug === each);
  });
  const errors = found.flatMap((place, index) =>
    place ? [] : [{ path: `places[${index}]`, message: `there is no place “${named[index]}” here` }],
  );
  if (errors.length > 0) throw invalidFields(errors);
  return [...new Set(found as Place[])];
}

function relationsOf(sessions: readonly Session[], cities: ReadonlyMap<string, PlanCity>): PlanRelation[] {
  const indexOf = new Map(sessions.map(({ id }, index) => [id, index]));
  return sessions.flatMap((session, later) =>
    session.relations.flatMap(({ kind, session: id, gapMinutes = 0, overlapMinutes = 0 }) => {
      const earlier = indexOf.get(id);
      if (earlier === undefined) return [];
      return [{ kind, earlier, later, gapMinutes, overlapMinutes, zone: cities.get(session.ownCity)!.zone }];
    }),
  );
}

export const requiredOf = ({ parts }: Session) =>
  Object.keys(parts).filter((city) => parts[city] === 'required');

const planCity = (city: City, holidays: PlanHolidays['days'] | null): PlanCity => ({
  slug: city.slug,
  zone: city.zone,
  comfort: city.comfort,
  rest: holidays && restOf(city, holidays[city.country] ?? {}),
  blocked: city.observances
    .filter(({ effect }) => effect === 'block')
    .map(({ from, to, label, localHours }) => ({ from, to, label, hours: localHours })),
});

const later = (day: string, other = day) => (day > other ? day : other);
const earlier = (day: string, other = day) => (day < other ? day : other);

function tooMuch(): RuleViolation {
  return invalidFields([
    {
      path: 'stepMinutes',
      message: `the sessions have more than ${MOST_COLUMNS} candidates together: take a longer step, fewer days or fewer sessions`,
    },
  ]);
}
