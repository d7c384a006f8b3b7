import type { Move, Partner, PollState, Session } from '#contracts';
import { localTime } from '#time';
import type { DayMatter, Matter, MoveMatter } from '../matters/matter.js';
import type { RoleNoticeKind } from '../notices/role-notice.js';
import { EventCopy } from '../programme/event-copy.entity.js';
import { CITIES, EVENT, EVENT_TITLE, PANEL, partner, START, startAt, TITLE } from './assembly.js';

type Outcome = NonNullable<Move['outcome']>;
const endedAs = (kind: Outcome['kind'], detail: string): Outcome => ({
  kind,
  detail,
  at: '2027-08-30T12:00:00Z',
});

function moveFor(city: string, status: Move['status']): Move {
  const clock = (instant: string, burden: number) => {
    const { local, offset } = localTime(instant, CITIES.get(city)!.zone);
    return { local, offset, dayShift: 0, burden };
  };
  const to = startAt('2027-09-16T13:00:00Z');
  const at = { city, zone: CITIES.get(city)!.zone, part: 'required' as const };
  return {
    id: 'move',
    programmeId: 'programme',
    status,
    version: 1,
    proposedBy: 'organizer',
    proposedAt: '2027-08-28T12:00:00Z',
    remindAt: '2027-08-31T00:00:00Z',
    remindedAt: null,
    answers: {},
    outcome: status === 'proposed' ? null : endedAs('agreed', 'Every city that was asked has agreed.'),
    reason: 'The Great Hall is free an hour later only.',
    sessions: [
      { id: 'session', eventId: 'event', title: TITLE, version: 4, from: START, to, dragged: false },
    ],
    asked: [{ city, zone: at.zone, deadline: '2027-09-02T12:00:00Z', onSilence: 'accept' }],
    deadline: '2027-09-02T12:00:00Z',
    effects: {
      relations: [],
      conflicts: [],
      openMoves: [],
      sessions: [
        {
          session: 'session',
          cities: [
            {
              ...at,
              city: 'washington-dc',
              before: clock(START.instant, 1),
              after: clock(to.instant, 0),
            },
            { ...at, before: clock(START.instant, 1.5), after: clock(to.instant, 3) },
          ],
        },
      ],
    },
    awaiting: status === 'proposed' ? [city] : [],
    decision: null,
  };
}

function pollFor(city: string): PollState {
  return {
    id: 'poll',
    sessionId: 'session',
    eventId: 'event',
    programmeId: 'programme',
    title: TITLE,
    ownCity: 'washington-dc',
    durationMinutes: 90,
    status: 'open',
    version: 1,
    respondBy: '2027-08-10T12:00:00Z',
    note: 'All three suit the speakers.',
    cities: [city],
    picked: null,
    candidates: ['2027-09-16T12:00:00Z', '2027-09-16T14:30:00Z', '2027-09-17T01:00:00Z'].map(
      (instant, index) => ({ number: index + 1, start: startAt(instant) }),
    ),
    answers: [],
  };
}

function sessionOfDay(id: string, title: Session['title'], instant: string): Session {
  return {
    id,
    title,
    start: startAt(instant),
    parts: { 'washington-dc': 'required', boston: 'required', tokyo: 'invited', rome: 'invited' },
    speakers:
      id === 'session'
        ? [{ id: 'speaker', slug: 'speaker', name: 'Keynote speaker', city: 'tokyo', status: 'invited' }]
        : [],
  } as unknown as Session;
}

function day(): DayMatter {
  const seat = (sessionId: string, city: string | null, taken: number, waiting: number) => ({
    sessionId,
    mode: 'online' as const,
    city,
    taken,
    waiting,
  });
  return {
    kind: 'day',
    programmeId: 'programme',
    event: EVENT,
    date: '2027-09-16',
    sessions: [
      sessionOfDay('session', TITLE, START.instant),
      sessionOfDay('panel', PANEL, '2027-09-16T14:00:00Z'),
    ],
    seats: [
      seat('session', 'boston', 120, 4),
      seat('session', 'tokyo', 48, 0),
      seat('session', 'rome', 77, 0),
      seat('session', null, 9, 0),
      seat('panel', 'boston', 60, 0),
      seat('panel', 'rome', 1, 0),
    ],
    moves: [moveFor('rome', 'proposed')],
    cities: CITIES,
  };
}

