import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock, Transactions, WorkLoop } from '#platform';
import { DataSource } from 'typeorm';
import { findDueSlots } from './due-slots.queries.js';
import { Seating } from './seating.js';

/** So soon after its second does at the latest happen what time alone brings. */
const LOOK_MS = 1_000;
const SLOTS_AT_ONCE = 100;

/**
 * Does in slots what time alone brings, when nobody takes or cancels: offers, holds and blocks that expire, allocations
 * that fall to the pool, unjoined seats that lapse. What is due is read from the rows by the database's clock, so nothing
 * is lost by a crash, and a slot that another instance works on is merely looked at again.
 */
@Injectable()
export class DueSlotsWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop = new WorkLoop({
    name: DueSlotsWorker.name,
    service: 'participants',
    round: () => this.catchUp(),
    everyMs: LOOK_MS,
  });

  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.clock.onMoved(() => this.loop.poke());
    this.loop.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }

  /** @returns whether there may be more than were looked at */
  private async catchUp(): Promise<boolean> {
    const due = await findDueSlots(this.dataSource.manager, SLOTS_AT_ONCE);
    let hasMoved = false;
    await this.loop.each(
      due,
      async (id) => {
        hasMoved = (await this.catchUpSlot(id)) || hasMoved;
      },
      (id) => `slot ${id}`,
    );
    return hasMoved && due.length === SLOTS_AT_ONCE;
  }

  /** @returns whether something has changed */
  private catchUpSlot(id: string): Promise<boolean> {
    return this.transactions.run(async (tx) => {
      const seating = await Seating.lock(tx, id);
      await seating?.catchUp();
      const hasChanged = (seating?.changeCount ?? 0) > 0;
      await seating?.save();
      return hasChanged;
    });
  }
}
