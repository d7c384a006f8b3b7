import type { City, Event, Programme } from '#contracts';
import { PROGRAMME } from './participants.js';

export function aProgramme(): Programme {
  return {
    id: PROGRAMME,
    slug: 'forum',
    title: 'Forum',
    description: null,
    cities: ['nha-trang', 'boston'],
    movePolicy: { respondWithinHours: 168, onSilence: 'accept-if-not-worse' },
    offerPolicy: { mode: 'promote', holdHours: 12 },
    reminderRules: ['P1D'],
    published: true,
    version: 1,
  };
}

/** The event that `sessionState` belongs to. */
export function anEvent(): Event {
  return {
    id: 'event-sea-festival',
    programmeId: PROGRAMME,
    slug: 'sea-festival',
    title: 'Sea Festival',
    hostCity: 'nha-trang',
    startsOn: '2027-06-10',
    endsOn: '2027-06-12',
    status: 'published',
    partners: [],
    version: 1,
  };
}

/** A city as its owner publishes it. */
export function aCity(slug: string, zone: string, version = 1): City {
  return {
    slug,
    name: slug,
    country: 'US',
    zone,
    languages: ['en'],
    weekend: [6, 7],
    latitude: 0,
    longitude: 0,
    comfort: null,
    observances: [],
    version,
  };
}
