import {
  invalidFields,
  RuleViolation,
  textIn,
  type AskedCity,
  type GoneCity,
  type MoveEffects,
  type MovePreview,
  type Programme,
  type Start,
} from '#contracts';
import { formatInstant, instantMillis, localTime } from '#time';
import type { PlacedSession } from '../relations/binding.rules.js';
import { keepRelations } from '../relations/keep-relations.rules.js';
import { leftBehind, notAsked } from '../scheduling/consent.rules.js';
import type { CityClock } from '../scheduling/local-times.rules.js';
import { citiesToAsk, refuseBegun } from '../scheduling/session.rules.js';
import { isOnItsDay, startAt, whyTooSoon } from '../scheduling/start.rules.js';
import { baseOf, type MoveBase } from './base.rules.js';
import { clocksOf } from './clocks.rules.js';
import type { Booking } from '../scheduling/conflict.rules.js';
import { conflictsAfter, relationsOf, type Moving, type PlannedSession } from './consequences.rules.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Local times that one move may carry: sessions × cities. */
const MOST_CLOCKS = 2_000;
/** A burden of so many weighted hours is no reason to refuse, even where it is more than before (DESIGN section 9). */
const BEARABLE = 2;

type Policy = Programme['movePolicy'];

/** A session that moves, with what it is moved from. */
export type PlannedMove = MovePreview['sessions'][number] & { base: MoveBase };
export interface MovePlan extends Omit<MovePreview, 'sessions' | 'programmeId'> {
  sessions: PlannedMove[];
  gone: GoneCity[];
}

export interface MoveWish {
  id: string;
  to: Start;
}

/** Which sessions move, and which relations make them. */
export interface Movement {
  readonly moves: readonly Moving[];
  readonly relations: MoveEffects['relations'];
}

/**
 * What a move drags along with the sessions that are named, which come first.
 *
 * @param tied the sessions that relations tie to those, and they themselves, as far as they have a start and are not
 *   cancelled
 * @throws RuleViolation `validation.failed` for starts that are no change or too soon, and for too much at once;
 *   `delay.required` within 24 hours of a session's start; `session.state` for a session that has none, or has begun
 */
export function movementOf(
  wishes: readonly MoveWish[],
  tied: readonly PlannedSession[],
  now: Date,
): Movement {
  const wanted = new Map(wishes.map(({ id, to }) => [id, to]));
  checkWishes(wishes, tied, now);
  const kept = keepRelations(
    tied.map((session) => placed(session, now)),
    wishes.map(({ id, to }) => ({ id, start: instantMillis(to.instant) })),
  );
  const dragged = new Map(kept.drags.map(({ id, to }) => [id, to]));
  const moves = tied.flatMap((session): Moving[] => {
    const to = wanted.get(session.id);
    if (to) return [{ session, to, dragged: false }];
    const at = dragged.get(session.id);
    return at === undefined ? [] : [{ session, to: startAt(at, session.content.start.zone), dragged: true }];
  });
  // Those that were named come first, as they were named.
  const order = wishes.map(({ id }) => id);
  moves.sort((a, b) => rank(order, a) - rank(order, b));
  checkSize(moves);
  return { moves, relations: relationsOf(kept, tied) };
}

/**
 * All that a move would do, worked out before anybody is asked (DESIGN section 9): who has to agree, until when, and
 * what each city's clock and burden become.
 *
 * @param world.met what others have booked where the sessions move to
 * @param world.openMoves other open moves of the same sessions
 */
export function planMove(
  { moves, relations }: Movement,
  {
    clocks,
    policy,
    met,
    openMoves,
  }: {
    clocks: readonly CityClock[];
    policy: Policy;
    met: readonly Booking[];
    openMoves: MoveEffects['openMoves'];
  },
  now: Date,
): MovePlan {
  const effects = moves.map(({ session, to }) => ({
    session: session.id,
    cities: clocksOf(session.content, to, clocks),
  }));
  const { deadline, remindAt } = timesOf(moves, policy.respondWithinHours, now);
  return {
    sessions: moves.map(movedSession),
    asked: askedOf(moves, effects, clocks, policy.onSilence, deadline),
    gone: leftBehind(moves.map(({ session }) => session.content)).map((leaver) => notAsked(leaver, now)),
    deadline: formatInstant(deadline),
    remindAt: formatInstant(remindAt),
    effects: {
      sessions: effects,
      relations,
      conflicts: conflictsAfter(moves, met),
      openMoves,
    },
  };
}

function rank(order: readonly string[], { session }: Moving): number {
  const index = order.indexOf(session.id);
  return index < 0 ? order.length : index;
}

