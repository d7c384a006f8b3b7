import type { LocalDescription } from '#time';
import type { SessionNoticeKind } from '../notice.js';

/** A session as a reader is told of it, already in their language. */
export interface AboutSession {
  title: string;
  event: string | null;
  /** The reader is in the queue: there is no seat to give up, and no entry in their calendar. */
  isWaiting: boolean;
  /** The start where the reader is. */
  readersTime: LocalDescription;
  /** Days on the reader's calendar until the start: 0 is today. */
  daysAhead: number;
  /** Minutes until the start; below zero when it has begun. */
  minutesAhead: number;
}

export interface AboutSignIn {
  /** Minutes for which the link is good. */
  goodForMinutes: number;
}

export interface Message {
  /** One line. */
  subject: string;
  heading: string;
  paragraphs: string[];
}

/** Everything that mails say, in one language. A language is one file that fills this in. */
export interface Words {
  notices: Record<SessionNoticeKind, (about: AboutSession) => Message>;
  signIn: (about: AboutSignIn) => Message;
  greeting: (name: string) => string;
  yourTime: string;
  /** Leads the time where the session takes place: “In Rome”. */
  timeIn: (city: string) => string;
  place: string;
  duration: (minutes: number) => string;
  openMeridian: string;
  openSignIn: string;
  /** Why the mail came. */
  footer: string;
}
