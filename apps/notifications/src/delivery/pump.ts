import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { BatchMetrics, Clock, WorkLoop } from '#platform';
import { DataSource } from 'typeorm';
import { NOTIFICATIONS_CONFIG, type NotificationsConfig } from '../config.js';
import type { Mail } from '../notices/mail/mail.js';
import { domainOf } from '../notices/mail/plain.js';
import type { SessionNoticeKind } from '../notices/notice.js';
import type { RoleNoticeKind } from '../notices/role-notice.js';
import { claimAbandoned, claimDue, postpone, saveEnds } from './deliveries.queries.js';
import type { DeliveryEntity } from './delivery.entity.js';
import { answerOf, outcomeOf, waitMs, type Handover, type Outcome } from './delivery.rules.js';
import { DraftsService, type Draft } from './drafts.service.js';
import { Lanes, type Waiting } from './lanes.js';
import { Ledger } from './ledger.js';
import { MailMetrics } from './mail-metrics.js';
import { Smtp } from './smtp.js';

/** Deliveries that are taken at a time: as many as go out in about a second, so that what is urgent is not behind them. */
const SMALLEST_BATCH = 40;
/** A page of recipients (DESIGN 11) holds twice as many. */
const LARGEST_BATCH = 500;
/** Mails in hand, whatever happens: some kilobytes each. */
const MOST_IN_HAND = 1_000;
/** Mails marked as being sent, per connection: the next ones wait for their commit while others are handed over. */
const MARKED_AHEAD = 3;
/** Of notices, whose recipients are asked for at the same time. */
const GROUPS_AT_ONCE = 4;
/** While participants do not answer. */
const PARTICIPANTS_AWAY_MS = 2_000;
/** Between two times that mails of crowded domains are given back; twice as long while it does not help. */
const SHORTEST_CLEARING_MS = 1_000;
const LONGEST_CLEARING_MS = 30_000;
const SENDER_STOPPED: Handover = { kind: 'answer-lost', why: 'The sender stopped.' };

interface InHand extends Waiting {
  readonly delivery: DeliveryEntity;
  readonly mail: Mail;
}

/**
 * Sends what is pending: takes deliveries (rows, with SKIP LOCKED, in every process), drafts them, and hands them over
 * over many connections at the same time, at the pace of each recipient domain. A mail is marked as being sent before it
 * is handed over: nothing but a lost answer sends one twice. A crash leaves at most as many marked as may be at the same
 * time (three per connection), and those whose outcome was on its way to the database.
 */
@Injectable()
export class Pump implements BeforeApplicationShutdown {
  private readonly logger = new Logger(Pump.name);
  private readonly claiming = new WorkLoop({
    name: Pump.name,
    service: 'notifications',
    round: () => this.round(),
  });
  private readonly lanes: Lanes<InHand>;
  private readonly ledger: Ledger;
  private readonly beingSent = new Set<Promise<void>>();
  private sentSinceClaim = 0;
  /** Whether the last look found nothing that was due. */
  private isDry = false;
  private clearing = { next: 0, everyMs: SHORTEST_CLEARING_MS };
  private wake?: NodeJS.Timeout | undefined;
  private isStopping = false;

  constructor(
    @Inject(NOTIFICATIONS_CONFIG) config: NotificationsConfig,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly drafts: DraftsService,
    private readonly smtp: Smtp,
    private readonly metrics: MailMetrics,
    private readonly batches: BatchMetrics,
  ) {
    this.lanes = new Lanes({
      total: MARKED_AHEAD * config.MAIL_CONNECTIONS,
      perDomain: config.MAIL_PER_DOMAIN,
    });
    this.ledger = new Ledger(dataSource);
  }

  /** There may be something to send. Cheap, returns at once. */
  poke(): void {
    this.claiming.poke();
  }

  /** Mails that are being sent are finished first; others in hand are given back, for another process to take at once. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    clearTimeout(this.wake);
    await this.claiming.stop();
    await this.giveBack(this.lanes.clear(), 0).catch(() => undefined);
    await Promise.all(this.beingSent);
    await this.ledger.settled();
    this.smtp.close();
  }

  private async round(): Promise<boolean> {
    const batch = this.batch();
    for (const delivery of await claimAbandoned(this.dataSource.manager, batch)) {
      await this.end(delivery, outcomeOf(SENDER_STOPPED, delivery));
    }
    await this.clear();
    if (!this.wantsMore()) {
      // Whoever poked may know of something: it is looked for when there is room.
      this.isDry = false;
      return false;
    }
    const deliveries = await claimDue(this.dataSource.manager, batch);
    this.sentSinceClaim = 0;
    this.isDry = deliveries.length === 0;
    this.batches.took('mails', deliveries.length);
    const now = await this.clock.now();
    const groups = byMatterAndNotice(deliveries);
    while (groups.length > 0) {
      await Promise.all(groups.splice(0, GROUPS_AT_ONCE).map((group) => this.workOff(group, now)));
    }
    return deliveries.length > 0;
  }

  /** Enough for a while is in hand, unless it is all for domains that get as much as they may. */
  private wantsMore(): boolean {
    const now = performance.now();
    if (this.lanes.waiting >= MOST_IN_HAND) return false;
    return this.lanes.ready(now) < this.batch() / 2 || this.lanes.isStarved(now);
  }

  private batch(): number {
    return Math.min(Math.max(2 * this.sentSinceClaim, SMALLEST_BATCH), LARGEST_BATCH);
  }

