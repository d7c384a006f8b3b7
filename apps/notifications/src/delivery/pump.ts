import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { BatchMetrics, Clock, WorkLoop } from '#platform';
import { DataSource } from 'typeorm';
import type { SessionNoticeKind } from '../notices/notice.js';
import type { RoleNoticeKind } from '../notices/role-notice.js';
import {
  beginSending,
  claimAbandoned,
  claimDue,
  postpone,
  saveEnd,
  saveOutcome,
} from './deliveries.queries.js';
import type { DeliveryEntity } from './delivery.entity.js';
import { outcomeOf, waitMs, type Handover, type Outcome } from './delivery.rules.js';
import { DraftsService, type Draft } from './drafts.service.js';
import { MailMetrics } from './mail-metrics.js';
import { Smtp } from './smtp.js';

/** Deliveries that one worker takes at a time: few enough that their claim outlasts a slow server. */
const BATCH = 20;
/** While participants do not answer. */
const PARTICIPANTS_AWAY_MS = 2_000;
const SENDER_STOPPED: Handover = { kind: 'answer-lost', why: 'The sender stopped.' };

/**
 * Sends what is pending: as many workers as connections to the SMTP server, in every process. Rows are taken with
 * SKIP LOCKED, and a mail is marked as being sent before it is handed over: nothing but a lost answer sends one twice.
 */
@Injectable()
export class Pump implements BeforeApplicationShutdown {
  private readonly logger = new Logger(Pump.name);
  private readonly workers = Array.from(
    { length: 5 },
    () => new WorkLoop({ name: Pump.name, service: 'notifications', round: () => this.round() }),
  );

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly drafts: DraftsService,
    private readonly smtp: Smtp,
    private readonly metrics: MailMetrics,
    private readonly batches: BatchMetrics,
  ) {}

  /** There may be something to send. Cheap, returns at once. */
  poke(): void {
    for (const worker of this.workers) worker.poke();
  }

  /** Mails at hand are finished first. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.stop()));
    this.smtp.close();
  }

  private async round(): Promise<boolean> {
    for (const delivery of await claimAbandoned(this.dataSource, BATCH)) {
      await this.end(delivery, outcomeOf(SENDER_STOPPED, delivery));
    }
    const deliveries = await claimDue(this.dataSource, BATCH);
    this.batches.took('mails', deliveries.length);
    const now = await this.clock.now();
    for (const group of byMatterAndNotice(deliveries)) await this.workOff(group, now);
    return deliveries.length > 0;
  }

  private async workOff(group: DeliveryEntity[], now: Date): Promise<void> {
    let drafts: Draft[];
    try {
      drafts = await this.draft(group, now);
    } catch (error) {
      this.logger.warn(`${group.length} deliveries wait: ${String(error)}`);
      return postpone(this.dataSource, group, PARTICIPANTS_AWAY_MS);
    }
    for (const draft of drafts) await this.settle(draft, now);
  }

  private async draft(group: DeliveryEntity[], now: Date): Promise<Draft[]> {
    const { notice, sessionId, matterId } = group[0]!;
    if (matterId) return this.drafts.aboutMatter(notice as RoleNoticeKind, matterId, group, now);
    if (sessionId) return this.drafts.aboutSession(notice as SessionNoticeKind, sessionId, group, now);
    return Promise.all(group.map((delivery) => this.drafts.signIn(delivery, now)));
  }

  private async settle(draft: Draft, now: Date): Promise<void> {
    const { delivery } = draft;
    switch (draft.verdict) {
      case 'wait':
        return postpone(this.dataSource, [delivery], waitMs(delivery.createdAt, now));
      case 'drop':
        return this.drop(delivery, 'suppressed', draft.why);
      case 'fail':
        return this.drop(delivery, 'failed', draft.why);
      case 'send': {
        // Committed before DATA (DESIGN 11): a crash from here on leaves `sending`, which is never simply sent again.
        if (!(await beginSending(this.dataSource, delivery))) return;
        const handover = await this.smtp.send(delivery.id, draft.mail);
        const tries = { attempts: delivery.attempts + 1, lostAnswers: delivery.lostAnswers };
        return this.end(delivery, outcomeOf(handover, tries));
      }
    }
  }

  private async end(delivery: DeliveryEntity, outcome: Outcome): Promise<void> {
    await saveOutcome(this.dataSource, delivery, outcome);
    this.metrics.became(delivery.notice, outcome.state);
  }

  private async drop(delivery: DeliveryEntity, state: 'suppressed' | 'failed', why: string): Promise<void> {
    await saveEnd(this.dataSource, delivery, state, why);
    this.metrics.became(delivery.notice, state);
  }
}

/** Recipients are asked for by what the mail is about and whom its notice is for. */
function byMatterAndNotice(deliveries: readonly DeliveryEntity[]): DeliveryEntity[][] {
  const groups = new Map<string, DeliveryEntity[]>();
  for (const delivery of deliveries) {
    const { sessionId, matterId, notice, role } = delivery;
    const key = `${sessionId} ${matterId} ${notice} ${role}`;
    groups.set(key, [...(groups.get(key) ?? []), delivery]);
  }
  return [...groups.values()];
}
