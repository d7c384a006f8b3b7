import { textIn, type Conflict } from '#contracts';
import { addDays, BURDEN_LIMIT, daysBetween, formatInstant, localTime, settle, startOfDay } from '#time';
import { brokenRelations } from '../relations/keep-relations.rules.js';
import { isAvailable } from './availability.rules.js';
import { burdenOf, overlap, spanOf } from './conflicts.rules.js';
import { isWithinEvent } from './event-days.rules.js';
import type { Finding, Resource, Scheduled } from './scheduled.js';

const QUARTER = 15 * 60_000;
const DAY = 24 * 60 * 60_000;
/** Quarter hours that are tried for another start: a week of them. */
const MOST_TRIED = 7 * 96;
/** Days of its event that are tried for a session outside of them. */
const MOST_DAYS = 31;

type Suggestion = NonNullable<Conflict['suggestion']>;
/** A place of an event that a session could have instead. */
export type OtherPlace = NonNullable<Scheduled['place']> & { readonly eventId: string };

/** What is known of a programme when something is suggested for it. */
export class Suggestions {
  private readonly byId: ReadonlyMap<string, Scheduled>;
  private readonly byResource = new Map<string, Scheduled[]>();

  constructor(
    private readonly sessions: readonly Scheduled[],
    private readonly places: readonly OtherPlace[],
    private readonly now: number,
  ) {
    this.byId = new Map(sessions.map((session) => [session.id, session]));
    for (const session of sessions) {
      for (const { key } of resourcesOf(session)) {
        this.byResource.set(key, [...(this.byResource.get(key) ?? []), session]);
      }
    }
  }

  /** A way out of a conflict that makes none elsewhere; undefined when none was found within a week. */
  for({ kind, sessions }: Finding): Suggestion | undefined {
    // No other time or place mends it.
    if (kind === 'partner') return undefined;
    const session = this.easierToMove(sessions.map((id) => this.byId.get(id)!));
    if (kind === 'place') {
      const place = this.otherPlace(session);
      if (place) return place;
    }
    const start = this.startFor(kind, session);
    return start === undefined ? undefined : moveTo(session, start);
  }

  private startFor(kind: Finding['kind'], session: Scheduled): number | undefined {
    if (kind === 'burden') return this.kindestStart(session);
    return kind === 'outside-event' ? this.startInEvent(session) : this.nextStart(session);
  }

  /** A draft rather than what is published, what nobody must be asked for, then the later one. */
  private easierToMove(sessions: readonly Scheduled[]): Scheduled {
    const cost = ({ status, needsMove }: Scheduled) => Number(status !== 'draft') + Number(needsMove);
    return [...sessions].sort((a, b) => cost(a) - cost(b) || b.start - a.start)[0]!;
  }

  private otherPlace(session: Scheduled): Suggestion | undefined {
    const { id, place } = session;
    const found = this.places.find(
      (other) =>
        other.eventId === session.eventId &&
        other.city === place!.city &&
        other.key !== place!.key &&
        (other.capacity ?? Infinity) >= (place!.capacity ?? 0) &&
        isAvailable(other.spans, spanOf(session)) &&
        this.isFree(session, other, session.start),
    );
    if (!found) return undefined;
    return {
      detail: `“${textIn(session.title)}” can take place in “${found.name}” at that time.`,
      session: id,
      place: { id: found.id, name: found.name },
      needsMove: false,
    };
  }

  /** The next quarter hour at which nothing is in its way. */
  private nextStart(session: Scheduled): number | undefined {
    const first = Math.floor(Math.max(session.start, this.now) / QUARTER) * QUARTER + QUARTER;
    const worst = this.worstBurden(session, session.start);
    for (let tried = 0; tried < MOST_TRIED; tried++) {
      const start = first + tried * QUARTER;
      if (this.worstBurden(session, start) <= Math.max(worst, BURDEN_LIMIT) && this.fits(session, start))
        return start;
    }
    return undefined;
  }

  /** The start of its day at which the worst burden is smallest, if none bears more than the limit. */
  private kindestStart(session: Scheduled): number | undefined {
    const midnight = startOfDay(session.start, session.zone);
    let best: { start: number; worst: number } | undefined;
    for (let start = midnight; start < midnight + DAY; start += QUARTER) {
      const worst = this.worstBurden(session, start);
      if (start <= this.now || worst > BURDEN_LIMIT || worst >= (best?.worst ?? Infinity)) continue;
      if (this.fits(session, start)) best = { start, worst };
    }
    return best?.start;
  }

  /** The same wall time on the nearest day of its event on which nothing is in its way. */
  private startInEvent(session: Scheduled): number | undefined {
    const { startsOn, endsOn, from } = session.days!;
    const isBefore = session.start < from;
    const count = Math.min(daysBetween(startsOn, endsOn) + 1, MOST_DAYS);
    const worst = Math.max(this.worstBurden(session, session.start), BURDEN_LIMIT);
    for (let days = 0; days < count; days++) {
      const date = isBefore ? addDays(startsOn, days) : addDays(endsOn, -days);
      const start = settle(`${date}${session.local.slice(10)}`, session.zone);
      if (start > this.now && this.worstBurden(session, start) <= worst && this.fits(session, start))
        return start;
    }
    return undefined;
  }

  private worstBurden(session: Scheduled, start: number): number {
    return Math.max(0, ...session.required.map((city) => burdenOf(session, city, start)));
  }

  /** Whether its place and speakers can, and its relations hold, at another start. */
  private fits(session: Scheduled, start: number): boolean {
    const { earliest = -Infinity, latest = Infinity } = session;
    if (start < earliest || start > latest) return false;
    if (isWithinEvent(session) && !isWithinEvent(session, start)) return false;
    const span = spanOf(session, start);
    const isOpen = resourcesOf(session).every(
      (resource) => isAvailable(resource.spans, span) && this.isFree(session, resource, start),
    );
    return isOpen && this.keepsRelations(session, start);
  }

  private isFree(session: Scheduled, { key }: Resource, start: number): boolean {
    const span = spanOf(session, start);
    return (this.byResource.get(key) ?? []).every(
      (other) => other.id === session.id || !overlap(spanOf(other), span),
    );
  }

  private keepsRelations(session: Scheduled, start: number): boolean {
    const near = this.sessions.filter(
      (other) =>
        other.id !== session.id &&
        (other.relations.some((relation) => relation.session === session.id) ||
          session.relations.some((relation) => relation.session === other.id)),
    );
    if (near.length === 0) return true;
    return brokenRelations([{ ...session, start }, ...near]).every(
      ({ earlier, later }) => earlier !== session.id && later !== session.id,
    );
  }
}

function resourcesOf({ place, speakers }: Scheduled): readonly Resource[] {
  return place ? [place, ...speakers] : speakers;
}

function moveTo({ id, title, zone, needsMove }: Scheduled, start: number): Suggestion {
  const { local } = localTime(start, zone);
  const asking = needsMove ? ', once the cities it requires agree: propose a move' : '';
  return {
    detail: `“${textIn(title)}” can start at ${local} (${zone})${asking}.`,
    session: id,
    start: { local, zone, instant: formatInstant(start) },
    needsMove,
  };
}
