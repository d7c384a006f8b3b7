import { RuleViolation, textIn, type PlannedChange } from '#contracts';
import type { Tx } from '#platform';
import { bindings, holds } from '../relations/binding.rules.js';
import { resourceKey } from '../conflicts/resource-key.rules.js';
import { conflictsOf, type Booking } from '../scheduling/conflict.rules.js';
import { Schedule } from '../scheduling/schedule.js';
import type { Session } from '../scheduling/session.entity.js';
import type { Plan } from './plan.entity.js';
import { speakersTaken } from './speakers-taken.rules.js';

/**
 * Places the sessions of a proposal, all of them. Their events' schedules are locked in the order of ids, so nobody
 * changes what is checked here.
 * @throws RuleViolation `plan.outdated` when anything has changed that the plan was computed from, or it would now
 *   double-book somebody or break a relation; `event.state`
 */
export async function applyPlan(tx: Tx, { proposal, frozen }: Plan): Promise<void> {
  const changes = proposal!.changes;
  const changed = new Set(changes.map(({ eventId }) => eventId));
  const schedules = new Map<string, Schedule>();
  const sessions = new Map<string, Session>();
  for (const eventId of await eventsOf(tx, Object.keys(frozen))) {
    const schedule = await Schedule.open(tx, eventId);
    if (changed.has(eventId)) schedule.checkOpen();
    schedules.set(eventId, schedule);
    for (const session of await schedule.sessions()) sessions.set(session.id, session);
  }
  checkVersions(frozen, changes, sessions);
  const before = new Map(changes.map(({ session }) => [session, sessions.get(session)!.content()]));
  for (const { session: id, eventId, to } of changes) {
    if (Date.parse(to.start.instant) <= tx.now.getTime()) throw outdated('One of its starts has passed.');
    const session = sessions.get(id)!;
    session.start = to.start;
    session.place = schedules.get(eventId)!.places.find((place) => place.id === to.place?.id) ?? null;
  }
  checkFit(changes, [...sessions.values()]);
  for (const { session: id, eventId } of changes) {
    await schedules.get(eventId)!.save(sessions.get(id)!, before.get(id)!);
  }
  for (const schedule of schedules.values()) await schedule.close();
}

/** The events of sessions that the plan knew of, in the order of their locks: what stands around it counts as well. */
async function eventsOf({ manager }: Tx, sessionIds: readonly string[]): Promise<string[]> {
  const rows = await manager.query<{ id: string }[]>(
    'SELECT DISTINCT event_id AS id FROM sessions WHERE id = ANY ($1)',
    [sessionIds],
  );
  return rows.map(({ id }) => id).sort();
}

function checkVersions(
  frozen: Plan['frozen'],
  changes: readonly PlannedChange[],
  sessions: ReadonlyMap<string, Session>,
): void {
  const changed = [...sessions.values()].filter(({ id, version }) => (frozen[id] ?? version) !== version);
  const gone = changes.filter(({ session }) => sessions.get(session)?.status !== 'draft');
  if (changed.length === 0 && gone.length === 0) return;
  const titles = [...new Set([...changed, ...gone].map(({ title }) => `“${textIn(title)}”`))];
  throw outdated(`Changed since it was computed: ${titles.join(', ')}.`);
}

/** What was added since may be in the way, although nothing that the plan knew of has changed. */
function checkFit(changes: readonly PlannedChange[], sessions: readonly Session[]): void {
  const placed = new Set(changes.map(({ session }) => session));
  const bookings = bookingsOf(sessions.filter(({ status }) => status !== 'cancelled'));
  for (const booking of bookings.filter(({ id }) => placed.has(id))) {
    const [conflict] = conflictsOf(booking, bookings);
    if (conflict) throw outdated(conflict.detail);
  }
  const standing = sessions.flatMap(({ id, startsAt, startZone, durationMinutes, relations, status }) =>
    startsAt === null || status === 'cancelled'
      ? []
      : [{ id, start: startsAt.getTime(), zone: startZone!, durationMinutes, relations }],
  );
  const starts = new Map(standing.map(({ id, start }) => [id, start]));
  const broken = bindings(standing).find(
    (all) => all.some(({ first, second }) => placed.has(first) || placed.has(second)) && !holds(all, starts),
  );
  if (broken) throw outdated('It would break a relation between sessions.');
}

/** As the plan takes them: the same place or speaker in two events is one. */
function bookingsOf(sessions: readonly Session[]): Booking[] {
  const taken = speakersTaken(sessions);
  return sessions.flatMap((session) => {
    const { place, id } = session;
    const booking = session.booking();
    if (!booking) return [];
    return {
      ...booking,
      place: place && { id: resourceKey('place', place), name: place.name },
      speakers: taken.get(id)!,
    };
  });
}

function outdated(why: string): RuleViolation {
  return new RuleViolation('plan.outdated', `${why} Nothing was applied; compute a new plan.`);
}
