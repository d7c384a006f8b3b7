import type { Move, Partner, PollState, RoleHolder, Session } from '#contracts';
import { formatInstant, localTime } from '#time';
import { readNotificationsConfig } from '../config.js';
import type { Cities, DayMatter, Matter } from '../matters/matter.js';
import { ROLE_NOTICES, SESSION_NOTICES } from '../notices/catalogue.js';
import { PreferenceLinks } from '../preferences/preference-links.js';
import { Composer } from '../notices/composer.js';
import type { LanguageName } from '../notices/languages/languages.js';
import { spellOut, type Mail, type SpelledOut } from '../notices/mail/mail.js';
import type { NoticeKind, SessionNoticeKind, SessionReader } from '../notices/notice.js';
import type { Subject } from '../notices/session-page.js';
import type { RoleNoticeKind } from '../notices/role-notice.js';
import { CityCopy } from '../programme/city-copy.entity.js';
import { EventCopy } from '../programme/event-copy.entity.js';
import { SessionCopy } from '../programme/session-copy.entity.js';

const WRITTEN_AT = new Date('2027-08-30T12:00:00Z');
/** One example of each notice, as a reader in each language gets it. */
const LINK_SECRET = 'a secret of the tests, long enough';
const composer = new Composer(
  readNotificationsConfig({
    DATABASE_URL: 'postgres://localhost/notifications',
    NATS_URL: 'nats://localhost',
    REDIS_URL: 'redis://localhost',
    SMTP_URL: 'smtp://localhost',
    PUBLIC_URL: 'https://meridian.example',
    LINK_SECRET,
  }),
  new PreferenceLinks(LINK_SECRET),
);

const READERS: Record<LanguageName, { name: string; zone: string; city: string }> = {
  en: { name: 'Delegate, Boston', zone: 'America/New_York', city: 'boston' },
  vi: { name: 'Đại biểu Nha Trang', zone: 'Asia/Ho_Chi_Minh', city: 'nha-trang' },
  ja: { name: '東京代表', zone: 'Asia/Tokyo', city: 'tokyo' },
  it: { name: 'Delegata di Roma', zone: 'Europe/Rome', city: 'rome' },
  kn: { name: 'ಬೆಂಗಳೂರು ಪ್ರತಿನಿಧಿ', zone: 'Asia/Kolkata', city: 'bengaluru' },
};

const CITIES: Cities = new Map(
  (
    [
      ['boston', 'Boston', 'America/New_York'],
      ['nha-trang', 'Nha Trang', 'Asia/Ho_Chi_Minh'],
      ['washington-dc', 'Washington DC', 'America/New_York'],
      ['tokyo', 'Tokyo', 'Asia/Tokyo'],
      ['bengaluru', 'Bengaluru', 'Asia/Kolkata'],
      ['rome', 'Rome', 'Europe/Rome'],
    ] as const
  ).map(([slug, name, zone]) => [slug, Object.assign(new CityCopy(), { slug, name, zone, version: 1 })]),
);
const HOST = CITIES.get('washington-dc')!;

const startAt = (instant: string) => {
  const { local, offset } = localTime(instant, HOST.zone);
  return { local, zone: HOST.zone, offset, instant: formatInstant(instant), tzdb: '2026f' };
};
const START = startAt('2027-09-16T12:00:00Z');
const TITLE = {
  en: 'Opening plenary: trust across cities',
  vi: 'Phiên khai mạc: niềm tin giữa các thành phố',
  ja: '開会全体会議：都市をつなぐ信頼',
  it: 'Plenaria di apertura: la fiducia tra le città',
  kn: 'ಉದ್ಘಾಟನಾ ಗೋಷ್ಠಿ: ನಗರಗಳ ನಡುವಿನ ವಿಶ್ವಾಸ',
};
const PANEL = {
  en: 'Panel: light, water, city',
  vi: 'Tọa đàm: ánh sáng, nước, thành phố',
  ja: 'パネル：光、水、都市',
  it: 'Tavola rotonda: luce, acqua, città',
  kn: 'ಚರ್ಚಾಗೋಷ್ಠಿ: ಬೆಳಕು, ನೀರು, ನಗರ',
};
const EVENT_TITLE = {
  en: 'Washington Assembly',
  vi: 'Hội nghị Washington',
  ja: 'ワシントン総会',
  it: 'Assemblea di Washington',
  kn: 'ವಾಷಿಂಗ್ಟನ್ ಸಮ್ಮೇಳನ',
};

