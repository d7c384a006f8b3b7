import { randomUUID } from 'node:crypto';
import { invalidFields, type FieldError, type SessionPatch } from '#contracts';
import { newId } from '#platform';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { checkAvailability } from '../conflicts/availability.rules.js';
import { checkCities, defaultParts, type NamedCity } from './parts.rules.js';
import type { Place } from './place.entity.js';
import { findPlace } from './place.rules.js';
import { resolveRelations } from './relation.rules.js';
import type { Schedule } from './schedule.js';
import { Session, SessionSpeaker } from './session.entity.js';
import { loadRelated } from './session.queries.js';
import { changedFields } from './session.rules.js';
import { findSpeakers, knownSpeaker } from './speaker.rules.js';
import type { Speaker } from './speaker.entity.js';
import { resolveStart } from './start.rules.js';
import { checkWindow } from './window.rules.js';

/** What may be said about a session, new or not; what is left out stays. */
export type Revision = Omit<z.output<typeof SessionPatch>, 'allowConflicts' | 'withRelated'>;

const PLAIN_FIELDS = [
  'title',
  'format',
  'purpose',
  'languages',
  'window',
  'durationMinutes',
  'meetingUrl',
  'burdenReason',
  'meetingCapacity',
] as const;

/** A draft of this event that is not saved yet, and of which nothing is known but its slug and length. */
export function draftSession(
  event: Session['event'],
  { slug, durationMinutes }: Pick<Session, 'slug' | 'durationMinutes'>,
): Session {
  return Object.assign(new Session(), {
    id: newId(),
    eventId: event.id,
    programmeId: event.programmeId,
    event,
    slug,
    status: 'draft',
    version: 1,
    sequence: 0,
    timeVersion: 0,
    release: null,
    languages: [],
    parts: {},
    place: null,
    speakers: [],
    window: null,
    relations: [],
    start: null,
    durationMinutes,
    live: null,
    recordingUrl: null,
    meetingUrl: null,
    burdenReason: null,
    meetingCapacity: null,
    backupUrl: null,
    meetingRoom: randomUUID().replaceAll('-', ''),
    agreedStart: null,
    seriesId: null,
    occurrence: null,
    seriesExceptions: [],
  } satisfies Partial<Session>);
}

/**
 * Applies a revision to a session that is not saved yet: resolves its start, finds or adds place and speakers, finds
 * related sessions.
 * @throws RuleViolation `city.unknown`, `time.*`, `validation.failed` with the fields that are wrong
 */
export async function revise(
  manager: EntityManager,
  schedule: Schedule,
  session: Session,
  revision: Revision,
): Promise<void> {
  checkCities(schedule.cities, namedCities(revision));
  const errors = [...checkWindow(revision.window, 'window'), ...checkAvailabilities(revision)];
  if (errors.length > 0) throw invalidFields(errors);
  for (const field of PLAIN_FIELDS) {
    if (revision[field] !== undefined) Object.assign(session, { [field]: revision[field] });
  }
  if (revision.start !== undefined) setStart(session, revision.start && resolveStart(revision.start));
  if (revision.place !== undefined) session.place = await place(schedule, revision.place);
  if (revision.speakers) setSpeakers(session, await speakers(schedule, revision.speakers));
  if (revision.parts) session.parts = revision.parts;
  if (revision.relations) {
    const related = revision.relations.length > 0 ? await loadRelated(manager, session.programmeId) : [];
    session.relations = resolveRelations(revision.relations, session, related);
  }
}

/** The parts that follow from place, speakers and partners. */
export function partsByDefault(session: Session, cities: Schedule['cities']): Session['parts'] {
  const speakerCities = session.speakers.map(({ speaker }) => speaker.city);
  return defaultParts(cities, session.ownCity, speakerCities);
}

/** Sets a start unless it says what is there: a newer tzdb alone is no change that somebody made. */
export function setStart(session: Session, start: Session['start']): void {
  const before = session.content();
  const isSame = changedFields(before, { ...before, start }).length === 0;
  if (isSame) return;
  session.start = start;
  session.forgetDelay();
}

/** Sets the speakers in this order; those who stay keep their answer. */
export function setSpeakers(session: Session, speakers: readonly Speaker[]): void {
  session.speakers = speakers.map((speaker, position) => {
    const current =
      session.speakers.find(({ speakerId }) => speakerId === speaker.id) ?? newPart(session, speaker);
    return Object.assign(current, { position });
  });
}

function newPart(session: Session, speaker: Speaker): SessionSpeaker {
  return Object.assign(new SessionSpeaker(), {
    sessionId: session.id,
    speakerId: speaker.id,
    speaker,
    status: 'invited',
  });
}

async function place(schedule: Schedule, input: Revision['place']): Promise<Place | null> {
  if (!input) return null;
  const found = findPlace(input, schedule.places);
  if (typeof input === 'string') return found;
  const { name, city, capacity = null, availability } = input;
  const meant = found ?? (await schedule.addPlace({ name, city, capacity }));
  await schedule.setAvailability(meant, availability);
  return meant;
}

async function speakers(schedule: Schedule, inputs: NonNullable<Revision['speakers']>): Promise<Speaker[]> {
  const speakers: Speaker[] = [];
  for (const speaker of findSpeakers(inputs, schedule.speakers)) {
    speakers.push('id' in speaker ? speaker : await schedule.addSpeaker(speaker));
  }
  for (const input of inputs) {
    if (typeof input === 'string') continue;
    await schedule.setAvailability(knownSpeaker(input, speakers)!, input.availability);
  }
  return speakers;
}

/** The fields of a revision that name a city. */
export function namedCities({ place, speakers = [], parts = {} }: Revision): NamedCity[] {
  return [
    ...(place && typeof place !== 'string' ? [{ path: 'place.city', city: place.city }] : []),
    ...speakers.map((speaker, index) => ({
      path: `speakers[${index}].city`,
      city: typeof speaker === 'string' ? null : speaker.city,
    })),
    ...Object.keys(parts).map((city) => ({ path: `parts.${city}`, city })),
  ];
}

function checkAvailabilities({ place, speakers = [] }: Revision): FieldError[] {
  return [
    ...(typeof place === 'object' ? checkAvailability(place?.availability, 'place.availability') : []),
    ...speakers.flatMap((speaker, index) =>
      typeof speaker === 'string'
        ? []
        : checkAvailability(speaker.availability, `speakers[${index}].availability`),
    ),
  ];
}
