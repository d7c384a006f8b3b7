import { describe, expect, it } from '@jest/globals';
import { PARTS, POLICY, RuleViolation, SESSION_STATUSES, type Start } from '#contracts';
import { resolveStart } from './start.rules.js';
import {
  changedFields,
  checkCancel,
  checkChange,
  checkVersion,
  citiesToAsk,
  CONTENT_FIELDS,
  countersAfter,
  releaseChange,
  SESSION_STATES,
  statusAfter,
  type ContentField,
  type SessionContent,
  type SessionEvent,
} from './session.rules.js';

const evening: Start = {
  local: '2027-06-10T19:00:00',
  zone: 'Asia/Ho_Chi_Minh',
  offset: '+07:00',
  instant: '2027-06-10T12:00:00Z',
  tzdb: '2026f',
};
const LONG_BEFORE = new Date('2027-01-01T00:00:00Z');
const night: Start = { ...evening, local: '2027-06-10T20:00:00', instant: '2027-06-10T13:00:00Z' };
const eveningInRome: Start = {
  ...evening,
  local: '2027-06-10T14:00:00',
  zone: 'Europe/Rome',
  offset: '+02:00',
};

function content(overrides: Partial<SessionContent> = {}): SessionContent {
  return {
    title: 'Opening',
    format: 'ceremony',
    purpose: 'evening',
    languages: ['vi'],
    place: null,
    parts: { 'nha-trang': 'required', rome: 'invited' },
    speakers: [],
    start: evening,
    durationMinutes: 60,
    window: null,
    relations: [],
    status: 'scheduled',
    ownCity: 'nha-trang',
    live: null,
    recordingUrl: null,
    gone: [],
    ...overrides,
  };
}

/** Another value for each field that readers see. */
const OTHER: { [F in ContentField]: SessionContent[F] } = {
  title: { en: 'Opening', vi: 'Khai mạc' },
  format: 'panel',
  purpose: 'family',
  languages: ['vi', 'en'],
  place: { id: 'p1', slug: 'square', name: 'Square', city: 'nha-trang', capacity: null },
  parts: { 'nha-trang': 'required' },
  speakers: [{ id: 's1', slug: 'host', name: 'Host', city: 'nha-trang', status: 'invited' }],
  start: night,
  durationMinutes: 90,
  window: { from: '2027-06-10', to: '2027-06-11' },
  relations: [{ kind: 'encore', session: 'earlier' }],
};
const withOther = (field: ContentField, overrides: Partial<SessionContent> = {}) =>
  content({ ...overrides, [field]: OTHER[field] });

describe('the states of a session', () => {
  const EVENTS: SessionEvent[] = ['release', 'cancel'];
  const ALLOWED = ['draft release scheduled', 'draft cancel cancelled', 'scheduled cancel cancelled'];

  it('are left by these events and no others', () => {
    const found = SESSION_STATUSES.flatMap((status) =>
      EVENTS.flatMap((event) => {
        const transition = SESSION_STATES[status][event];
        if (transition) {
          expect(statusAfter(status, event)).toBe(transition.to);
          return [`${status} ${event} ${transition.to}`];
        }
        expect(() => statusAfter(status, event)).toThrow('session.state');
        return [];
      }),
    );
    expect(found).toEqual(ALLOWED);
  });

  it('are changed by whom the policy knows', () => {
    for (const transitions of Object.values(SESSION_STATES)) {
      for (const { who } of Object.values(transitions)) expect(POLICY[who]).toEqual(['organizer']);
    }
  });
});

describe('a change', () => {
  it('is seen in each field that readers see', () => {
    for (const field of CONTENT_FIELDS) expect(changedFields(content(), withOther(field))).toEqual([field]);
    expect(changedFields(content(), content())).toEqual([]);
  });

  it('is none when only the tzdb is newer', () => {
    expect(changedFields(content(), content({ start: { ...evening, tzdb: '2027a' } }))).toEqual([]);
  });

  const counters = { version: 5, sequence: 2, timeVersion: 3 };

  it.each(CONTENT_FIELDS)('of %s counts for versions always, for calendars once it is released', (field) => {
    const isInCalendars = ['title', 'place', 'start', 'durationMinutes'].includes(field);
    const expected = { version: 6, sequence: 2, timeVersion: field === 'start' ? 4 : 3 };
    expect(
      countersAfter(counters, content({ status: 'draft' }), withOther(field, { status: 'draft' })),
    ).toEqual(expected);
    expect(countersAfter(counters, content(), withOther(field))).toEqual({
      ...expected,
      sequence: isInCalendars ? 3 : 2,
    });
  });

  it('of the clock alone is no change of the instant, but calendars show it', () => {
    expect(countersAfter(counters, content(), content({ start: eveningInRome }))).toEqual({
      version: 6,
      sequence: 3,
      timeVersion: 3,
    });
  });

  it('that changes nothing counts nothing', () => {
    expect(countersAfter(counters, content(), content())).toEqual(counters);
  });

  it('of its day counts as a change of the session, which neither calendars nor releases show', () => {
    const live = { state: 'technical-problem', message: null, since: '2027-06-10T12:05:00Z' } as const;
    for (const said of [{ live }, { recordingUrl: 'https://video.example.org/opening' }]) {
      expect(countersAfter(counters, content(), content(said))).toEqual({ ...counters, version: 6 });
      expect(releaseChange('s1', content(), content(said))).toBeNull();
    }
  });

  it('of the status counts for calendars only from scheduled on', () => {
    const draft = content({ status: 'draft' });
    expect(countersAfter(counters, draft, content())).toMatchObject({ version: 6, sequence: 2 });
    expect(countersAfter(counters, content(), content({ status: 'cancelled' }))).toMatchObject({
      sequence: 3,
    });
    expect(countersAfter(counters, draft, content({ status: 'cancelled' }))).toMatchObject({ sequence: 2 });
  });
});