const partner = (city: string, status: Partner['status']): Partner => ({
  id: `partner-${city}`,
  eventId: 'event',
  city,
  modes: ['input', 'delegation', 'online'],
  status,
  respondBy: '2027-08-20T16:00:00Z',
  note: null,
});
const EVENT = Object.assign(new EventCopy(), {
  id: 'event',
  title: EVENT_TITLE,
  hostCity: 'washington-dc',
  programmeId: 'programme',
  startsOn: '2027-09-16',
  endsOn: '2027-09-18',
  partners: [partner('boston', 'accepted'), partner('tokyo', 'tentative')],
  version: 1,
});
const SESSION = Object.assign(new SessionCopy(), {
  id: 'session',
  programmeId: 'programme',
  eventId: 'event',
  title: TITLE,
  status: 'scheduled',
  start: START,
  durationMinutes: 90,
  placeName: 'Great Hall',
  ownCity: 'washington-dc',
  speakers: ['speaker'],
  cities: ['washington-dc', 'boston', 'tokyo'],
  previousStart: new Date('2027-09-16T14:00:00Z'),
  live: null,
  delay: null,
  recordingUrl: null,
  sequence: 2,
  timeVersion: 2,
  version: 4,
});
const SUBJECT: Subject = { session: SESSION, event: EVENT, city: HOST };

/** Where the examples of session notices differ from a confirmed online seat, a day ahead. */
const CASES: Partial<
  Record<SessionNoticeKind, { session?: Partial<SessionCopy>; reader?: Partial<SessionReader>; now?: string }>
> = {
  'seat-waiting': { reader: { seatStatus: 'waiting' } },
  'seat-offered': { reader: { seatStatus: 'offered', keptUntil: '2027-09-01T16:00:00Z' } },
  'seat-expired': { reader: { seatStatus: 'expired' } },
  'seat-lapsed': { reader: { seatStatus: 'lapsed' }, now: '2027-09-16T12:10:00Z' },
  'seat-back-to-waiting': { reader: { seatStatus: 'waiting' } },
  'seat-given-up': { reader: { seatStatus: 'cancelled' } },
  'seat-cancelled': { reader: { seatStatus: 'cancelled' } },
  reminder: { now: '2027-09-16T11:50:00Z' },
  'join-link': { now: '2027-09-15T12:00:00Z' },
  'session-delayed': {
    now: '2027-09-16T11:30:00Z',
    session: {
      delay: { minutes: 20, reason: 'The hall opens later.' },
    },
  },
  'technical-problem': {
    now: '2027-09-16T12:05:00Z',
    session: {
      live: { state: 'technical-problem', message: 'No sound yet.', since: '2027-09-16T12:04:00Z' },
    },
  },
  'place-changed': { reader: { mode: 'in-person' } },
  'session-cancelled': { session: { status: 'cancelled' }, reader: { seatStatus: 'cancelled' } },
  'speaker-invited': {
    reader: { seatStatus: null, mode: null, joinToken: null, role: { as: 'speaker', cities: [] } },
  },
  recording: { session: { recordingUrl: 'https://video.example/opening' }, now: '2027-09-17T12:00:00Z' },
};

function aboutSession(
  kind: SessionNoticeKind,
  language: LanguageName,
  write: (text: string) => string,
): Mail {
  const { session = {}, reader = {}, now = '2027-08-30T12:00:00Z' } = CASES[kind] ?? {};
  const { name, zone } = READERS[language];
  const recipient: SessionReader = {
    personId: 'person',
    email: 'reader@example.org',
    name,
    language,
    zone,
    seatStatus: 'confirmed',
    mode: 'online',
    joinToken: 'example',
    ...reader,
  };
  const subject = { ...SUBJECT, session: Object.assign(new SessionCopy(), SESSION, session) };
  const compose = composer.aboutSession(SESSION_NOTICES[kind], rewritten(subject, write), new Date(now));
  return compose(rewritten(recipient, write), { decidedAt: WRITTEN_AT });
}

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
    outcome: null,
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