/** What the examples of notices to organizers and liaisons are about, for a city. */
export const MATTERS: Record<RoleNoticeKind, (city: string) => Matter> = {
  'city-invited': (city) => eventMatter(partner(city, 'invited')),
  'city-answered': () => eventMatter({ ...partner('tokyo', 'accepted'), note: 'With pleasure.' }),
  'event-cancelled': (city) => eventMatter(partner(city, 'accepted'), { isCancelled: true }),
  'delegates-to-name': (city) => eventMatter(partner(city, 'accepted')),
  'input-asked': (city) => eventMatter(partner(city, 'accepted')),
  'times-asked': (city) => ({
    kind: 'poll',
    programmeId: 'programme',
    poll: pollFor(city),
    cities: CITIES,
    links: new Map([
      [
        `${city} person`,
        {
          page: 'page',
          answers: [1, 2, 3].flatMap((candidate) =>
            (['good', 'possible', 'cannot'] as const).map((answer) => ({
              candidate,
              answer,
              token: `${answer}-${candidate}`,
            })),
          ),
        },
      ],
    ]),
  }),
  'change-proposed': (city) => moveMatter(moveFor(city, 'proposed')),
  'change-decided': (city) => moveMatter(moveFor(city, 'applied')),
  'answer-due': (city) => moveMatter(moveFor(city, 'proposed')),
  'names-asked': (city) => blockMatter(city, 6),
  'names-due': (city) => blockMatter(city, 2),
  'divergence-warning': () => ({
    kind: 'series',
    programmeId: 'programme',
    title: TITLE,
    cities: CITIES,
    occurrences: [
      ['rome', '2027-11-03T17:00:00', '2027-11-03T18:00:00', 60],
      ['tokyo', '2027-11-04T01:00:00', '2027-11-04T00:00:00', -60],
    ].map(([city, usualLocal, local, differenceMinutes]) => ({
      sessionId: 'session',
      city: city as string,
      usualLocal: usualLocal as string,
      local: local as string,
      differenceMinutes: differenceMinutes as number,
    })),
  }),
  'run-of-show': day,
  digest: () => {
    const quarter = new Date('2027-08-30T16:00:00Z');
    const tally = { quarter, title: TITLE, about: 'session', subject: 'session' };
    return {
      kind: 'digest',
      programmeId: 'programme',
      isPublished: true,
      title: { en: 'AIWS Forum 2027', vi: 'Diễn đàn AIWS 2027', ja: 'AIWSフォーラム2027' },
      cities: CITIES,
      tallies: [
        { ...tally, kind: 'seats', detail: 'given', count: 31 },
        { ...tally, kind: 'seats', detail: 'queued', count: 4 },
        { ...tally, kind: 'seats', detail: 'freed', count: 1 },
        {
          ...{ quarter, kind: 'city', title: EVENT_TITLE, about: 'event', subject: 'event' },
          ...{ detail: 'tokyo accepted', count: 1 },
        },
        {
          quarter,
          kind: 'change',
          title: PANEL,
          about: 'move',
          subject: 'panel',
          detail: 'proposed',
          count: 1,
        },
        { ...tally, kind: 'change', about: 'other-move', detail: 'applied', count: 1 },
      ],
    };
  },
};

/** The same notices about matters that stand otherwise. */
export const MATTER_VARIANTS = {
  'event-cancelled: a city that had not answered': (city: string) =>
    eventMatter(partner(city, 'invited'), { isCancelled: true }),
  'change-decided: countered': (city: string) => {
    const counter = { session: 'session', start: startAt('2027-09-16T14:30:00Z') };
    const at = '2027-08-29T08:00:00Z';
    return closedMove(city, 'rejected', endedAs('countered', 'Another time is proposed by tokyo.'), {
      [city]: { answer: 'accept', at, by: 'liaison' },
      tokyo: { answer: 'counter', at, by: 'liaison', counter, note: 'Not before eleven.' },
    });
  },
  'change-decided: refused': (city: string) =>
    closedMove(city, 'rejected', endedAs('refused', 'No answer, which counts as a refusal: boston.'), {
      boston: { answer: 'reject', at: '2027-09-02T12:00:00Z', by: 'silence' },
    }),
  'change-decided: decided': (city: string) =>
    closedMove(city, 'applied', endedAs('decided', 'Decided without boston: The hall is booked.'), {
      boston: { answer: 'accept', at: '2027-08-30T12:00:00Z', by: 'decision' },
    }),
  'change-decided: overtaken': (city: string) =>
    closedMove(
      city,
      'rejected',
      endedAs('stale', '“Opening plenary” has changed since it was proposed.'),
      {},
    ),
  'change-decided: withdrawn': (city: string) =>
    closedMove(city, 'withdrawn', endedAs('withdrawn', 'The hall is free after all.'), {}),
} satisfies Record<string, (city: string) => Matter>;

/** The session was moved to another time than the proposed one meanwhile, where the proposal does not hold any more. */
function closedMove(
  city: string,
  status: Move['status'],
  outcome: Outcome,
  answers: Move['answers'],
): Matter {
  const { kind, at } = outcome;
  const decision = kind === 'decided' ? { reason: 'The hall is booked.', at } : null;
  const moved = { status: 'scheduled' as const, start: startAt('2027-09-16T15:00:00Z'), version: 5 };
  const current = new Map(kind === 'stale' ? [['session', moved]] : []);
  return moveMatter({ ...moveFor(city, status), outcome, answers, decision }, current);
}

const eventMatter = (own: Partner, change: Partial<EventCopy> = {}): Matter => ({
  kind: 'event',
  programmeId: 'programme',
  event: Object.assign(new EventCopy(), EVENT, { partners: [own], ...change }),
  cities: CITIES,
});
const blockMatter = (city: string, free: number): Matter => ({
  kind: 'block',
  programmeId: 'programme',
  sessionId: 'session',
  title: TITLE,
  block: {
    id: 'block',
    slotId: 'slot',
    city,
    size: 6,
    namesUntil: '2027-09-10T16:00:00Z',
    named: 6 - free,
    free,
  },
  cities: CITIES,
});
const moveMatter = (move: Move, current: MoveMatter['current'] = new Map()): Matter => ({
  kind: 'move',
  programmeId: 'programme',
  move,
  current,
  cities: CITIES,
});
