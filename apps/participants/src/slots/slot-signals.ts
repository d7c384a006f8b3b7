import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { SeatJoined, SeatsChanged, SlotCounted } from '#contracts';
import { OutboxRelay, Signals, WorkLoop } from '#platform';
import { DataSource } from 'typeorm';
import { countSlots } from './slot-counts.queries.js';

/** As many as one reading counts. */
const MOST_AT_ONCE = 500;
/** Changes that come so close together are counted once; Signals sees to 250 ms per slot. */
const COUNTED_TOGETHER_MS = 100;

/**
 * Tells live views how full slots are: after each published change of seats the slot is counted anew, together with
 * all others that have changed meanwhile. Queries grow neither with those who watch nor with seats taken.
 */
@Injectable()
export class SlotSignals implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly changed = new Set<string>();
  private readonly loop = new WorkLoop({
    name: SlotSignals.name,
    service: 'participants',
    round: () => this.count(),
  });
  private timer?: NodeJS.Timeout | undefined;

  constructor(
    private readonly relay: OutboxRelay,
    private readonly dataSource: DataSource,
    private readonly signals: Signals,
  ) {}

  onApplicationBootstrap(): void {
    this.relay.onPublished(SeatsChanged, ({ slotId }) => this.mark(slotId));
    this.relay.onPublished(SeatJoined, ({ slotId }) => this.mark(slotId));
  }

  async onModuleDestroy(): Promise<void> {
    clearTimeout(this.timer);
    await this.loop.stop();
  }

  /** This slot has changed. Cheap, returns at once. */
  mark(slotId: string): void {
    this.changed.add(slotId);
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.loop.poke();
    }, COUNTED_TOGETHER_MS);
  }

  /** @returns whether there is more to count */
  private async count(): Promise<boolean> {
    const ids = [...this.changed].slice(0, MOST_AT_ONCE);
    for (const id of ids) this.changed.delete(id);
    for (const counts of await countSlots(this.dataSource.manager, ids)) {
      this.signals.tell(SlotCounted, counts.id, counts);
    }
    return this.changed.size >= MOST_AT_ONCE;
  }
}
