import { Inject, Injectable } from '@nestjs/common';
import { attendeeLine, stampLine } from '#calendar';
import { textIn, type OptionalMail, type RoleHolder, type Text } from '#contracts';
import { PreferenceLinks } from '../preferences/preference-links.js';
import { NOTIFICATIONS_CONFIG, type NotificationsConfig } from '../config.js';
import type { SignIn } from '../delivery/recipients.client.js';
import type { Matter } from '../matters/matter.js';
import { invitationFor, isInCalendar } from './invitation.js';
import { wordsFor, type Say } from './languages/languages.js';
import { plainAddress, plainName, plainText } from './mail/plain.js';
import { renderHtml } from './mail/html.js';
import type { Mail, SharedMail } from './mail/mail.js';
import type { Line, MailPage, Piece } from './mail/page.js';
import { SharedMails } from './mail/shared-mails.js';
import { renderText } from './mail/text.js';
import type { CalendarEntry, Message, SessionNotice, SessionReader } from './notice.js';
import { mayJoin } from './relevance.rules.js';
import { pageOfMatter, pageOfSession } from './pages.rules.js';
import type { RoleNotice } from './role-notice.js';
import { isOnlineOnly } from './seat-modes.js';
import { signInWords } from './sign-in-words.js';
import { placeOf, sessionParts, tellOf, type Reader, type Subject } from './session-page.js';

type Button = NonNullable<Message['button']>;

const UNTOUCHED: CalendarEntry = { withdrawals: 0, stays: false };

/** Whom one mail goes to. */
interface Addressee {
  personId: string;
  name: string;
  email: string;
  joinToken?: string | null | undefined;
}