describe('a release says', () => {
  const draft = content({ status: 'draft' });
  const [from, to] = [evening, night].map(({ local, zone, instant }) => ({ local, zone, instant }));

  it.each([
    ['what is new', draft, content(), { kind: 'new', to: from }],
    ['what has moved', content(), content({ start: night }), { kind: 'moved', from, to }],
    [
      'what else changed with a move',
      content(),
      content({ start: night, durationMinutes: 90 }),
      { kind: 'moved', from, to, fields: ['durationMinutes'] },
    ],
    ['what has changed', content(), withOther('place'), { kind: 'changed', fields: ['place'] }],
    ['what is cancelled', content(), content({ status: 'cancelled' }), { kind: 'cancelled', from }],
    ['nothing of drafts', draft, content({ status: 'draft', start: night }), null],
    ['nothing of drafts that are cancelled', draft, content({ status: 'cancelled' }), null],
    ['nothing when nothing changed', content(), content(), null],
  ])('%s', (_what, before, after, expected) => {
    const change = releaseChange('s1', before, after);
    expect(change).toEqual(expected && { session: 's1', title: after.title, ...expected });
  });
});

describe('a new time', () => {
  const asking = (before: Partial<SessionContent>, after: Partial<SessionContent> = {}) =>
    citiesToAsk(content(before), content({ start: night, ...before, ...after }));

  it('asks every other required city of a released session', () => {
    const parts = Object.fromEntries(PARTS.map((part) => [`city-${part}`, part]));
    expect(citiesToAsk(content({ parts }), content({ parts, start: night }))).toEqual(['city-required']);
    const own = { parts: { 'nha-trang': 'required', rome: 'required' } } as const;
    expect(asking(own, { start: night })).toEqual(['rome']);
  });

  it('cannot get around a city by dropping it in the same change', () => {
    const before = { parts: { boston: 'required' } } as const;
    expect(asking(before, { start: night, parts: {} })).toEqual(['boston']);
  });

  it('asks nobody for a draft, nor for another clock of the same instant', () => {
    const parts = { boston: 'required' } as const;
    expect(asking({ parts, status: 'draft' }, { start: night })).toEqual([]);
    expect(asking({ parts }, { start: eveningInRome })).toEqual([]);
  });

  it('is refused with the cities that must be asked', () => {
    const parts = { boston: 'required', rome: 'required' } as const;
    const refused = refusalOf(() =>
      checkChange('s1', content({ parts }), content({ parts, start: night }), LONG_BEFORE),
    );
    expect(refused).toMatchObject({
      code: 'move.required',
      extensions: {
        cities: ['boston', 'rome'],
        propose: {
          path: '/v1/moves',
          body: { sessions: [{ id: 's1', start: { local: night.local, zone: night.zone } }] },
        },
      },
    });
  });

  it('is refused with a request that says which of two equal wall times was meant', () => {
    const parts = { boston: 'required' } as const;
    const twice = resolveStart({
      local: '2027-10-31T02:30',
      zone: 'Europe/Rome',
      disambiguation: 'later',
    });
    const change = () => checkChange('s1', content({ parts }), content({ parts, start: twice }), LONG_BEFORE);
    const { propose } = refusalOf(change).extensions as { propose: { body: unknown } };
    expect(propose.body).toMatchObject({ sessions: [{ start: { disambiguation: 'later' } }] });
  });

  it('is announced as a delay within 24 hours of the start, to the second', () => {
    const parts = { boston: 'required' } as const;
    const at = (now: string) =>
      refusalOf(() => checkChange('s1', content({ parts }), content({ parts, start: night }), new Date(now)));
    expect(at('2027-06-09T11:59:59Z')).toMatchObject({ code: 'move.required' });
    expect(at('2027-06-09T12:00:00Z')).toMatchObject({
      code: 'delay.required',
      extensions: { announce: { path: '/v1/sessions/s1/delay' } },
    });
  });
});

