import type { Forum } from '../access/forum.js';
import type { Kind } from './nasty-values.js';

/** One input of the API that is a time, a rule, a window, a zone or a length of time. */
export interface Field {
  method: string;
  path: string;
  /** Of a body, or of the query when the method is GET: `start.local`, `window.from`. */
  field: string;
  kind: Kind;
  /** What the rest of the body or the query is. */
  rest: object;
  /** Where the reply shows what was taken: nothing may be adjusted in silence. */
  shownAt?: string;
}

let count = 0;
const unused = () => `fuzzed-${(count += 1)}`;

/** Values for the fields of `unused` names are made anew for each try. */
export function fieldsOf(forum: Forum, ids: { slotId: string; draftId: string; moveId?: string }): Field[] {
  const { eventId, slug, sessionId } = forum;
  const start = { local: '2028-06-11T10:00:00', zone: 'Europe/Rome' };
  const group = (
    method: string,
    path: string,
    rest: object,
    fields: Record<string, [Kind, string?]>,
  ): Field[] =>
    Object.entries(fields).map(([field, [kind, shownAt]]) => ({
      method,
      path,
      field,
      kind,
      rest,
      ...(shownAt !== undefined && { shownAt }),
    }));
  const session = {
    title: 'Fuzzed',
    durationMinutes: 30,
    start,
    parts: { rome: 'required' },
    allowConflicts: true,
  };
  const series = { ...session, title: 'Fuzzed series', rule: 'FREQ=WEEKLY;COUNT=2' };
  const city = {
    name: 'Fuzz',
    country: 'IT',
    zone: 'Europe/Rome',
    languages: ['it'],
    latitude: 0,
    longitude: 0,
  };
  const day = (from: string, to: string) => ({ from, to, label: 'Holiday', effect: 'avoid' });
  return [
    // First, while the event has few sessions: a move is checked against all of them.
    ...group(
      'POST',
      '/v1/moves',
      { sessions: [{ id: sessionId, start }], reason: 'Fuzzed' },
      {
        'sessions.0.start.local': ['local'],
        'sessions.0.start.zone': ['zone'],
      },
    ),
    ...group(
      'GET',
      '/v1/time/resolve',
      { local: '2028-06-10T10:00', zone: 'Europe/Rome' },
      {
        local: ['local'],
        zone: ['zone', 'zone'],
      },
    ),
    ...group(
      'GET',
      '/v1/time/zones',
      { names: 'Asia/Tokyo', from: '2028-01-01', to: '2028-02-01' },
      {
        names: ['zone'],
        from: ['instant'],
        to: ['instant'],
      },
    ),
    ...group(
      'GET',
      '/v1/fair-times',
      {
        cities: 'rome,tokyo',
        from: '2028-06-10',
        to: '2028-06-11',
        durationMinutes: '60',
        stepMinutes: '60',
      },
      {
        from: ['day'],
        to: ['day'],
        zone: ['zone'],
        durationMinutes: ['number'],
        stepMinutes: ['number'],
        tolerance: ['number'],
        limit: ['number'],
        hours: ['clock'],
      },
    ),
    ...group('GET', `/v1/events/${eventId}/sessions`, {}, { zone: ['zone'], limit: ['number'] }),
    ...group('GET', `/v1/sessions/${sessionId}`, {}, { zone: ['zone'] }),
    ...group(
      'POST',
      '/v1/cities',
      { slug: unused, ...city },
      {
        zone: ['zone', 'zone'],
        weekend: ['number'],
        'comfort.0.from': ['clock'],
        'comfort.0.to': ['clock'],
      },
    ),
    ...group(
      'PATCH',
      '/v1/cities/rome',
      { observances: [day('2028-06-10', '2028-06-11')] },
      {
        'observances.0.from': ['day', 'observances.0.from'],
        'observances.0.to': ['day', 'observances.0.to'],
        'observances.0.localHours.from': ['clock'],
        'observances.0.localHours.to': ['clock'],
      },
    ),
    ...group(
      'PATCH',
      `/v1/programmes/${slug}`,
      {},
      {
        'reminderRules.0': ['duration', 'reminderRules.0'],
        'movePolicy.respondWithinHours': ['number', 'movePolicy.respondWithinHours'],
        'offerPolicy.holdHours': ['number', 'offerPolicy.holdHours'],
      },
    ),
    ...group(
      'POST',
      `/v1/programmes/${slug}/events`,
      { slug: unused, title: 'Fuzzed', hostCity: 'rome', startsOn: '2028-06-10', endsOn: '2028-06-12' },
      { startsOn: ['day', 'startsOn'], endsOn: ['day', 'endsOn'] },
    ),
    ...group(
      'POST',
      `/v1/events/${eventId}/partners`,
      { city: 'tokyo', modes: ['online'] },
      {
        respondBy: ['instant'],
      },
    ),
    ...group('POST', `/v1/events/${eventId}/sessions`, session, {
      'start.local': ['local', 'start.local'],
      'start.zone': ['zone', 'start.zone'],
      'start.disambiguation': ['duration'],
      durationMinutes: ['number', 'durationMinutes'],
      'window.from': ['day', 'window.from'],
      'window.to': ['day', 'window.to'],
    }),
    ...group(
      'PATCH',
      `/v1/sessions/${ids.draftId}`,
      { start, allowConflicts: true },
      {
        'start.local': ['local', 'start.local'],
        'start.zone': ['zone', 'start.zone'],
        durationMinutes: ['number', 'durationMinutes'],
      },
    ),
    ...group(
      'PATCH',
      `/v1/sessions/${ids.draftId}`,
      { relations: [{ kind: 'follows', session: sessionId }] },
      {
        'relations.0.gapMinutes': ['number', 'relations.0.gapMinutes'],
        'relations.0.overlapMinutes': ['number'],
      },
    ),
    ...group(
      'POST',
      `/v1/sessions/${ids.draftId}/shift`,
      { start },
      {
        'start.local': ['local'],
        'start.zone': ['zone'],
      },
    ),
    ...group('POST', `/v1/events/${eventId}/series`, series, {
      rule: ['rule', 'rule'],
      'start.local': ['local', 'start.local'],
      'start.zone': ['zone', 'start.zone'],
      'exclude.0': ['local'],
      'include.0': ['local'],
      onGap: ['duration'],
      durationMinutes: ['number', 'durationMinutes'],
    }),
    ...group(
      'PATCH',
      `/v1/slots/${ids.slotId}`,
      {},
      {
        keptUntil: ['instant'],
        'opens.local': ['local', 'opens.local'],
        'opens.zone': ['zone', 'opens.zone'],
        'closes.local': ['local', 'closes.local'],
        'offerPolicy.holdHours': ['number'],
        maxPerPerson: ['number'],
      },
    ),
    ...group(
      'POST',
      `/v1/sessions/${sessionId}/delay`,
      { reason: 'Fuzzed' },
      {
        minutes: ['number'],
        'start.local': ['local'],
        'start.zone': ['zone'],
      },
    ),
    ...group('POST', `/v1/slots/${ids.slotId}/seats`, {}, { groupSize: ['number'] }),
    ...group(
      'POST',
      '/v1/participants',
      { email: 'fuzzed@forum.example', name: 'Fuzzed' },
      { zone: ['zone'] },
    ),
  ];
}

