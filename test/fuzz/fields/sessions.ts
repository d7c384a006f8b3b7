import type { Forum } from '../../access/forum.js';
import { route, type Field } from './field.js';

const START = { local: '2028-06-11T10:00:00', zone: 'Europe/Rome' };

/** Sessions and series: when they are, how long, and what may become of that. */
export function sessionFields({ eventId, sessionId, draftSessionId, seriesId }: Forum): Field[] {
  const session = {
    title: 'Fuzzed',
    durationMinutes: 30,
    start: START,
    parts: { rome: 'required', tokyo: 'invited', boston: 'invited' },
    allowConflicts: true,
  };
  const series = { ...session, title: 'Fuzzed series', rule: 'FREQ=WEEKLY;COUNT=2' };
  const draft = `/v1/sessions/${draftSessionId}`;
  return [
    ...route('GET', `/v1/events/${eventId}/sessions`, {}, { zone: ['zone'], limit: ['number'] }),
    ...route('GET', `/v1/events/${eventId}/conflicts`, {}, { limit: ['number'] }),
    ...route('GET', `/v1/sessions/${sessionId}`, {}, { zone: ['zone'] }),
    ...route('POST', `/v1/events/${eventId}/sessions`, session, {
      'start.local': ['local', 'start.local'],
      'start.zone': ['zone', 'start.zone'],
      'start.disambiguation': ['duration'],
      durationMinutes: ['number', 'durationMinutes'],
      'window.from': ['day', 'window.from'],
      'window.to': ['day', 'window.to'],
      meetingCapacity: ['number'],
    }),
    ...route(
      'PATCH',
      draft,
      { start: START, allowConflicts: true },
      {
        'start.local': ['local', 'start.local'],
        'start.zone': ['zone', 'start.zone'],
        durationMinutes: ['number', 'durationMinutes'],
      },
    ),
    ...route(
      'PATCH',
      draft,
      { relations: [{ kind: 'follows', session: sessionId }] },
      {
        'relations.0.gapMinutes': ['number', 'relations.0.gapMinutes'],
        'relations.0.overlapMinutes': ['number'],
      },
    ),
    ...route(
      'POST',
      `${draft}/shift`,
      { start: START },
      { 'start.local': ['local'], 'start.zone': ['zone'] },
    ),
    ...route(
      'POST',
      `/v1/sessions/${sessionId}/delay`,
      { reason: 'Fuzzed', withRelated: true },
      { minutes: ['number'], 'start.local': ['local'], 'start.zone': ['zone'] },
    ),
    ...route('POST', `/v1/events/${eventId}/series`, series, {
      rule: ['rule', 'rule'],
      'start.local': ['local', 'start.local'],
      'start.zone': ['zone', 'start.zone'],
      'exclude.0': ['local'],
      'include.0': ['local'],
      onGap: ['duration'],
      durationMinutes: ['number', 'durationMinutes'],
    }),
    ...route(
      'PATCH',
      `/v1/series/${seriesId}`,
      { allowConflicts: true },
      {
        rule: ['rule'],
        'start.local': ['local'],
        'start.zone': ['zone'],
        'exclude.0': ['local'],
        durationMinutes: ['number'],
      },
    ),
    ...route(
      'POST',
      `/v1/series/${seriesId}/divergence`,
      { occurrences: [sessionId], keep: 'instant' },
      { 'occurrences.0': ['zone'], keep: ['duration'], city: ['zone'] },
    ),
  ];
}
