import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock, Transactions, WorkLoop } from '#platform';
import { DataSource } from 'typeorm';
import { KEPT_UNTIL_HOURS_BEFORE } from '../slots/slots.rules.js';
import { Seating } from './seating.js';

const SWEEP_MS = 2_000;
const SLOTS_AT_ONCE = 100;

/** Seats who waits when allocations fall to the pool: that happens by time alone, when nobody takes or cancels. */
@Injectable()
export class KeptUntilWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop = new WorkLoop({
    name: KeptUntilWorker.name,
    service: 'participants',
    round: () => this.promote(),
    everyMs: SWEEP_MS,
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

  private async promote(): Promise<void> {
    for (const { id } of await this.findFallen()) {
      await this.transactions.run(async (tx) => {
        const seating = await Seating.lock(tx, id);
        await seating?.promote();
        await seating?.save();
      });
    }
  }

  /** Slots of one pool, not over yet, in which somebody waits who would fit. */
  private findFallen(): Promise<{ id: string }[]> {
    return this.dataSource.query(
      `SELECT slot.id FROM slots slot JOIN sessions session ON session.id = slot.session_id
       WHERE slot.waiting > 0 AND session.status = 'scheduled'
         AND coalesce(slot.kept_until, session.starts_at - make_interval(hours => $1)) <= clock_now()
         AND (session.starts_at IS NULL
              OR session.starts_at + make_interval(mins => session.duration_minutes) > clock_now())
         AND EXISTS (SELECT FROM seats seat WHERE seat.slot_id = slot.id AND seat.status = 'waiting'
                       AND seat.group_size <= slot.capacity - slot.held - slot.confirmed - slot.offered)
       ORDER BY slot.id LIMIT $2`,
      [KEPT_UNTIL_HOURS_BEFORE, SLOTS_AT_ONCE],
    );
  }
}
