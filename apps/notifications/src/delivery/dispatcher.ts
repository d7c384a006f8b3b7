import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { RoleHolder } from '#contracts';
import { BatchMetrics, newId, Transactions, WorkLoop, type Tx } from '#platform';
import { DataSource } from 'typeorm';
import { nextMorning } from '../matters/tallies.rules.js';
import { sessionNotice } from '../notices/catalogue.js';
import { remindPage } from '../reminders/reminded.queries.js';
import { retryDelayMs } from './delivery.rules.js';
import { occasionOf, type Dispatch, type MatterDispatch, type SessionDispatch } from './dispatch.js';
import {
  claimDispatches,
  postponeDispatch,
  savePage,
  turnPages,
  type PagedPerson,
} from './dispatches.queries.js';
import { Pump } from './pump.js';
import { findSession } from '../programme/programme.queries.js';
import { roleOf } from '../reminders/reminder.rules.js';
import { RecipientsClient, type SeatsAsked } from './recipients.client.js';

/** Workers, so that a page that nobody answers does not keep all others waiting. */
const WORKERS = 2;
/** Dispatches whose next pages one worker asks for at the same time, and writes in one transaction. */
const AT_ONCE = 16;

interface Page {
  readonly dispatch: Dispatch;
  readonly people: readonly PagedPerson[];
  /** Cursor of the next one; null after the last. */
  readonly next: string | null;
}

/**
 * Makes deliveries of dispatches: asks participants for the recipients as they are now, page by page, outside of any
 * transaction; what is due in one moment together, because it is mostly waiting, for participants and the disk. A crash in between leaves a lease that expires; who goes on repeats a page at most, which the
 * deliveries' unique key makes harmless.
 */
@Injectable()
export class Dispatcher implements BeforeApplicationShutdown {
  private readonly logger = new Logger(Dispatcher.name);
  private readonly workers = Array.from(
    { length: WORKERS },
    () => new WorkLoop({ name: Dispatcher.name, service: 'notifications', round: () => this.round() }),
  );

  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly recipients: RecipientsClient,
    private readonly pump: Pump,
    private readonly batches: BatchMetrics,
  ) {}

  /** There may be a dispatch. Cheap, returns at once. */
  poke(): void {
    for (const worker of this.workers) worker.poke();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.stop()));
  }

  private async round(): Promise<boolean> {
    const dispatches = await claimDispatches(this.dataSource, AT_ONCE);
    const pages = await Promise.all(
      dispatches.map(async (dispatch): Promise<Page[]> => {
        try {
          return [{ dispatch, ...(await this.page(dispatch)) }];
        } catch (error) {
          await this.postpone(dispatch, error);
          return [];
        }
      }),
    );
    await this.write(pages.flat());
    return dispatches.length > 0;
  }

  /** When pages can't be written together, each is by itself, so that none fails its neighbours. */
  private async write(pages: readonly Page[]): Promise<void> {
    if (pages.length === 0) return;
    try {
      await this.transactions.run((tx) => this.save(tx, pages));
    } catch (error) {
      if (pages.length === 1) return this.postpone(pages[0]!.dispatch, error);
      for (const page of pages) await this.write([page]);
    }
    this.pump.poke();
  }

  private async save(tx: Tx, pages: readonly Page[]): Promise<void> {
    for (const { dispatch, people } of pages) {
      if (people.length === 0) continue;
      this.batches.took('recipients', people.length);
      if (dispatch.matterId === null && dispatch.notice === 'reminder')
        await remindPage(tx, dispatch, people);
      else await savePage(tx, dispatch, people);
    }
    await turnPages(tx, pages);
  }

  private async postpone({ id, notice, attempts }: Dispatch, error: unknown): Promise<void> {
    this.logger.warn(`dispatch ${id} (${notice}) waits: ${String(error)}`);
    await postponeDispatch(this.dataSource, id, retryDelayMs(attempts));
  }

  private async page(dispatch: Dispatch): Promise<{ people: PagedPerson[]; next: string | null }> {
    if (dispatch.matterId === null) {
      const { items, next } = await this.pageOfSession(dispatch);
      return { people: items.map(({ personId }) => ({ id: newId(), personId })), next };
    }
    const { items, next } = await this.recipients.pageRoles(dispatch);
    return { people: items.map((holder) => personOf(dispatch, holder)), next };
  }

  private async pageOfSession(
    dispatch: SessionDispatch,
  ): Promise<{ items: { personId: string }[]; next: string | null }> {
    const role = roleOf(dispatch.audience);
    if (!role) return this.recipients.page(dispatch, audienceOf(dispatch));
    const session = await findSession(this.dataSource, dispatch.sessionId);
    return this.recipients.pageSessionRoles(dispatch, role, session);
  }
}

/** What a role holder gets: about their own city, or the one that organizers are told of; a digest in their own morning. */
function personOf(dispatch: MatterDispatch, holder: RoleHolder): PagedPerson {
  const { matterId, role, cities, occasion } = dispatch;
  const city = role === 'liaison' ? holder.city : (cities?.[0] ?? null);
  // The morning after what it tells of, which may have come meanwhile.
  const dueAt = dispatch.notice === 'digest' ? nextMorning(new Date(occasion!), holder.zone) : null;
  return {
    id: newId(),
    personId: holder.personId,
    city,
    dueAt,
    occasion: occasionOf({ matterId, role, city, occasion: dueAt ? dueAt.toISOString() : occasion }),
  };
}

/** Whose seats are asked for: a reminder may be for those who have one, for delegates alone, or for those who wait. */
function audienceOf({ notice, audience }: SessionDispatch): SeatsAsked {
  if (notice !== 'reminder') return sessionNotice(notice);
  return { to: audience === 'waiting' ? ['waiting'] : ['confirmed'], delegates: audience === 'delegates' };
}