/** The rest with this value at the field; `opens.local` is given a zone, and the like, where its neighbours are wanted. */
export function withValue({ rest, field }: Field, value: unknown): Record<string, unknown> {
  const body = JSON.parse(
    JSON.stringify(rest, (_key, each: unknown) => (each === unused ? unused() : each)),
  ) as Record<string, unknown>;
  const neighbours: Record<string, object> = {
    start: { local: '2028-06-11T10:00:00', zone: 'Europe/Rome' },
    opens: { local: '2028-06-01T10:00:00', zone: 'Europe/Rome' },
    closes: { local: '2028-06-09T10:00:00', zone: 'Europe/Rome' },
    window: { from: '2028-06-10', to: '2028-06-12' },
    offerPolicy: { mode: 'offer', holdHours: 12 },
    comfort: [{ from: '00:00', to: '24:00', weight: 0 }],
    localHours: { from: '09:00', to: '12:00' },
    exclude: [],
    include: [],
    reminderRules: [],
    movePolicy: {},
  };
  let at: any = body;
  const parts = field.split('.');
  for (const part of parts.slice(0, -1)) at = at[part] ??= structuredClone(neighbours[part] ?? {});
  at[parts.at(-1)!] = value;
  return body;
}

/** What stands at such a path; undefined where nothing does. */
export function valueAt(object: unknown, path: string): unknown {
  return path.split('.').reduce<any>((at, part) => at?.[part], object);
}
