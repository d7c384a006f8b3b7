import { Injectable, Logger } from '@nestjs/common';
import type { OptionalMail } from '#contracts';
import { DataSource } from 'typeorm';
import { Composer } from '../notices/composer.js';
import { findCurrent } from '../matters/matters.queries.js';
import { MattersService } from '../matters/matters.service.js';
import { ROLE_NOTICES, sessionNotice } from '../notices/catalogue.js';
import type { Mail } from '../notices/mail/mail.js';
import { knownTime, type KnownTime } from '../notices/known-time.rules.js';
import type { NoticeKind, SessionNotice, SessionNoticeKind, SessionReader } from '../notices/notice.js';
import { drop, WAIT, type Relevance } from '../notices/relevance.rules.js';
import type { RoleNoticeKind } from '../notices/role-notice.js';
import { findTurnedOff } from '../preferences/preferences.queries.js';
import { findSubject } from '../programme/programme.queries.js';
import { spanOf, type SessionCopy } from '../programme/session-copy.entity.js';
import { OwnRemindersService } from '../reminders/own.service.js';
import { roleOf } from '../reminders/reminder.rules.js';
import { findAlsoTold } from '../reminders/reminded.queries.js';
import type { DeliveryEntity } from './delivery.entity.js';
import { CalendarEntries } from './calendar-entries.js';
import { hasBegun } from './delivery.rules.js';
import { findOvertaken, findToldSeats, findToldTimes } from './told.queries.js';
import { ReadersService } from './readers.service.js';
import { RecipientsClient } from './recipients.client.js';

/** What is to be done with a delivery now. */
export type Draft = { delivery: DeliveryEntity } & (
  { verdict: 'send'; mail: Mail } | { verdict: 'wait' } | { verdict: 'drop' | 'fail'; why: string }
);

const NO_SEAT = drop('The seat has changed since.');
const NO_ROLE = drop('The person no longer has this role.');
const STILL_SEATED = drop('The person has another seat in the session.');
const OVERTAKEN = drop('A later mail tells of it as it is now.');
const KEPT_SEAT = drop('They have the seat that they had.');
const NOT_TOLD = drop('They had not been told of the seat.');
const TURNED_OFF = drop('This person does without mails of this kind.');

/** Makes mails of deliveries, with the session and the person as they are when the mail goes out. */
@Injectable()
export class DraftsService {
  private readonly logger = new Logger(DraftsService.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly recipients: RecipientsClient,
    private readonly composer: Composer,
    private readonly matters: MattersService,
    private readonly readers: ReadersService,
    private readonly entries: CalendarEntries,
    private readonly reminders: OwnRemindersService,
  ) {}

  /**
   * Drafts deliveries of one notice about one session.
   * @throws RuleViolation when participants do not answer
   */
  async aboutSession(
    kind: SessionNoticeKind,
    sessionId: string,
    deliveries: readonly DeliveryEntity[],
    now: Date,
  ): Promise<Draft[]> {
    const subject = await findSubject(this.dataSource, sessionId);
    // A seat's fact has overtaken the session's.
    if (!subject) return deliveries.map((delivery) => ({ delivery, ...WAIT }));
    const notice = sessionNotice(kind);
    const people = await this.readers.find(notice, subject, deliveries);
    const also = await this.alsoTold(kind, deliveries);
    const entries = await this.entries.find(notice, sessionId, deliveries);
    const isOff = await this.turnedOff(notice.optional, deliveries);
    const overtaken = await findOvertaken(this.dataSource, deliveries);
    const toldSeats = await this.toldSeats(kind, deliveries);
    const knows = await this.knownTimes(notice, subject.session, deliveries);
    const reminded = await this.reminded(notice, sessionId, deliveries, now);
    const compose = this.composer.aboutSession(notice, subject, now);
    const span = spanOf(subject.session);
    return deliveries.map((delivery) => {
      if (isOff(delivery)) return { delivery, ...TURNED_OFF };
      if (overtaken.has(delivery.id)) return { delivery, ...OVERTAKEN };
      const relevance = relevanceOf(notice, subject.session, delivery, now);
      if (relevance.verdict !== 'send') return { delivery, ...relevance };
      const recipient = people.get(delivery.personId);
      if (!recipient) return { delivery, ...(roleOf(delivery.audience) ? NO_ROLE : NO_SEAT) };
      const entry = entries.get(delivery.id);
      if (kind === 'seat-given-up' && entry?.stays) return { delivery, ...STILL_SEATED };
      const unsaid = whyUnsaid(kind, recipient, toldSeats.get(delivery.id));
      if (unsaid) return { delivery, ...unsaid };
      const isReminded = reminded.has(delivery.personId);
      const reader = { ...recipient, knows: knows(delivery), isReminded };
      const isForThem = notice.relevanceTo?.(reader, { told: delivery, session: subject.session, now });
      if (isForThem && isForThem.verdict !== 'send') return { delivery, ...isForThem };
      delivery.toldStart = span?.start ?? null;
      delivery.toldEnd = span?.end ?? null;
      return this.compose(delivery, () =>
        compose(reader, { decidedAt: delivery.createdAt, also: also.get(delivery.id), entry }),
      );
    });
  }

  /** What was told last of the same seats; asked for only where something may be left out for it. */
  private async toldSeats(kind: SessionNoticeKind, deliveries: readonly DeliveryEntity[]) {
    const depends = kind === 'seat-promoted' || kind === 'seat-cancelled';
    return depends ? findToldSeats(this.dataSource, deliveries) : new Map<string, NoticeKind>();
  }

