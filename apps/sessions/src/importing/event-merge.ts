import type { FieldError, FileEvent, FileSession, ImportCheck } from '#contracts';
import { newId } from '#platform';
import type { EventCopy } from '../programme/event.entity.js';
import { conflictsOf, type Booking } from '../scheduling/conflict.rules.js';
import type { EventCities } from '../scheduling/parts.rules.js';
import { Place } from '../scheduling/place.entity.js';
import type { Session } from '../scheduling/session.entity.js';
import { draftSession, partsByDefault, setSpeakers, setStart } from '../scheduling/session-revision.js';
import {
  changedFields,
  citiesToAsk,
  hasBegun,
  hasEnded,
  isMoved,
  type SessionContent,
} from '../scheduling/session.rules.js';
import { Speaker } from '../scheduling/speaker.entity.js';
import { resolveStart } from '../scheduling/start.rules.js';

/** What an event has already. */
export interface EventContents {
  event: EventCopy;
  places: Place[];
  speakers: Speaker[];
  sessions: Session[];
}

/** An event as it would be after the import; nothing of it is saved. */
export interface EventMerge {
  errors: FieldError[];
  changes: ImportCheck['changes'];
  /** New and changed ones. */
  places: Place[];
  speakers: Speaker[];
  /** All of the event, with what they were before; null for the new. */
  sessions: { session: Session; before: SessionContent | null }[];
}

/**
 * Merges an event of a file into what is there, by slug, in memory. What the file doesn't name stays, and so does what
 * it leaves out of a session: parts, place, window, and a start that came later. Cancelled sessions are final and stay;
 * what has begun keeps its start, which may have been delayed, and what has taken place its length.
 * @param faults what is wrong with the file; sessions at fault are passed over
 */
export function mergeEvent(
  file: FileEvent,
  path: string,
  contents: EventContents,
  cities: EventCities,
  faults: readonly FieldError[],
  now: Date,
): EventMerge {
  const before = new Map(contents.sessions.map((session) => [session, session.content()]));
  relink(contents);
  const changes: ImportCheck['changes'] = [];
  const places = mergePlaces(file, path, contents, changes);
  const speakers = mergeSpeakers(file, path, contents, changes);
  const named = nameSessions(file, path, contents, faults);
  for (const { session, input } of named) {
    const kept = timesKept(session, now);
    fill(session, input, contents, cities, !before.has(session));
    Object.assign(session, kept);
  }

  const isNamed = new Set(named.map(({ session }) => session));
  const unnamed = bookingsOf(contents.sessions.filter((session) => !isNamed.has(session)));
  const earlier: Booking[] = [];
  const errors: FieldError[] = [];
  for (const { session, path } of named) {
    const was = before.get(session) ?? null;
    const is = session.content();
    const isChanged = !was || changedFields(was, is).length > 0;
    if (isChanged) changes.push({ kind: was ? 'change' : 'create', noun: 'session', path });
    if (was) errors.push(...checkMove(was, is, path, now));
    for (const booking of bookingsOf([session])) {
      // Sessions that the file doesn't know may be double-booked on purpose; only what it changes is held against them.
      const conflicts = conflictsOf(booking, isChanged ? [...earlier, ...unnamed] : earlier);
      errors.push(...conflicts.map(({ detail }) => ({ path, message: detail })));
      earlier.push(booking);
    }
  }
  if (contents.event.status === 'cancelled' && changes.length > 0) {
    errors.push({ path, message: 'is cancelled, which is final' });
  }
  const sessions = contents.sessions.map((session) => ({ session, before: before.get(session) ?? null }));
  return { errors, changes, places, speakers, sessions };
}

interface NamedSession {
  session: Session;
  input: FileSession;
  path: string;
}

/** Sessions that refer to the same place or speaker get the same object, so that they see its changes. */
function relink({ sessions, places, speakers }: EventContents): void {
  for (const session of sessions) {
    session.place = places.find((place) => place.id === session.place?.id) ?? null;
    for (const part of session.speakers) {
      part.speaker = speakers.find((speaker) => speaker.id === part.speakerId) ?? part.speaker;
    }
  }
}

