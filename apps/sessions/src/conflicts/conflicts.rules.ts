import { textIn } from '#contracts';
import { BURDEN_LIMIT, burden, localTime } from '#time';
import { brokenRelations } from '../relations/keep-relations.rules.js';
import { namedRelation } from '../relations/relation-text.rules.js';
import { isAvailable, type Span } from './availability.rules.js';
import { isWithinEvent } from './event-days.rules.js';
import type { Finding, Resource, Scheduled } from './scheduled.js';

const MINUTE = 60_000;

/** All that conflicts with itself in the schedule of a programme. The order is that of kinds and starts. */
export function conflictsIn(sessions: readonly Scheduled[]): Finding[] {
  const inOrder = [...sessions].sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1));
  return [
    ...twice(inOrder, 'speaker', ({ speakers }) => speakers),
    ...twice(inOrder, 'place', ({ place }) => (place ? [place] : [])),
    ...inOrder.flatMap(unavailableFor),
    ...broken(inOrder),
    ...inOrder.flatMap(burdened),
    ...inOrder.flatMap(requiredOfNobody),
    ...inOrder.flatMap(outsideEvent),
  ];
}

/** From its start to just before its end, or from another start. */
export function spanOf({ start, durationMinutes }: Scheduled, from = start): Span {
  return { from, to: from + durationMinutes * MINUTE };
}

export function overlap(a: Span, b: Span): boolean {
  return a.from < b.to && b.from < a.to;
}

/** Weighted hours of a required city, at the session's start or another one. */
export function burdenOf(
  session: Scheduled,
  city: Scheduled['required'][number],
  start = session.start,
): number {
  const { durationMinutes, purpose, ownCity } = session;
  const { zone, comfort } = city;
  const query = { startInstant: start, durationMinutes, zone, purpose, isHost: city.slug === ownCity };
  return burden({ ...query, comfort: comfort ?? undefined });
}

/** “Opening” (2027-06-10T19:00:00 Asia/Ho_Chi_Minh, 60 minutes) */
export function described({ title, local, zone, durationMinutes }: Scheduled): string {
  return `“${textIn(title)}” (${local} ${zone}, ${durationMinutes} minutes)`;
}

/** Sweeps each resource's sessions in order of start: whatever begins before another has ended shares its time. */
function twice(
  inOrder: readonly Scheduled[],
  kind: 'speaker' | 'place',
  taken: (session: Scheduled) => readonly Resource[],
): Finding[] {
  const running = new Map<string, Scheduled[]>();
  return inOrder.flatMap((session) =>
    taken(session).flatMap((resource) => {
      const still = (running.get(resource.key) ?? []).filter((other) =>
        overlap(spanOf(other), spanOf(session)),
      );
      running.set(resource.key, [...still, session]);
      return still
        .filter((other) => kind === 'place' || !areSimulcast(session, other))
        .map((other): Finding => ({
          kind,
          severity: 'error',
          sessions: [other.id, session.id],
          detail: `${named(resource)} is taken twice: by ${described(other)} and ${described(session)}.`,
        }));
    }),
  );
}

/** Sessions that are one and the same at two places share their speakers on purpose. */
function areSimulcast(a: Scheduled, b: Scheduled): boolean {
  const points = (from: Scheduled, to: Scheduled) =>
    from.relations.some(({ kind, session }) => kind === 'simulcast' && session === to.id);
  return points(a, b) || points(b, a);
}

function unavailableFor(session: Scheduled): Finding[] {
  const taken = [...(session.place ? [session.place] : []), ...session.speakers];
  return taken
    .filter(({ spans }) => !isAvailable(spans, spanOf(session)))
    .map((resource) => ({
      kind: 'availability',
      severity: 'error',
      sessions: [session.id],
      detail: `${named(resource)} is not available for all of ${described(session)}.`,
    }));
}

function broken(sessions: readonly Scheduled[]): Finding[] {
  const titles = new Map(sessions.map(({ id, title }) => [id, title]));
  const byId = new Map(sessions.map((session) => [session.id, session]));
  return brokenRelations(sessions).map((relation) => {
    const [earlier, later] = [byId.get(relation.earlier)!, byId.get(relation.later)!];
    return {
      kind: 'relation',
      severity: 'error',
      sessions: [earlier.id, later.id],
      detail: `${namedRelation(relation, titles).detail} But they are at ${described(earlier)} and ${described(later)}.`,
    };
  });
}

function burdened(session: Scheduled): Finding[] {
  if (session.burdenReason !== null) return [];
  return session.required.flatMap((city) => {
    const hours = burdenOf(session, city);
    if (hours <= BURDEN_LIMIT) return [];
    const there = localTime(session.start, city.zone).local;
    return {
      kind: 'burden',
      severity: 'warning',
      sessions: [session.id],
      detail: `${described(session)} begins at ${there} in ${city.slug}, which is required and bears ${hours} weighted hours: more than ${BURDEN_LIMIT} needs a “burdenReason”.`,
    };
  });
}

/** Its answers would be waited for, and its nights counted, though nobody comes from there. */
function requiredOfNobody(session: Scheduled): Finding[] {
  return session.gone.map(({ city, status }) => ({
    kind: 'partner',
    severity: 'warning',
    sessions: [session.id],
    detail: `${described(session)} requires ${city}, which has ${status}: give it another part in it, “recording” or “none”.`,
  }));
}

/** Nobody who comes for the event is there. */
function outsideEvent(session: Scheduled): Finding[] {
  const { days } = session;
  if (days === null || isWithinEvent(session)) return [];
  return [
    {
      kind: 'outside-event',
      severity: 'warning',
      sessions: [session.id],
      detail: `${described(session)} starts on none of the days of “${textIn(days.title)}”, ${days.startsOn} to ${days.endsOn}.`,
    },
  ];
}

const named = ({ name, city }: Resource) => `“${name}”${city === null ? '' : ` (${city})`}`;