  private async turnedOff(mail: OptionalMail | undefined, deliveries: readonly DeliveryEntity[]) {
    const people = deliveries.map(({ personId }) => personId);
    const off = mail ? await findTurnedOff(this.dataSource.manager, mail, people) : new Set();
    return ({ personId }: DeliveryEntity) => off.has(personId);
  }

  /** What readers know of when the session takes place; asked for only where the notice depends on it. */
  private async knownTimes(
    notice: SessionNotice,
    session: SessionCopy,
    deliveries: readonly DeliveryEntity[],
  ): Promise<(delivery: DeliveryEntity) => KnownTime | null> {
    const span = spanOf(session);
    if (!notice.needsKnownTime || !span) return () => null;
    const people = deliveries.map(({ personId }) => personId);
    const told = await findToldTimes(this.dataSource, session.id, people);
    return ({ personId }) => knownTime(told.get(personId) ?? [], span);
  }

  /** Who of the readers will be reminded of the session; asked for only where the notice says so. */
  private async reminded(
    { needsReminders }: SessionNotice,
    sessionId: string,
    deliveries: readonly DeliveryEntity[],
    now: Date,
  ): Promise<Set<string>> {
    if (!needsReminders) return new Set();
    const people = deliveries.map(({ personId }) => personId);
    return this.reminders.findAhead(sessionId, people, now);
  }

  private async alsoTold(kind: SessionNoticeKind, deliveries: readonly DeliveryEntity[]) {
    if (kind !== 'reminder') return new Map<string, SessionCopy[]>();
    return findAlsoTold(
      this.dataSource,
      deliveries.map(({ id }) => id),
    );
  }

  /**
   * Drafts deliveries of one notice about one matter, to one role.
   * @throws RuleViolation when another service does not answer
   */
  async aboutMatter(
    kind: RoleNoticeKind,
    matterId: string,
    deliveries: readonly DeliveryEntity[],
    now: Date,
  ): Promise<Draft[]> {
    const matter = await this.matters.find(matterId, deliveries, now);
    if (!matter) return deliveries.map((delivery) => ({ delivery, ...WAIT }));
    const personIds = deliveries.map(({ personId }) => personId);
    const role = deliveries[0]!.role ?? 'organizer';
    const holders = await this.recipients.findRoles(matter.programmeId, role, personIds);
    const isOff = await this.turnedOff(ROLE_NOTICES[kind].optional, deliveries);
    const overtaken = await findOvertaken(this.dataSource, deliveries);
    return deliveries.map((delivery): Draft => {
      if (isOff(delivery)) return { delivery, ...TURNED_OFF };
      if (overtaken.has(delivery.id)) return { delivery, ...OVERTAKEN };
      const holder = holders.find(
        ({ personId, city }) =>
          personId === delivery.personId && (role === 'organizer' || city === delivery.city),
      );
      const relevance = ROLE_NOTICES[kind].relevance(matter, delivery.city, now);
      if (relevance.verdict !== 'send') return { delivery, ...relevance };
      if (!holder) return { delivery, ...NO_ROLE };
      return this.compose(delivery, () =>
        this.composer.aboutMatter(ROLE_NOTICES[kind], matter, holder, delivery, now),
      );
    });
  }

  /** @throws RuleViolation when participants do not answer */
  async signIn(delivery: DeliveryEntity, now: Date): Promise<Draft> {
    const signIn = await this.recipients.findSignIn(delivery.occasion!);
    if (!signIn) return { delivery, ...drop('It was used, or has expired.') };
    const sessions = await findCurrent(
      this.dataSource,
      (signIn.seats ?? []).map(({ sessionId }) => sessionId),
    );
    const titles = new Map([...sessions].map(([id, { title }]) => [id, title]));
    return this.compose(delivery, () => this.composer.signIn(signIn, titles, now));
  }

  private compose(delivery: DeliveryEntity, make: () => Mail | null): Draft {
    try {
      const mail = make();
      return mail ? { delivery, verdict: 'send', mail } : { delivery, ...drop('There was nothing to say.') };
    } catch (error) {
      // A mistake of ours or hostile data; the neighbours go on.
      this.logger.error(error);
      return { delivery, verdict: 'fail', why: 'The mail could not be made.' };
    }
  }
}

/**
 * Why nothing is said of a seat, by what its reader was told of it last: a smaller capacity took it and gave it back in one
 * step, or a delegate was named and substituted before they heard of it. Who took a seat themselves knows of it.
 */
function whyUnsaid(
  kind: SessionNoticeKind,
  { delegateOf }: Pick<SessionReader, 'delegateOf'>,
  told: NoticeKind | undefined,
): typeof KEPT_SEAT | null {
  if (kind === 'seat-promoted') return told === 'seat-confirmed' || told === kind ? KEPT_SEAT : null;
  return kind === 'seat-cancelled' && delegateOf && !told ? NOT_TOLD : null;
}

function relevanceOf(
  notice: SessionNotice,
  session: SessionCopy,
  delivery: DeliveryEntity,
  now: Date,
): Relevance {
  const relevance = notice.relevance(delivery, session, now);
  if (relevance.verdict !== 'send') return relevance;
  // The one retry of a mail that may have arrived is not worth a double in the middle of the session (DESIGN 11).
  const isTooLate = delivery.state === 'unknown' && hasBegun(session, now);
  return isTooLate ? drop('The session has begun.') : relevance;
}