describe('a start in the past', () => {
  const change = (status: SessionContent['status'], start: Start, now: string) =>
    refusalOf(() =>
      checkChange('s1', content({ status, start: evening }), content({ status, start }), new Date(now)),
    );

  const early = { ...evening, local: '2027-06-09T19:00:00', instant: '2027-06-09T12:00:00Z' };

  it('is none for a released session, and says what time it is', () => {
    expect(change('scheduled', early, '2027-06-09T12:00:00Z')).toMatchObject({
      code: 'validation.failed',
      errors: [
        {
          path: 'start.local',
          message: 'lies in the past: it is 2027-06-09T19:00:00 in Asia/Ho_Chi_Minh already',
        },
      ],
    });
  });

  it('is one for a draft, a record of what has been', () => {
    const draft = content({ status: 'draft' });
    const later = new Date('2028-01-01T00:00:00Z');
    for (const changed of [{ title: 'Renamed' }, { start: early }]) {
      expect(() => checkChange('s1', draft, { ...draft, ...changed }, later)).not.toThrow();
    }
  });
});

describe('the state', () => {
  it('of a cancelled session refuses every change, of a released one the loss of its start', () => {
    for (const field of CONTENT_FIELDS) {
      const cancelled = { status: 'cancelled' } as const;
      const change = () => checkChange('s1', content(cancelled), withOther(field, cancelled), LONG_BEFORE);
      expect(refusalOf(change)).toMatchObject({ code: 'session.state' });
    }
    expect(
      refusalOf(() => checkChange('s1', content(), content({ start: null }), LONG_BEFORE)),
    ).toMatchObject({
      code: 'session.state',
    });
    const draft = content({ status: 'draft' });
    expect(() => checkChange('s1', draft, { ...draft, start: null }, LONG_BEFORE)).not.toThrow();
  });

  it('of what has begun refuses another time, and of what has ended another length as well, to the second', () => {
    const change = (at: string, more: Partial<SessionContent>, before: Partial<SessionContent> = {}) =>
      codeOf(() => checkChange('s1', content(before), content({ ...before, ...more }), new Date(at)));
    const moved = { start: night };
    const longer = { durationMinutes: 90 };
    expect(change('2027-06-10T11:59:59Z', moved)).toBe('done');
    for (const at of ['2027-06-10T12:00:00Z', '2027-06-10T13:30:00Z']) {
      expect(change(at, moved)).toBe('session.state');
      expect(change(at, { start: eveningInRome })).toBe('done');
      expect(change(at, { title: 'Renamed' })).toBe('done');
    }
    expect([change('2027-06-10T12:59:59Z', longer), change('2027-06-10T13:00:00Z', longer)]).toEqual([
      'done',
      'session.state',
    ]);
    const live = { state: 'ended', message: null, since: '2027-06-10T12:20:00Z' } as const;
    expect(change('2027-06-10T12:30:00Z', longer, { live })).toBe('session.state');
    expect(change('2027-06-10T12:30:00Z', moved, { status: 'draft' })).toBe('done');
  });

  it('of what has begun says what can be done instead', () => {
    const refused = (at: string) =>
      refusalOf(() => checkChange('s1', content(), content({ start: night }), new Date(at))).detail;
    expect(refused('2027-06-10T12:30:00Z')).toContain('/delay');
    expect(refused('2027-06-10T13:00:00Z')).toContain('/recording');
  });

  it('of what has ended refuses its cancellation, and that of a running session or a draft not', () => {
    const cancel = (at: string, of: Partial<SessionContent> = {}) =>
      codeOf(() => checkCancel(content(of), new Date(at)));
    expect([cancel('2027-06-10T12:59:59Z'), cancel('2027-06-10T13:00:00Z')]).toEqual([
      'done',
      'session.state',
    ]);
    expect(cancel('2027-06-11T12:00:00Z', { status: 'draft' })).toBe('done');
  });

  it('refuses an outdated version and takes the current one, or none', () => {
    expect(refusalOf(() => checkVersion(3, 2))).toMatchObject({ code: 'version.mismatch' });
    expect(() => checkVersion(3, 3)).not.toThrow();
    expect(() => checkVersion(3, undefined)).not.toThrow();
  });
});

function codeOf(act: () => void): string {
  try {
    act();
    return 'done';
  } catch (error) {
    if (error instanceof RuleViolation) return error.code;
    throw error;
  }
}

function refusalOf(change: () => void): RuleViolation {
  try {
    change();
  } catch (error) {
    if (error instanceof RuleViolation) return error;
    throw error;
  }
  throw new Error('was not refused');
}