function mergePlaces(
  file: FileEvent,
  path: string,
  { event, places }: EventContents,
  changes: ImportCheck['changes'],
): Place[] {
  return file.places.flatMap(({ slug, name, city, capacity = null }, index) => {
    const kind = mergeBySlug(places, () => new Place(), { eventId: event.id, slug, name, city, capacity });
    if (kind === 'keep') return [];
    changes.push({ kind, noun: 'place', path: `${path}.places[${index}]` });
    return places.filter((place) => place.slug === slug);
  });
}

function mergeSpeakers(
  file: FileEvent,
  path: string,
  { event, speakers }: EventContents,
  changes: ImportCheck['changes'],
): Speaker[] {
  return file.speakers.flatMap(({ slug, name, city = null }, index) => {
    const kind = mergeBySlug(speakers, () => new Speaker(), { eventId: event.id, slug, name, city });
    if (kind === 'keep') return [];
    changes.push({ kind, noun: 'speaker', path: `${path}.speakers[${index}]` });
    return speakers.filter((speaker) => speaker.slug === slug);
  });
}

function mergeBySlug<T extends { id: string; slug: string }>(
  rows: T[],
  make: () => T,
  values: Omit<T, 'id' | 'availability'> & { slug: string },
): 'create' | 'change' | 'keep' {
  const row = rows.find(({ slug }) => slug === values.slug);
  if (!row) {
    rows.push(Object.assign(make(), { id: newId() }, values));
    return 'create';
  }
  if (Object.entries(values).every(([key, value]) => row[key as keyof T] === value)) return 'keep';
  Object.assign(row, values);
  return 'change';
}

/** The sessions that the file names and may change; new ones are added to the event as drafts. */
function nameSessions(
  file: FileEvent,
  path: string,
  { event, sessions }: EventContents,
  faults: readonly FieldError[],
): NamedSession[] {
  return file.sessions.flatMap((input, index) => {
    const at = `${path}.sessions[${index}]`;
    const existing = sessions.find(({ slug }) => slug === input.slug);
    const isFaulty = faults.some((fault) => fault.path.startsWith(at));
    if (isFaulty || existing?.status === 'cancelled') return [];
    const session = existing ?? draftSession(event, input);
    if (!existing) sessions.push(session);
    return [{ session, input, path: at }];
  });
}

function fill(
  session: Session,
  input: FileSession,
  { places, speakers, sessions }: EventContents,
  cities: EventCities,
  isNew: boolean,
): void {
  const { title, format, purpose, languages, durationMinutes, window = session.window } = input;
  Object.assign(session, { title, format, purpose, languages, durationMinutes, window });
  if (input.place !== undefined) session.place = places.find(({ slug }) => slug === input.place) ?? null;
  if (input.start) setStart(session, resolveStart(input.start));
  setSpeakers(
    session,
    input.speakers.flatMap((named) => speakers.find(({ slug }) => slug === named) ?? []),
  );
  session.relations = input.relations.flatMap((relation) => {
    const earlier = sessions.find(({ slug }) => slug === relation.session);
    return earlier ? [{ ...relation, session: earlier.id }] : [];
  });
  if (input.parts) session.parts = input.parts;
  else if (isNew) session.parts = partsByDefault(session, cities);
}

/** What a file leaves alone of a session that people have come to. */
function timesKept(session: Session, now: Date): Partial<Session> {
  const { start, agreedStart, live, durationMinutes } = session;
  if (!hasBegun(session, now)) return {};
  return { start, agreedStart, live, ...(hasEnded(session, now) && { durationMinutes }) };
}

function checkMove(before: SessionContent, after: SessionContent, path: string, now: Date): FieldError[] {
  if (before.status === 'scheduled' && isMoved(before, after) && hasBegun(after, now)) {
    return [{ path: `${path}.start`, message: 'lies in the past, and what is released has people to come' }];
  }
  const cities = citiesToAsk(before, after);
  if (cities.length === 0) return [];
  const agreed = `${before.start?.local} ${before.start?.zone}`;
  return [
    {
      path: `${path}.start`,
      message: `is released for ${agreed} with ${cities.join(', ')}, who must agree to another time: propose a move`,
    },
  ];
}

/** What these sessions take up; nothing of those without a start, or cancelled. */
function bookingsOf(sessions: readonly Session[]): Booking[] {
  return sessions.flatMap((session) => session.booking() ?? []);
}