const MATTERS: Record<RoleNoticeKind, (city: string) => Matter> = {
  'city-invited': (city) => eventMatter(partner(city, 'invited')),
  'city-answered': () => eventMatter({ ...partner('tokyo', 'accepted'), note: 'With pleasure.' }),
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
    const tally = { quarter, title: TITLE, about: 'session' };
    return {
      kind: 'digest',
      programmeId: 'programme',
      title: { en: 'AIWS Forum 2027', vi: 'Diễn đàn AIWS 2027', ja: 'AIWSフォーラム2027' },
      cities: CITIES,
      tallies: [
        { ...tally, kind: 'seats', detail: 'given', count: 31 },
        { ...tally, kind: 'seats', detail: 'queued', count: 4 },
        { ...tally, kind: 'seats', detail: 'freed', count: 1 },
        { quarter, kind: 'city', title: EVENT_TITLE, about: 'event', detail: 'tokyo accepted', count: 1 },
        { quarter, kind: 'change', title: PANEL, about: 'move', detail: 'proposed', count: 1 },
      ],
    };
  },
};

const eventMatter = (own: Partner): Matter => ({
  kind: 'event',
  programmeId: 'programme',
  event: Object.assign(new EventCopy(), EVENT, { partners: [own] }),
  cities: CITIES,
});
const blockMatter = (city: string, free: number): Matter => ({
  kind: 'block',
  programmeId: 'programme',
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
const moveMatter = (move: Move): Matter => ({ kind: 'move', programmeId: 'programme', move, cities: CITIES });

function aboutMatter(kind: RoleNoticeKind, language: LanguageName, write: (text: string) => string): Mail {
  const { name, zone, city } = READERS[language];
  const holder: RoleHolder = { personId: 'person', email: 'reader@example.org', name, language, zone, city };
  const told = kind === 'city-answered' ? 'tokyo' : city;
  const dueAt = kind === 'digest' ? new Date('2027-08-31T12:00:00Z') : null;
  const mail = composer.aboutMatter(
    ROLE_NOTICES[kind],
    rewritten(MATTERS[kind](city), write),
    rewritten(holder, write),
    { city: told, dueAt },
    WRITTEN_AT,
  );
  if (!mail) throw new Error(`there is nothing to say in ${kind}`);
  return mail;
}

/** Fields that people write. */
const WRITTEN = new Set(['title', 'name', 'placeName', 'reason', 'note', 'message']);

/** The same with each text that people write made another one. */
function rewritten<T>(value: T, write: (text: string) => string, isWritten = false): T {
  if (typeof value === 'string') return (isWritten ? write(value) : value) as T;
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map((each) => rewritten(each, write, isWritten)) as T;
  if (value instanceof Map) {
    return new Map([...value].map(([key, each]) => [key, rewritten(each, write)])) as T;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, rewritten(each, write, isWritten || WRITTEN.has(key))]),
  ) as T;
}

export const NOTICE_KINDS = [
  ...Object.keys(SESSION_NOTICES),
  ...Object.keys(ROLE_NOTICES),
  'sign-in',
] as NoticeKind[];

/**
 * The example of a notice in a language, as its reader gets it.
 * @param write makes other texts of those that people have written: names, titles, reasons
 */
export function exampleMail(
  kind: NoticeKind,
  language: LanguageName,
  write?: (text: string) => string,
): SpelledOut {
  return spellOut(composedMail(kind, language, write));
}

/** The same, not spelled out: as it is handed over. */
export function composedMail(
  kind: NoticeKind,
  language: LanguageName,
  write: (text: string) => string = (text) => text,
): Mail {
  if (kind === 'sign-in') {
    const { name } = READERS[language];
    const expiresAt = '2027-08-30T12:15:00Z';
    const signIn = {
      personId: 'person',
      email: 'reader@example.org',
      name,
      language,
      token: 'example',
      expiresAt,
    };
    return composer.signIn(rewritten(signIn, write), WRITTEN_AT);
  }
  return Object.hasOwn(SESSION_NOTICES, kind)
    ? aboutSession(kind as SessionNoticeKind, language, write)
    : aboutMatter(kind as RoleNoticeKind, language, write);
}
