import type { City, Event, Programme, SessionState } from '#contracts';
import { newId } from '#platform';
import { formatInstant, localTime } from '#time';

export const ROME: City = {
  slug: 'rome',
  name: 'Rome',
  country: 'IT',
  zone: 'Europe/Rome',
  languages: ['it'],
  weekend: [6, 7],
  latitude: 41.9,
  longitude: 12.5,
  comfort: null,
  observances: [],
  version: 1,
};

export const programmeOf = (id: string): Programme => ({
  id,
  slug: 'forum',
  title: 'AIWS Forum',
  description: null,
  cities: ['rome'],
  movePolicy: { respondWithinHours: 168, onSilence: 'accept' },
  offerPolicy: { mode: 'promote', holdHours: 12 },
  reminderRules: ['P1D', 'PT10M'],
  published: true,
  version: 1,
});

export const eventOf = (id: string, programmeId: string): Event => ({
  id,
  programmeId,
  slug: 'rome-days',
  title: { en: 'Rome Days', it: 'Giornate romane' },
  hostCity: 'rome',
  startsOn: '2030-06-10',
  endsOn: '2030-06-12',
  status: 'published',
  partners: [],
  version: 1,
});

/** A released session of an hour in Rome. */
export const sessionOf = (eventId: string, programmeId: string, instant: string): SessionState => ({
  id: newId(),
  eventId,
  programmeId,
  slug: 'opening',
  title: { en: 'Opening plenary', it: 'Apertura' },
  format: 'plenary',
  purpose: 'work',
  languages: ['en'],
  place: { id: newId(), slug: 'aula', name: 'Aula Magna', city: 'rome', capacity: 100 },
  parts: { rome: 'required' },
  status: 'scheduled',
  version: 1,
  sequence: 0,
  timeVersion: 1,
  release: 1,
  start: startAt(instant),
  durationMinutes: 60,
  window: null,
  relations: [],
  speakers: [],
  ownCity: 'rome',
});

export function startAt(instant: string): NonNullable<SessionState['start']> {
  const { local, offset } = localTime(instant, ROME.zone);
  return { local, zone: ROME.zone, offset, instant: formatInstant(instant), tzdb: '2026f' };
}