/** Makes the mails of one notice about one session as they are now, each kind of reader's once. */
export type ComposeForSession = (
  recipient: SessionReader,
  details: {
    /** When the notice was decided on; the calendar part's stamp. */
    decidedAt: Date;
    /** Sessions that this mail tells of besides. */
    also?: Subject['also'];
    /** Left out: what nobody took out of their calendar. */
    entry?: CalendarEntry | undefined;
  },
) => Mail;

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

  /** A notice about a session, to be composed for one person after the other. */
  aboutSession(notice: SessionNotice, subject: Subject, now: Date): ComposeForSession {
    const kinds = new Map<string, SharedMail>();
    return (recipient, { decidedAt, also = subject.also ?? [], entry = UNTOUCHED }) => {
      const { language, zone, seatStatus, mode, keptUntil, role, delegateOf, knows, isReminded } = recipient;
      const canJoin = Boolean(recipient.joinToken) && mayJoin(recipient, subject.session, now);
      const kind = JSON.stringify([
        language,
        zone,
        seatStatus,
        mode,
        recipient.modes,
        keptUntil,
        role,
        delegateOf,
        knows,
        isReminded,
        canJoin,
        also.map(({ id }) => id),
        entry,
      ]);
      let shared = kinds.get(kind);
      if (!shared) {
        shared = this.shareAboutSession(notice, { ...subject, also }, { ...recipient, canJoin, entry }, now);
        kinds.set(kind, shared);
      }
      const isSeated = isInCalendar(seatStatus);
      return this.address(shared, recipient, now, { optional: notice.optional, decidedAt, isSeated });
    };
  }

  /** A notice about a session as every such reader gets it. */
  shareAboutSession(notice: SessionNotice, subject: Subject, reader: Reader, now: Date): SharedMail {
    const { session, event, city } = subject;
    const say = wordsFor(reader.language);
    const about = tellOf(say, subject, reader, now);
    const message = notice.write(about);
    // All that its page is made of, so that the same key is the same mail.
    const key = JSON.stringify([
      ...[notice.kind, session.id, session.version, event?.version, city?.version, say.locale, reader.zone],
      ...[
        reader.seatStatus,
        reader.mode,
        reader.modes,
        reader.canJoin,
        about.also.map(({ id, version }) => [id, version]),
      ],
      ...[reader.role?.as, reader.entry, about.title, message],
    ]);
    return this.sharedMails.get(key, () => {
      const page: MailPage = {
        ...this.pageOf(say, message, this.sessionButton(say, subject)),
        ...sessionParts(subject, about, message),
        footer: say(footerOf(notice, reader)),
        preferences: preferencesOf(say, notice),
      };
      if (reader.canJoin) page.button = { label: say('join.button'), url: [{ slot: 'joinUrl' }] };
      return {
        ...share(key, message.subject, page),
        invitation: this.invitation(notice, subject, reader, say),
      };
    });
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
    now: Date,
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
      ...this.pageOf(say, message, {
        label: say('open-meridian'),
        url: pageOfMatter(this.config.PUBLIC_URL, matter),
      }),
      heading: message.heading,
      when: message.when ?? null,
      cards: message.cards ?? [],
      footer: say('footer.role'),
      preferences: preferencesOf(say, notice),
    };
    return this.address(share(null, message.subject, page), holder, now, { optional: notice.optional });
  }

  /**
   * The link with which somebody signs in.
   * @param titles of the sessions in which they asked for a seat, by id, as far as they are known
   */
  signIn(
    { personId, email, name, language, token, expiresAt, seats = [] }: SignIn,
    titles: ReadonlyMap<string, Text>,
    now: Date,
  ): Mail {
    const say = wordsFor(language);
    const words = signInWords(
      say,
      seats.flatMap(({ sessionId, isHeld, until }) => {
        const title = titles.get(sessionId);
        return title === undefined ? [] : [{ title: textIn(title, say.locale, 'en'), isHeld, until }];
      }),
      { expiresAt, now },
    );
    const message: Message = { subject: words.subject, label: 'Meridian', body: words.body };
    const page = {
      ...this.pageOf(say, message, {
        label: words.button,
        url: `${this.config.PUBLIC_URL}/sign-in/${encodeURIComponent(token)}`,
      }),
      heading: message.subject,
      when: null,
      footer: say('footer.sign-in'),
      preferences: null,
    };
    return this.address(share(null, message.subject, page), { personId, name, email }, now);
  }

  /**
   * One reader's mail of a shared one.
   * @throws Error for an address that is none
   */
  address(
    shared: SharedMail,
    { personId, name, email, joinToken }: Addressee,
    date: Date,
    {
      optional,
      decidedAt,
      isSeated = true,
    }: { optional?: OptionalMail | undefined; decidedAt?: Date; isSeated?: boolean } = {},
  ): Mail {
    const preferencesUrl = `${this.config.PUBLIC_URL}/mails/${this.links.issue(personId)}`;
    const to = { name: plainName(name), address: plainAddress(email) };
    const stamp = (decidedAt ?? date).toISOString();
    return {
      shared,
      to,
      own: {
        name: to.name,
        joinUrl: `${this.config.PUBLIC_URL}/j/${encodeURIComponent(joinToken ?? '')}`,
        preferencesUrl,
        stamp: shared.invitation ? stampLine(stamp) : '',
        attendee: shared.invitation
          ? attendeeLine({
              name: to.name,
              email: to.address,
              // Who took a seat comes; who is asked to speak has not answered.
              status: isSeated ? 'ACCEPTED' : 'NEEDS-ACTION',
            })
          : '',
      },
      unsubscribe: optional ? `${preferencesUrl}?off=${optional}` : null,
      date,
    };
  }

  /** Where a mail about a session leads that has nothing of its own to do. */
  private sessionButton(say: Say, subject: Subject): Button {
    return { label: say('open-session'), url: pageOfSession(this.config.PUBLIC_URL, subject) };
  }

  private invitation(
    notice: SessionNotice,
    subject: Subject,
    reader: Reader,
    say: Say,
  ): SharedMail['invitation'] {
    const { session, city } = subject;
    const details = {
      title: textIn(session.title, say.locale, 'en'),
      location: !isOnlineOnly(reader) ? placeOf(session, city) : null,
      organizer: this.config.MAIL_FROM,
      url: pageOfSession(this.config.PUBLIC_URL, subject),
    };
    return invitationFor(notice, session, reader, details, reader.entry ?? UNTOUCHED);
  }

  /** @param otherwise the button of a message that has none */
  private pageOf(say: Say, { label, body, details, button }: Message, otherwise: Button) {
    return {
      language: say.locale,
      greeting: greeting(say),
      label,
      paragraphs: body.split('\n'),
      details: details ?? [],
      cards: [],
      button: (button ?? otherwise) as { label: string; url: Line },
    };
  }
}

/** Why somebody gets a mail about a session. */
function footerOf({ toFormer }: SessionNotice, { role }: Reader) {
  if (toFormer) return 'footer.former-speaker';
  if (!role) return 'footer.seat';
  return role.as === 'speaker' ? 'footer.speaker' : 'footer.role';
}

/** @param key null for a mail that nobody else gets */
function share(key: string | null, subject: string, page: MailPage): SharedMail {
  return {
    key,
    // One line, whatever the texts in it are: nothing may begin a header of its own.
    subject: plainName(subject.replaceAll(/\s+/g, ' ')),
    text: renderText(page).map(plainPiece),
    html: renderHtml(page).map(plainPiece),
    invitation: null,
  };
}

const plainPiece = (piece: Piece): Piece => (typeof piece === 'string' ? plainText(piece) : piece);

/** The way to do without mails of this kind; what happens to a seat is always told. */
function preferencesOf(say: Say, { optional }: { optional?: OptionalMail }): MailPage['preferences'] {
  return optional ? { label: say('footer.preferences'), url: [{ slot: 'preferencesUrl' }] } : null;
}

function greeting(say: Say): Line {
  const [before = '', after = ''] = say('greeting', { name: '\0' }).split('\0');
  return [before, { slot: 'name' }, after];
}
