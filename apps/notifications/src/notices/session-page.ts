import { textIn } from '#contracts';
import { daysBetween, describeLocal, localDate } from '#time';
import type { CityCopy } from '../programme/city-copy.entity.js';
import type { EventCopy } from '../programme/event-copy.entity.js';
import type { SessionCopy } from '../programme/session-copy.entity.js';
import type { Say } from './languages/languages.js';
import type { Card, Detail, MailPage } from './mail/page.js';
import { timeBlock } from './mail/time-block.js';
import type { AboutSession, CalendarEntry, Message, SessionReader } from './notice.js';
import { isOnlineOnly } from './seat-modes.js';

const MINUTE_MS = 60_000;

/** A session with what its mails name besides. */
export interface Subject {
  session: SessionCopy;
  event: EventCopy | null;
  /** The session's own city, whose time stands beside the reader's. */
  city: CityCopy | null;
  /** Sessions that the mail tells of besides. */
  also?: readonly SessionCopy[];
}

/** What of a reader a mail about a session depends on, besides their name and their own link. */
export type Reader = AboutSession['seat'] &
  Pick<SessionReader, 'role' | 'delegateOf' | 'knows' | 'isReminded'> & {
    language: string | null;
    zone: string;
    canJoin: boolean;
    entry?: CalendarEntry;
  };

/** A session as a notice tells this kind of reader of it now. */
export function tellOf(
  say: Say,
  { session, city, also = [] }: Subject,
  reader: Reader,
  now: Date,
): AboutSession {
  const instant = session.start?.instant ?? now.toISOString();
  return {
    say,
    // Titles know languages of their own, which may be more than the words have.
    title: textIn(session.title, reader.language ?? say.locale, 'en'),
    session,
    seat: reader,
    before: reader.knows?.before ?? null,
    knowsTime: reader.knows?.isNow ?? false,
    role: reader.role ?? null,
    delegateOf: reader.delegateOf ?? null,
    isReminded: reader.isReminded ?? false,
    zone: reader.zone,
    readersTime: describeLocal(instant, reader.zone, say.locale),
    daysAhead: daysBetween(localDate(now.toISOString(), reader.zone), localDate(instant, reader.zone)),
    minutesAhead: Math.round((Date.parse(instant) - now.getTime()) / MINUTE_MS),
    place: placeOf(session, city),
    also,
    canJoin: reader.canJoin,
  };
}

/** What a page about a session says besides what every page says. */
export function sessionParts(
  { session, event, city }: Subject,
  about: AboutSession,
  message: Message,
): Pick<MailPage, 'heading' | 'when' | 'details' | 'cards'> {
  const { say, seat, zone } = about;
  const details: Detail[] = [...(message.details ?? [])];
  if (event) details.push({ label: say('label.event'), value: textIn(event.title, say.locale, 'en') });
  if (about.place && !isOnlineOnly(seat)) {
    details.push({ label: say('label.place'), value: about.place });
  }
  return {
    heading: about.title,
    when:
      session.start &&
      timeBlock(say, session.start.instant, zone, hostOf(session, city), {
        minutes: session.durationMinutes,
      }),
    details,
    cards: about.also.map((other) => cardOf(about, other)),
  };
}

/** Room and city; null when there is neither. */
export function placeOf(session: SessionCopy, city: CityCopy | null): string | null {
  const parts = [session.placeName, city?.name].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : null;
}

/** A session that is told of besides, at the reader's time. */
function cardOf({ say, zone, seat }: AboutSession, { title, start, placeName }: SessionCopy): Card {
  const details: Detail[] = [];
  if (start) {
    const { weekday, date, time } = describeLocal(start.instant, zone, say.locale);
    details.push({ label: `${weekday}, ${date}`, value: time });
  }
  if (placeName && !isOnlineOnly(seat)) details.push({ label: say('label.place'), value: placeName });
  return { heading: textIn(title, say.locale, 'en'), details };
}

/** Where the session takes place, as the time beside the reader's is called. */
function hostOf({ start }: SessionCopy, city: CityCopy | null): { name: string; zone: string } | null {
  if (!start) return null;
  const zone = city?.zone ?? start.zone;
  return { name: city?.name ?? zone, zone };
}