function checkWishes(wishes: readonly MoveWish[], tied: readonly PlannedSession[], now: Date): void {
  const errors = wishes.flatMap(({ id, to }, index) => {
    const session = tied.find((candidate) => candidate.id === id);
    if (!session) {
      throw new RuleViolation(
        'session.state',
        `Session “${id}” is cancelled or has no start yet; a move is for sessions that have one.`,
        { sessions: [id] },
      );
    }
    checkNotOnItsDay(session, now);
    const path = `sessions[${index}].start`;
    const at = instantMillis(to.instant);
    if (at === instantMillis(session.content.start.instant))
      return [{ path, message: 'is its start already' }];
    const message = whyTooSoon(at, now);
    return message ? [{ path, message }] : [];
  });
  if (errors.length > 0) throw invalidFields(errors);
}

function checkNotOnItsDay({ id, content }: PlannedSession, now: Date): void {
  refuseBegun(content, now);
  if (content.status !== 'scheduled' || !isOnItsDay(content.start, now)) return;
  throw new RuleViolation(
    'delay.required',
    `“${textIn(content.title)}” starts within 24 hours: announce a delay with POST /v1/sessions/{id}/delay.`,
    { sessions: [id] },
  );
}

/** A session on its day is moved by an announced delay only; the others by no less than a day from now. */
function placed({ id, content }: PlannedSession, now: Date): PlacedSession {
  const { start, durationMinutes, relations } = content;
  const at = instantMillis(start.instant);
  const limits = isOnItsDay(start, now) ? { earliest: at, latest: at } : { earliest: now.getTime() + DAY };
  return { id, start: at, durationMinutes, zone: start.zone, relations, ...limits };
}

function checkSize(moves: readonly Moving[]): void {
  const citiesOf = ({ session }: Moving) =>
    Object.values(session.content.parts).filter((part) => part !== 'none').length;
  const clocks = moves.reduce((sum, move) => sum + citiesOf(move), 0);
  if (clocks <= MOST_CLOCKS) return;
  throw invalidFields([
    {
      path: 'sessions',
      message: `would change ${clocks} local times with all that they drag along, and ${MOST_CLOCKS} is the most: move fewer at once`,
    },
  ]);
}

/** Silence counts after the programme's time, but at most half of the time left; who said nothing is reminded half-way. */
function timesOf(moves: readonly Moving[], hours: number, now: Date): { deadline: Date; remindAt: Date } {
  // Where a draft stands, nobody comes.
  const starts = moves.flatMap(({ session: { content }, to }) =>
    content.status === 'draft' ? [to.instant] : [content.start.instant, to.instant],
  );
  const left = Math.min(...starts.map(instantMillis)) - now.getTime();
  const given = Math.min(hours * HOUR, left / 2);
  const wholeMinute = (at: number) => new Date(Math.floor(at / MINUTE) * MINUTE);
  return { deadline: wholeMinute(now.getTime() + given), remindAt: wholeMinute(now.getTime() + given / 2) };
}

/** The cities whose consent it needs, in order of their names, and what their silence means. */
function askedOf(
  moves: readonly Moving[],
  effects: MoveEffects['sessions'],
  clocks: readonly CityClock[],
  onSilence: Policy['onSilence'],
  deadline: Date,
): AskedCity[] {
  const bearable = new Map<string, boolean>();
  moves.forEach(({ session, to }, index) => {
    for (const city of askedBy(session, to)) {
      const clock = effects[index]!.cities.find((candidate) => candidate.city === city);
      const isFine = !clock || clock.after.burden <= Math.max(clock.before.burden, BEARABLE);
      bearable.set(city, (bearable.get(city) ?? true) && isFine);
    }
  });
  const silence = (isFine: boolean) => {
    if (onSilence !== 'accept-if-not-worse') return onSilence;
    return isFine ? 'accept' : 'reject';
  };
  return [...bearable.keys()].sort().map((city) => {
    const zone = clocks.find(({ slug }) => slug === city)?.zone ?? 'Etc/UTC';
    const { local } = localTime(deadline, zone);
    return { city, zone, deadline: local, onSilence: silence(bearable.get(city)!) };
  });
}

/** Of a released session, the cities that are required, not its own, and have not left (DESIGN section 9). */
function askedBy({ content }: PlannedSession, to: Start): string[] {
  return citiesToAsk(content, { ...content, start: to });
}

function movedSession({ session, to, dragged }: Moving): PlannedMove {
  const { id, eventId, version, content } = session;
  return {
    id,
    eventId,
    title: content.title,
    version,
    from: content.start,
    to,
    dragged,
    base: baseOf(content),
  };
}
