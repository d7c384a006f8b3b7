import type { Forum } from '../../access/forum.js';
import { route, unused, type Field } from './field.js';

const CITY = {
  name: 'Fuzz',
  country: 'IT',
  zone: 'Europe/Rome',
  languages: ['it'],
  latitude: 0,
  longitude: 0,
};
const HOLIDAY = { from: '2028-06-10', to: '2028-06-11', label: 'Holiday', effect: 'avoid' };

/** Cities, programmes, events, partners, and the file that brings them all. */
export function programmeFields({ slug, eventId, sessionId }: Forum): Field[] {
  const session = { slug: 'talk', title: 'Talk', durationMinutes: 30 };
  const event = {
    slug: 'filed',
    title: 'Filed',
    hostCity: 'rome',
    startsOn: '2028-06-10',
    endsOn: '2028-06-12',
    partners: [{ city: 'tokyo', modes: ['online'] }],
    sessions: [session],
  };
  const programme = { slug, title: slug, cities: ['boston', 'tokyo', 'rome'] };
  const file = { format: 'meridian/programme@1', programme, events: [event], cities: [] };
  const inFile = 'events.0.sessions.0';
  return [
    ...route(
      'POST',
      '/v1/cities',
      { slug: unused, ...CITY },
      {
        zone: ['zone', 'zone'],
        weekend: ['number'],
        'comfort.0.from': ['clock'],
        'comfort.0.to': ['clock'],
        'comfort.0.weight': ['number'],
        latitude: ['number'],
      },
    ),
    ...route(
      'PATCH',
      '/v1/cities/rome',
      { observances: [HOLIDAY] },
      {
        'observances.0.from': ['day', 'observances.0.from'],
        'observances.0.to': ['day', 'observances.0.to'],
        'observances.0.localHours.from': ['clock'],
        'observances.0.localHours.to': ['clock'],
      },
    ),
    ...route(
      'PATCH',
      `/v1/programmes/${slug}`,
      {},
      {
        'reminderRules.0': ['duration', 'reminderRules.0'],
        'movePolicy.respondWithinHours': ['number', 'movePolicy.respondWithinHours'],
        'offerPolicy.holdHours': ['number', 'offerPolicy.holdHours'],
      },
    ),
    ...route(
      'POST',
      `/v1/programmes/${slug}/events`,
      { slug: unused, title: 'Fuzzed', hostCity: 'rome', startsOn: '2028-06-10', endsOn: '2028-06-12' },
      { startsOn: ['day', 'startsOn'], endsOn: ['day', 'endsOn'] },
    ),
    ...route(
      'POST',
      `/v1/events/${eventId}/partners`,
      { city: 'tokyo', modes: ['online'] },
      { respondBy: ['instant'] },
    ),
    ...['events/' + eventId, 'sessions/' + sessionId].flatMap((of) =>
      route('PUT', `/v1/${of}/reminder-rules`, {}, { 'rules.0.rule': ['duration', 'rules.0.rule'] }),
    ),
    ...route('PATCH', '/v1/me/preferences', {}, { 'reminders.0': ['duration', 'reminders.0'] }),
    // Only checked: what is wrong with any part of a file is told by its path.
    ...route('POST', '/v1/programmes/import?dryRun=true', file, {
      'programme.reminderRules.0': ['duration'],
      'programme.movePolicy.respondWithinHours': ['number'],
      'events.0.startsOn': ['day'],
      'events.0.endsOn': ['day'],
      'events.0.partners.0.respondBy': ['instant'],
      [`${inFile}.start.local`]: ['local'],
      [`${inFile}.start.zone`]: ['zone'],
      [`${inFile}.durationMinutes`]: ['number'],
      [`${inFile}.window.from`]: ['day'],
      [`${inFile}.window.to`]: ['day'],
    }),
    ...route(
      'POST',
      '/v1/programmes/import?dryRun=true',
      { ...file, cities: [{ slug: 'filed', ...CITY }] },
      { 'cities.0.zone': ['zone'], 'cities.0.comfort.0.from': ['clock'], 'cities.0.weekend': ['number'] },
    ),
    ...route('GET', `/v1/programmes/${slug}/conflicts`, {}, { limit: ['number'] }),
    ...route('GET', `/v1/programmes/${slug}/ledger`, {}, { limit: ['number'] }),
  ];
}