  /** Gives back what should not be waited for here. */
  private async clear(): Promise<void> {
    const now = performance.now();
    const isCrowded = this.lanes.waiting >= MOST_IN_HAND && this.lanes.isStarved(now);
    const isTime = isCrowded && now >= this.clearing.next;
    if (isTime) {
      this.clearing.everyMs = Math.min(2 * this.clearing.everyMs, LONGEST_CLEARING_MS);
      this.clearing.next = now + this.clearing.everyMs;
    } else if (!isCrowded && this.lanes.waiting < MOST_IN_HAND / 2) {
      this.clearing.everyMs = SHORTEST_CLEARING_MS;
    }
    for (const { mails, delayMs } of this.lanes.takeOut(now, { isCrowded: isTime })) {
      await this.giveBack(mails, delayMs);
    }
  }

  private async workOff(group: DeliveryEntity[], now: Date): Promise<void> {
    let drafts: Draft[];
    try {
      drafts = await this.draft(group, now);
    } catch (error) {
      this.logger.warn(`${group.length} deliveries wait: ${String(error)}`);
      return postpone(
        this.dataSource,
        group.map((delivery) => ({ delivery, delayMs: PARTICIPANTS_AWAY_MS })),
      );
    }
    const since = performance.now();
    for (const draft of drafts) {
      if (draft.verdict !== 'send') continue;
      const { delivery, mail } = draft;
      this.lanes.add({ delivery, mail, since, urgency: delivery.urgency, domain: domainOf(mail.to.address) });
    }
    this.takeUp();
    await this.settle(drafts, now);
  }

  private async draft(group: DeliveryEntity[], now: Date): Promise<Draft[]> {
    const { notice, sessionId, matterId } = group[0]!;
    if (matterId) return this.drafts.aboutMatter(notice as RoleNoticeKind, matterId, group, now);
    if (sessionId) return this.drafts.aboutSession(notice as SessionNoticeKind, sessionId, group, now);
    return Promise.all(group.map((delivery) => this.drafts.signIn(delivery, now)));
  }

  /** What is not to be sent now, or not at all. */
  private async settle(drafts: readonly Draft[], now: Date): Promise<void> {
    const waiting = drafts.filter(({ verdict }) => verdict === 'wait');
    await postpone(
      this.dataSource,
      waiting.map(({ delivery }) => ({ delivery, delayMs: waitMs(delivery.createdAt, now) })),
    );
    const ends = drafts.flatMap((draft) => {
      if (draft.verdict !== 'drop' && draft.verdict !== 'fail') return [];
      const state = draft.verdict === 'drop' ? ('suppressed' as const) : ('failed' as const);
      return [{ delivery: draft.delivery, state, why: draft.why }];
    });
    await saveEnds(this.dataSource, ends);
    for (const { delivery, state } of ends) this.metrics.became(delivery.notice, state);
  }

  /** Begins with as many mails as may go now, and comes back when the next rest is over. */
  private takeUp(): void {
    const now = performance.now();
    for (let mail = this.next(now); mail; mail = this.next(now)) {
      const sent = this.send(mail).finally(() => this.beingSent.delete(sent));
      this.beingSent.add(sent);
    }
    clearTimeout(this.wake);
    const nextAt = this.lanes.nextAt(now);
    if (nextAt !== null && !this.isStopping) this.wake = setTimeout(() => this.takeUp(), nextAt - now);
  }

  private next(now: number): InHand | undefined {
    return this.isStopping ? undefined : this.lanes.next(now);
  }

  private async send({ delivery, mail, domain }: InHand): Promise<void> {
    let handover: Handover | null = null;
    try {
      // Committed before DATA (DESIGN 11): a crash from here on leaves `sending`, which is never simply sent again.
      if (await this.ledger.begin(delivery)) handover = await this.smtp.send(delivery.id, mail);
      else await this.giveBack([{ delivery }], 0);
    } catch (error) {
      // The database is away, and whether the mail is marked nobody knows: it is left to its claim, or its lease, to end.
      this.logger.warn(`delivery ${delivery.id} waits: ${String(error)}`);
    }
    this.lanes.answered(domain, handover ? answerOf(handover) : 'other', performance.now());
    this.sentSinceClaim++;
    this.takeUp();
    if (!this.isDry && this.wantsMore()) this.poke();
    if (!handover) return;
    const tries = { attempts: delivery.attempts + 1, lostAnswers: delivery.lostAnswers };
    await this.end(delivery, outcomeOf(handover, tries));
    // News that waited for this one.
    if (this.lanes.waiting + this.lanes.sending === 0) this.poke();
  }

  private async end(delivery: DeliveryEntity, outcome: Outcome): Promise<void> {
    if (await this.ledger.end(delivery, outcome)) this.metrics.became(delivery.notice, outcome.state);
  }

  private giveBack(mails: readonly { delivery: DeliveryEntity }[], delayMs: number): Promise<void> {
    return postpone(
      this.dataSource,
      mails.map(({ delivery }) => ({ delivery, delayMs })),
    );
  }
}

/** Recipients are asked for by what the mail is about and whom its notice is for. */
function byMatterAndNotice(deliveries: readonly DeliveryEntity[]): DeliveryEntity[][] {
  const groups = new Map<string, DeliveryEntity[]>();
  for (const delivery of deliveries) {
    const { sessionId, matterId, notice, role } = delivery;
    const key = `${sessionId} ${matterId} ${notice} ${role}`;
    const group = groups.get(key);
    if (group) group.push(delivery);
    else groups.set(key, [delivery]);
  }
  return [...groups.values()];
}
