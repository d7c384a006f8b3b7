import type { RoleHolder } from '#contracts';
import { readNotificationsConfig } from '../config.js';
import { ROLE_NOTICES, SESSION_NOTICES } from '../notices/catalogue.js';
import type { Matter } from '../matters/matter.js';
import type { SignIn } from '../delivery/recipients.client.js';
import { Composer } from '../notices/composer.js';
import type { LanguageName } from '../notices/languages/languages.js';
import { spellOut, type Mail, type SpelledOut } from '../notices/mail/mail.js';
import type { NoticeKind, SessionNoticeKind, SessionReader } from '../notices/notice.js';
import type { RoleNoticeKind } from '../notices/role-notice.js';
import { PreferenceLinks } from '../preferences/preference-links.js';
import { SessionCopy } from '../programme/session-copy.entity.js';
import { READERS, SESSION, SUBJECT, TITLE } from './assembly.js';
import { MATTER_VARIANTS, MATTERS } from './matters.js';

const WRITTEN_AT = new Date('2027-08-30T12:00:00Z');
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

interface Case {
  session?: Partial<SessionCopy>;
  reader?: Partial<SessionReader>;
  now?: string;
}

/** Where the examples of session notices differ from a confirmed online seat, a day ahead. */
const CASES: Partial<Record<SessionNoticeKind, Case>> = {
  'seat-confirmed': { reader: { isReminded: true } },
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
  'place-changed': { reader: { mode: 'in-person', knows: { isNow: true, before: null } } },
  'session-cancelled': { session: { status: 'cancelled' }, reader: { seatStatus: 'cancelled' } },
  'speaker-invited': {
    reader: { seatStatus: null, mode: null, joinToken: null, role: { as: 'speaker', cities: [] } },
  },
  'speaker-removed': {
    reader: { seatStatus: null, mode: null, joinToken: null, role: { as: 'speaker', cities: [] } },
  },
  recording: { session: { recordingUrl: 'https://video.example/opening' }, now: '2027-09-17T12:00:00Z' },
};

/** What some session notices say when things are otherwise. */
const VARIANTS = {
  'seat-confirmed: no reminder ahead': { kind: 'seat-confirmed', reader: { isReminded: false } },
  'session-delayed: in the queue': {
    kind: 'session-delayed',
    reader: { seatStatus: 'waiting' },
    now: '2027-09-16T11:30:00Z',
    session: { delay: { minutes: 20, reason: null } },
  },
  'session-delayed: in the room': {
    kind: 'session-delayed',
    reader: { mode: 'in-person' },
    now: '2027-09-16T11:30:00Z',
    session: { delay: { minutes: 20, reason: null } },
  },
  'reminder: on the day after tomorrow': { kind: 'reminder', now: '2027-09-14T13:00:00Z' },
  'time-changed: the end alone': {
    kind: 'time-changed',
    session: {
      previousStart: new Date('2027-09-16T12:00:00Z'),
      previousEnd: new Date('2027-09-16T13:00:00Z'),
    },
  },
} satisfies Record<string, Case & { kind: SessionNoticeKind }>;
/** The mails to who asked for a seat with an address. */
const SIGN_INS = {
  'sign-in: a seat is held': { sessionId: 'session', isHeld: true, until: '2027-08-30T12:14:30Z' },
  'sign-in: no seat was free': { sessionId: 'session', isHeld: false, until: '2027-08-30T12:14:30Z' },
};
type Variant = keyof typeof VARIANTS | keyof typeof MATTER_VARIANTS | keyof typeof SIGN_INS;

function aboutSession(
  kind: SessionNoticeKind,
  language: LanguageName,
  write: (text: string) => string,
  { session = {}, reader = {}, now = '2027-08-30T12:00:00Z' }: Case = CASES[kind] ?? {},
): Mail {
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

function aboutMatter(
  kind: RoleNoticeKind,
  language: LanguageName,
  write: (text: string) => string,
  matterFor: (city: string) => Matter = MATTERS[kind],
): Mail {
  const { name, zone, city } = READERS[language];
  const holder: RoleHolder = { personId: 'person', email: 'reader@example.org', name, language, zone, city };
  const told = kind === 'city-answered' ? 'tokyo' : city;
  const dueAt = kind === 'digest' ? new Date('2027-08-31T12:00:00Z') : null;
  const mail = composer.aboutMatter(
    ROLE_NOTICES[kind],
    rewritten(matterFor(city), write),
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
export const VARIANT_NAMES = [
  ...Object.keys(VARIANTS),
  ...Object.keys(MATTER_VARIANTS),
  ...Object.keys(SIGN_INS),
] as Variant[];

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

/** The mail of a notice in a case that its example leaves out. */
export function variantMail(name: Variant, language: LanguageName): SpelledOut {
  const asIs = (text: string) => text;
  if (isSignIn(name)) return spellOut(signInMail(language, asIs, [SIGN_INS[name]]));
  if (isOfMatter(name)) {
    const kind = name.split(':')[0] as RoleNoticeKind;
    return spellOut(aboutMatter(kind, language, asIs, MATTER_VARIANTS[name]));
  }
  const { kind, ...variant } = VARIANTS[name];
  return spellOut(aboutSession(kind, language, asIs, variant));
}

/** The same, not spelled out: as it is handed over. */
export function composedMail(
  kind: NoticeKind,
  language: LanguageName,
  write: (text: string) => string = (text) => text,
): Mail {
  if (kind === 'sign-in') return signInMail(language, write);
  return Object.hasOwn(SESSION_NOTICES, kind)
    ? aboutSession(kind as SessionNoticeKind, language, write)
    : aboutMatter(kind as RoleNoticeKind, language, write);
}

const isOfMatter = (name: Variant): name is keyof typeof MATTER_VARIANTS =>
  Object.hasOwn(MATTER_VARIANTS, name);

function signInMail(
  language: LanguageName,
  write: (text: string) => string = (text) => text,
  seats: SignIn['seats'] = [],
): Mail {
  const { name } = READERS[language];
  const expiresAt = '2027-08-30T12:15:00Z';
  const signIn = {
    personId: 'person',
    email: 'reader@example.org',
    name,
    language,
    token: 'example',
    expiresAt,
    seats,
  };
  return composer.signIn(rewritten(signIn, write), new Map([['session', TITLE]]), WRITTEN_AT);
}

const isSignIn = (name: Variant): name is keyof typeof SIGN_INS => Object.hasOwn(SIGN_INS, name);
