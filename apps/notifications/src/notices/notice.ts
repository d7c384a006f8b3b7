import type { OptionalMail, Recipient, SEAT_STATUSES, SLOT_MODES } from '#contracts';
import type { LocalDescription } from '#time';
import type { SessionCopy, Span } from '../programme/session-copy.entity.js';
import type { RemindedSession } from '../reminders/reminder.rules.js';
import type { KnownTime } from './known-time.rules.js';
import type { Say } from './languages/languages.js';
import type { Detail } from './mail/page.js';
import type { Relevance, Told } from './relevance.rules.js';
import type { RoleNoticeKind } from './role-notice.js';

export type SeatStatus = (typeof SEAT_STATUSES)[number];
export type SeatMode = (typeof SLOT_MODES)[number];

export type SessionNoticeKind =
  | 'seat-confirmed'
  | 'seat-waiting'
  | 'seat-offered'
  | 'seat-promoted'
  | 'seat-expired'
  | 'seat-lapsed'
  | 'seat-back-to-waiting'
  | 'seat-cancelled'
  | 'seat-given-up'
  | 'reminder'
  | 'join-link'
  | 'time-changed'
  | 'session-delayed'
  | 'technical-problem'
  | 'place-changed'
  | 'session-cancelled'
  | 'recording'
  | 'speaker-invited'
  | 'speaker-removed';
export type NoticeKind = SessionNoticeKind | RoleNoticeKind | 'sign-in';

/** One kind of message about a session: to whom, what it says, with what for the calendar, and until when. */
export interface SessionNotice {
  readonly kind: SessionNoticeKind;
  /** People whose seat has one of these statuses when the mail goes out. */
  readonly to: readonly SeatStatus[];
  /** The kind of mail that people may do without; left out for what is always told. */
  readonly optional?: OptionalMail;
  /** To people who had this role in the session, and have it no longer. */
  readonly toFormer?: 'speaker';
  /** Only people with a seat of this mode. */
  readonly mode?: SeatMode;
  /** iTIP method (RFC 5546) of the calendar part; null for none. */
  readonly calendar: 'REQUEST' | 'CANCEL' | null;
  /** Takes the session out of one person's calendar though it may take place for others. */
  readonly withdraws?: true;
  /** Whether it is still right to send it, with the session as it is now. */
  relevance(
    told: Told,
    session: RemindedSession & Pick<SessionCopy, 'live' | 'recordingUrl' | 'placeName'>,
    now: Date,
  ): Relevance;
  /** Whether `relevanceTo` and `write` depend on what each reader knows of when the session takes place. */
  readonly needsKnownTime?: true;
  /** Whether `write` says that readers will be reminded. */
  readonly needsReminders?: true;
  /** Whether it is right for this reader, where that is not the same for all. */
  relevanceTo?(
    reader: SessionReader,
    at: { told: Told; session: Pick<SessionCopy, 'timeVersion'>; now: Date },
  ): Relevance;
  write(about: AboutSession): Message;
}

/** What somebody does in a session, whether or not they have a seat in it. */
export interface SessionRole {
  readonly as: 'speaker' | 'liaison' | 'organizer';
  /** Of a liaison the cities they speak for, of an organizer every city with seats or questions; none of a speaker. */
  readonly cities: readonly CityInSession[];
}

/** A city's seats in a session, and what it was asked and has not answered. */
export interface CityInSession {
  readonly name: string;
  readonly taken: number;
  readonly waiting: number;
  readonly unanswered: readonly ('invitation' | 'change')[];
}

/** Whom a notice about a session goes to: for their seat, for what they do there, or both. */
export type SessionReader = Omit<Recipient, 'seatId' | 'seatStatus' | 'mode' | 'delegateOf'> & {
  readonly seatStatus: SeatStatus | null;
  readonly mode: SeatMode | null;
  readonly role?: SessionRole | null;
  /** Null where the notice does not depend on it. */
  readonly knows?: KnownTime | null;
  /** Whether a reminder of the session is ahead of them; left out where the notice does not depend on it. */
  readonly isReminded?: boolean;
  /** Name of the city whose delegate they are. */
  readonly delegateOf?: string | null | undefined;
};

/** What a reader's calendar was told of a session before this mail, and holds. */
export interface CalendarEntry {
  /** How often it was taken out for them alone (`SessionNotice.withdraws`). */
  readonly withdrawals: number;
  /** Whether they have another seat in the session, for which it stays in. */
  readonly stays: boolean;
}

/** A session as a notice tells one kind of reader of it. */
export interface AboutSession {
  readonly say: Say;
  /** In the reader's language, where the organizers gave it. */
  readonly title: string;
  readonly session: SessionCopy;
  readonly seat: Pick<SessionReader, 'seatStatus' | 'mode' | 'modes' | 'keptUntil'>;
  /** When it was to take place as the reader was told last, when that was another time; null when they know of no other. */
  readonly before: Span | null;
  /** Whether they have been told of it as it is now; false where the notice does not depend on it. */
  readonly knowsTime: boolean;
  /** Null for who is told as somebody with a seat. */
  readonly role: SessionRole | null;
  /** Name of the city whose delegate the reader is; null for everybody else. */
  readonly delegateOf: string | null;
  /** Whether a reminder of it is ahead of the reader; false where the notice does not depend on it. */
  readonly isReminded: boolean;
  /** The reader's zone. */
  readonly zone: string;
  /** The start where the reader is. */
  readonly readersTime: LocalDescription;
  /** Days on the reader's calendar until the start: 0 is today. */
  readonly daysAhead: number;
  /** Minutes until the start; below zero when it has begun. */
  readonly minutesAhead: number;
  /** Room and city; null when there is none. */
  readonly place: string | null;
  /** Sessions that the mail reminds of besides, in order of time. */
  readonly also: readonly SessionCopy[];
  /** Whether the mail has the reader's link to join: its button is that link then. */
  readonly canJoin: boolean;
}

/** What a notice says besides what every mail about the same thing says. */
export interface Message {
  /** One line. */
  subject: string;
  /** What kind of news it is. */
  label: string;
  /** A paragraph per line. */
  body: string;
  details?: readonly Detail[];
  /** Left out where the mail leads to what it is about. */
  button?: { label: string; url: string };
}
