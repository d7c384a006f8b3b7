import { Inject, Injectable } from '@nestjs/common';
import { textIn, type OptionalMail, type Recipient, type RoleHolder } from '#contracts';
import { daysBetween, describeLocal, localDate } from '#time';
import { PreferenceLinks } from '../preferences/preference-links.js';
import { NOTIFICATIONS_CONFIG, type NotificationsConfig } from '../config.js';
import type { SignIn } from '../delivery/recipients.client.js';
import type { CityCopy } from '../programme/city-copy.entity.js';
import type { EventCopy } from '../programme/event-copy.entity.js';
import type { SessionCopy } from '../programme/session-copy.entity.js';
import type { Matter } from '../matters/matter.js';
import { invitationFor } from './invitation.js';
import { wordsFor, type Say } from './languages/languages.js';
import { escapeHtml, renderHtml } from './mail/html.js';
import type { Invitation, Mail, SharedMail } from './mail/mail.js';
import type { Card, Detail, Line, MailPage, SlotName } from './mail/page.js';
import { splice } from './mail/template.js';
import { SharedMails } from './mail/shared-mails.js';
import { renderText } from './mail/text.js';
import { timeBlock } from './mail/time-block.js';
import type { AboutSession, Message, SessionNotice } from './notice.js';
import { mayJoin } from './relevance.rules.js';
import type { RoleNotice } from './role-notice.js';

const MINUTE_MS = 60_000;

/** Whom one mail goes to. */
interface Addressee {
  personId: string;
  name: string;
  email: string;
  joinToken?: string | null | undefined;
}

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
export type Reader = Pick<Recipient, 'language' | 'zone' | 'seatStatus' | 'mode' | 'keptUntil'> & {
  canJoin: boolean;
};

/**
 * Makes mails: in the reader's language, the reader's time first, then the host's. In two steps, because a notice goes to
 * many: what all readers of one kind get alike, and what is each one's own.
 */
@Injectable()
export class Composer {
  private readonly sharedMails = new SharedMails();

  constructor(
    @Inject(NOTIFICATIONS_CONFIG) private readonly config: NotificationsConfig,
    private readonly links: PreferenceLinks,
  ) {}

  /**
   * A notice about a session to one person.
   * @param decidedAt when the notice was decided on; the calendar part's stamp
   */
  aboutSession(
    notice: SessionNotice,
    subject: Subject,
    recipient: Recipient,
    { now, decidedAt }: { now: Date; decidedAt: Date },
  ): Mail {
    const canJoin = Boolean(recipient.joinToken) && mayJoin(recipient, subject.session, now);
    const shared = this.shareAboutSession(notice, subject, { ...recipient, canJoin }, now);
    const invitation = this.invitation(notice, subject, recipient, decidedAt);
    return this.address(shared, recipient, { invitation, optional: notice.optional });
  }

  /** A notice about a session as every such reader gets it. */
  shareAboutSession(notice: SessionNotice, subject: Subject, reader: Reader, now: Date): SharedMail {
    const { session, event, city } = subject;
    const say = wordsFor(reader.language);
    const about = aboutSession(say, subject, reader, now);
    const message = notice.write(about);
    // All that its page is made of, so that the same key is the same mail.
    const key = JSON.stringify([
      ...[notice.kind, session.id, session.version, event?.version, city?.version, say.locale, reader.zone],
      ...[reader.seatStatus, reader.mode, reader.canJoin, about.also.map(({ id, version }) => [id, version])],
      ...[about.title, message],
    ]);
    return this.sharedMails.get(key, () =>
      share(key, message.subject, this.pageAboutSession(notice, subject, about, message)),
    );
  }

  private pageAboutSession(
    notice: SessionNotice,
    { session, event, city }: Subject,
    about: AboutSession,
    message: Message,
  ): MailPage {
    const { say, seat, zone, canJoin } = about;
    const details: Detail[] = [...(message.details ?? [])];
    if (event) details.push({ label: say('label.event'), value: textIn(event.title, say.locale, 'en') });
    if (about.place && seat.mode === 'in-person') {
      details.push({ label: say('label.place'), value: about.place });
    }
    const page: MailPage = {
      ...this.pageOf(say, message),
      heading: about.title,
      when:
        session.start &&
        timeBlock(say, session.start.instant, zone, hostOf(session, city), {
          minutes: session.durationMinutes,
        }),
      details,
      cards: about.also.map((other) => cardOf(about, other)),
      footer: say('footer.seat'),
      preferences: preferencesOf(say, notice),
    };
    if (canJoin) page.button = { label: say('join.button'), url: [{ slot: 'joinUrl' }] };
    return page;
  }

  /**
   * A notice to somebody who organizes or speaks for a city; null when there is nothing to say.
   * @param told the city that it is about, and its time where it has one
   */
  aboutMatter(
    notice: RoleNotice,
    matter: Matter,
    holder: RoleHolder,
    { city: slug, dueAt }: { city: string | null; dueAt: Date | null },
  ): Mail | null {
    const say = wordsFor(holder.language);
    const city = (slug && matter.cities.get(slug)) || null;
    const { personId, zone } = holder;
    const message = notice.write(matter, {
      say,
      personId,
      zone,
      city,
      dueAt,
      publicUrl: this.config.PUBLIC_URL,
    });
    if (!message) return null;
    const page: MailPage = {
      ...this.pageOf(say, message),
      heading: message.heading,
      when: message.when ?? null,
      cards: message.cards ?? [],
      footer: say('footer.role'),
      preferences: preferencesOf(say, notice),
    };
    return this.address(share(`${notice.kind} ${personId}`, message.subject, page), holder, {
      optional: notice.optional,
    });
  }

