import { Inject, Injectable } from '@nestjs/common';
import { textIn, type Recipient } from '#contracts';
import { daysBetween, describeLocal, localDate, type LocalDescription } from '#time';
import { NOTIFICATIONS_CONFIG, type NotificationsConfig } from '../config.js';
import type { SignIn } from '../delivery/recipients.client.js';
import type { CityCopy } from '../programme/city-copy.entity.js';
import type { EventCopy } from '../programme/event-copy.entity.js';
import type { SessionCopy } from '../programme/session-copy.entity.js';
import { invitationFor } from './invitation.js';
import { wordsFor } from './languages/languages.js';
import type { Words } from './languages/words.js';
import { renderHtml } from './mail/html.js';
import type { Invitation, Mail } from './mail/mail.js';
import type { MailPage, TimeBlock } from './mail/page.js';
import { renderText } from './mail/text.js';
import type { SessionNotice } from './notice.js';

const MINUTE_MS = 60_000;

/** A session with what its mails name besides. */
export interface Subject {
  session: SessionCopy;
  event: EventCopy | null;
  /** The session's own city, whose time stands beside the reader's. */
  city: CityCopy | null;
}

/** Makes mails: in the reader's language, the reader's time first, then the host's. */
@Injectable()
export class Composer {
  constructor(@Inject(NOTIFICATIONS_CONFIG) private readonly config: NotificationsConfig) {}

  /**
   * A notice about a session to one person.
   * @param decidedAt when the notice was decided on; the calendar part's stamp
   */
  aboutSession(
    notice: SessionNotice,
    { session, event, city }: Subject,
    recipient: Recipient,
    { now, decidedAt }: { now: Date; decidedAt: Date },
  ): Mail {
    const { language, words } = wordsFor(recipient.language);
    // Titles know languages of their own, which may be more than the words have.
    const titleLanguage = recipient.language ?? language;
    const title = textIn(session.title, titleLanguage, 'en');
    const instant = session.start?.instant ?? now.toISOString();
    const readersTime = describeLocal(instant, recipient.zone, language);
    const message = words.notices[notice.kind]({
      title,
      event: event && textIn(event.title, titleLanguage, 'en'),
      isWaiting: recipient.seatStatus === 'waiting',
      readersTime,
      daysAhead: daysBetween(localDate(now, recipient.zone), localDate(instant, recipient.zone)),
      minutesAhead: Math.round((Date.parse(instant) - now.getTime()) / MINUTE_MS),
    });
    const location = recipient.mode === 'in-person' ? placeOf(session, city) : null;
    const url = `${this.config.PUBLIC_URL}/`;
    const page: MailPage = {
      language,
      greeting: words.greeting(recipient.name),
      heading: message.heading,
      paragraphs: message.paragraphs,
      when: session.start && timeBlock(words, readersTime, session.start, city, language),
      details: location ? [{ label: words.place, value: location }] : [],
      button: { label: words.openMeridian, url },
      footer: words.footer,
    };
    const details = { title, location, organizer: this.config.MAIL_FROM, url, stamp: decidedAt };
    const invitation = invitationFor(notice, session, recipient, details);
    return mailOf(page, message.subject, recipient, invitation);
  }

  /** The link with which somebody signs in. */
  signIn({ email, name, language: wanted, token, expiresAt }: SignIn, now: Date): Mail {
    const { language, words } = wordsFor(wanted);
    const goodForMinutes = Math.max(1, Math.floor((Date.parse(expiresAt) - now.getTime()) / MINUTE_MS));
    const message = words.signIn({ goodForMinutes });
    const page: MailPage = {
      language,
      greeting: words.greeting(name),
      heading: message.heading,
      paragraphs: message.paragraphs,
      when: null,
      details: [],
      button: {
        label: words.openSignIn,
        url: `${this.config.PUBLIC_URL}/sign-in/${encodeURIComponent(token)}`,
      },
      footer: words.footer,
    };
    return mailOf(page, message.subject, { name, email }, null);
  }
}

function mailOf(
  page: MailPage,
  subject: string,
  { name, email }: { name: string; email: string },
  invitation: Invitation | null,
): Mail {
  const to = { name, address: email };
  return { to, subject, text: renderText(page), html: renderHtml(page), invitation };
}

function timeBlock(
  words: Words,
  readersTime: LocalDescription,
  start: { instant: string; zone: string },
  city: CityCopy | null,
  language: string,
): TimeBlock {
  const hostZone = city?.zone ?? start.zone;
  const host = describeLocal(start.instant, hostZone, language);
  return {
    lead: words.yourTime,
    time: readersTime.time,
    date: `${readersTime.weekday}, ${readersTime.date}`,
    zone:
      readersTime.zoneName === readersTime.offset
        ? readersTime.offset
        : `${readersTime.zoneName}, ${readersTime.offset}`,
    host:
      host.offset === readersTime.offset
        ? null
        : `${words.timeIn(city?.name ?? hostZone)}: ${host.time}, ${host.weekday}, ${host.date} (${host.offset})`,
  };
}

function placeOf(session: SessionCopy, city: CityCopy | null): string | null {
  const parts = [session.placeName, city?.name].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : null;
}
