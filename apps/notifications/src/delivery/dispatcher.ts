import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { RoleHolder } from '#contracts';
import { BatchMetrics, Clock, newId, Transactions, WorkLoop } from '#platform';
import { DataSource } from 'typeorm';
import { nextMorning } from '../matters/tallies.rules.js';
import { sessionNotice } from '../notices/catalogue.js';
import type { SessionNotice } from '../notices/notice.js';
import { remindPage } from '../reminders/reminded.queries.js';
import { retryDelayMs } from './delivery.rules.js';
import type { Dispatch, MatterDispatch, SessionDispatch } from './dispatch.js';
import {
  claimDispatch,
  closeDispatch,
  postponeDispatch,
  savePage,
  turnPage,
  type PagedPerson,
} from './dispatches.queries.js';
import { Pump } from './pump.js';
import { RecipientsClient } from './recipients.client.js';

/**
 * Makes deliveries of dispatches: asks participants for the recipients as they are now, page by page, outside of any
 * transaction. A crash in between leaves a lease that expires; who goes on repeats a page at most, which the
 * deliveries' unique key makes harmless.
 */
@Injectable()
export class Dispatcher implements BeforeApplicationShutdown {
  private readonly logger = new Logger(Dispatcher.name);
  private readonly loop = new WorkLoop({
    name: Dispatcher.name,
    service: 'notifications',
    round: () => this.round(),
  });

  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly recipients: RecipientsClient,
    private readonly pump: Pump,
    private readonly batches: BatchMetrics,
  ) {}

  poke(): void {
    this.loop.poke();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }

  private async round(): Promise<boolean> {
    const dispatch = await claimDispatch(this.dataSource);
    if (!dispatch) return false;
    try {
      await this.workOffPage(dispatch);
    } catch (error) {
      this.logger.warn(`dispatch ${dispatch.id} (${dispatch.notice}) waits: ${String(error)}`);
      await postponeDispatch(this.dataSource, dispatch.id, retryDelayMs(dispatch.attempts));
    }
    return true;
  }

  private async workOffPage(dispatch: Dispatch): Promise<void> {
    const { people, next } = await this.page(dispatch);
    this.batches.took('recipients', people.length);
    await this.transactions.run(async (tx) => {
      if (dispatch.matterId === null && dispatch.notice === 'reminder')
        await remindPage(tx, dispatch, people);
      else await savePage(tx, dispatch, people);
      await turnPage(tx, dispatch, next);
      if (!next) await closeDispatch(tx, dispatch);
    });
    this.pump.poke();
  }

  private async page(dispatch: Dispatch): Promise<{ people: PagedPerson[]; next: string | null }> {
    if (dispatch.matterId === null) {
      const { items, next } = await this.recipients.page(dispatch, audienceOf(dispatch));
      return { people: items.map(({ personId }) => ({ id: newId(), personId })), next };
    }
    const now = await this.clock.now();
    const { items, next } = await this.recipients.pageRoles(dispatch);
    return { people: items.map((holder) => personOf(dispatch, holder, now)), next };
  }
}

/** What a role holder gets: about their own city, or the one that organizers are told of; a digest in their own morning. */
function personOf(dispatch: MatterDispatch, holder: RoleHolder, now: Date): PagedPerson {
  const { matterId, role, cities, occasion } = dispatch;
  const city = role === 'liaison' ? holder.city : (cities?.[0] ?? null);
  const dueAt = dispatch.notice === 'digest' ? nextMorning(now, holder.zone) : null;
  return {
    id: newId(),
    personId: holder.personId,
    city,
    dueAt,
    // Who organizes and speaks for a city gets what each role is told, once.
    occasion: [matterId, role, city ?? '', dueAt ? dueAt.toISOString() : occasion].join(' '),
  };
}

/** Whose seats are asked for: a reminder may be for those who have one or for those who wait. */
function audienceOf({ notice, audience }: SessionDispatch): Pick<SessionNotice, 'to' | 'mode'> {
  if (notice !== 'reminder') return sessionNotice(notice);
  return { to: audience === 'waiting' ? ['waiting'] : ['confirmed'] };
}