  /** The link with which somebody signs in. */
  signIn({ personId, email, name, language, token, expiresAt }: SignIn, now: Date): Mail {
    const say = wordsFor(language);
    const n = Math.max(1, Math.floor((Date.parse(expiresAt) - now.getTime()) / MINUTE_MS));
    const message: Message = {
      subject: say('sign-in.subject'),
      label: 'Meridian',
      body: say('sign-in.body', { n }),
      button: {
        label: say('sign-in.button'),
        url: `${this.config.PUBLIC_URL}/sign-in/${encodeURIComponent(token)}`,
      },
    };
    const page = {
      ...this.pageOf(say, message),
      heading: message.subject,
      when: null,
      footer: say('footer.sign-in'),
      preferences: null,
    };
    return this.address(share(`sign-in ${token}`, message.subject, page), { personId, name, email });
  }

  /** One reader's mail of a shared one: slots filled in, made safe for where they stand. */
  address(
    { subject, text, html }: SharedMail,
    { personId, name, email, joinToken }: Addressee,
    {
      invitation = null,
      optional,
    }: { invitation?: Invitation | null; optional?: OptionalMail | undefined } = {},
  ): Mail {
    const preferencesUrl = `${this.config.PUBLIC_URL}/mails/${this.links.issue(personId)}`;
    const values: Record<SlotName, string> = {
      name,
      joinUrl: `${this.config.PUBLIC_URL}/j/${encodeURIComponent(joinToken ?? '')}`,
      preferencesUrl,
    };
    return {
      to: { name, address: email },
      subject,
      text: splice(text, values),
      html: splice(html, values, escapeHtml),
      invitation,
      unsubscribe: optional ? `${preferencesUrl}?off=${optional}` : null,
    };
  }

  private invitation(
    notice: SessionNotice,
    { session, city }: Subject,
    recipient: Recipient,
    stamp: Date,
  ): Invitation | null {
    return invitationFor(notice, session, recipient, {
      title: textIn(session.title, wordsFor(recipient.language).locale, 'en'),
      location: recipient.mode === 'in-person' ? placeOf(session, city) : null,
      organizer: this.config.MAIL_FROM,
      url: `${this.config.PUBLIC_URL}/`,
      stamp,
    });
  }

  private pageOf(say: Say, { label, body, details, button }: Message) {
    return {
      language: say.locale,
      greeting: greeting(say),
      label,
      paragraphs: body.split('\n'),
      details: details ?? [],
      cards: [],
      button: {
        label: button?.label ?? say('open-meridian'),
        url: (button?.url ?? `${this.config.PUBLIC_URL}/`) as Line,
      },
    };
  }
}

function share(key: string, subject: string, page: MailPage): SharedMail {
  // One line, whatever the texts in it are: nothing may begin a header of its own.
  return { key, subject: subject.replaceAll(/\s+/g, ' '), text: renderText(page), html: renderHtml(page) };
}

/** The way to do without mails of this kind; what happens to a seat is always told. */
function preferencesOf(say: Say, { optional }: { optional?: OptionalMail }): MailPage['preferences'] {
  return optional ? { label: say('footer.preferences'), url: [{ slot: 'preferencesUrl' }] } : null;
}

function greeting(say: Say): Line {
  const [before = '', after = ''] = say('greeting', { name: '\0' }).split('\0');
  return [before, { slot: 'name' }, after];
}

function aboutSession(
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
    zone: reader.zone,
    readersTime: describeLocal(instant, reader.zone, say.locale),
    daysAhead: daysBetween(localDate(now.toISOString(), reader.zone), localDate(instant, reader.zone)),
    minutesAhead: Math.round((Date.parse(instant) - now.getTime()) / MINUTE_MS),
    place: placeOf(session, city),
    also,
    canJoin: reader.canJoin,
  };
}

/** A session that is told of besides, at the reader's time. */
function cardOf({ say, zone, seat }: AboutSession, { title, start, placeName }: SessionCopy): Card {
  const details: Detail[] = [];
  if (start) {
    const { weekday, date, time } = describeLocal(start.instant, zone, say.locale);
    details.push({ label: `${weekday}, ${date}`, value: time });
  }
  if (placeName && seat.mode === 'in-person') details.push({ label: say('label.place'), value: placeName });
  return { heading: textIn(title, say.locale, 'en'), details };
}

/** Where the session takes place, as the time beside the reader's is called. */
function hostOf({ start }: SessionCopy, city: CityCopy | null): { name: string; zone: string } | null {
  if (!start) return null;
  const zone = city?.zone ?? start.zone;
  return { name: city?.name ?? zone, zone };
}

function placeOf(session: SessionCopy, city: CityCopy | null): string | null {
  const parts = [session.placeName, city?.name].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : null;
}
