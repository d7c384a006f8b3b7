import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { BatchMetrics, newId, Transactions, WorkLoop } from '#platform';
import { DataSource } from 'typeorm';
import { sessionNotice } from '../notices/catalogue.js';
import { retryDelayMs } from './delivery.rules.js';
import type { Dispatch } from './dispatch.js';
import { claimDispatch, closeDispatch, postponeDispatch, savePage } from './dispatches.queries.js';
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
    const { items, next } = await this.recipients.page(dispatch, sessionNotice(dispatch.notice).to);
    this.batches.took('recipients', items.length);
    const people = items.map(({ personId }) => ({ id: newId(), personId }));
    await this.transactions.run(async (tx) => {
      await savePage(tx, dispatch, people, next);
      if (!next) await closeDispatch(tx, dispatch);
    });
    this.pump.poke();
  }
}
