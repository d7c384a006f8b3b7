import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock, WorkLoop } from '#platform';
import { DataSource } from 'typeorm';
import { FiringService } from './firing.service.js';

/** So far ahead it counts down. */
const HORIZON_MS = 30_000;
/** So often it looks what comes next: a look that fails costs nothing while two more come before the horizon. */
const LOOK_MS = 10_000;

/**
 * Counts down to the next moment at which reminders are due, and fires all of them together. BullMQ hands out its jobs
 * one by one and minutes ahead knows no better than this process's clock; here the time that is left is taken from the
 * database's clock and counted by a timer that no change of the process's clock can move. Every process counts, and
 * whoever is first has them. What is planned elsewhere for sooner than the next look rings by BullMQ.
 */
@Injectable()
export class Countdown implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop = new WorkLoop({
    name: Countdown.name,
    service: 'notifications',
    round: () => this.round(),
    everyMs: LOOK_MS,
  });
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly clock: Clock,
    private readonly dataSource: DataSource,
    private readonly firing: FiringService,
  ) {}

  onApplicationBootstrap(): void {
    this.clock.onMoved(() => this.loop.poke());
    this.loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearTimeout(this.timer);
    await this.loop.stop();
    clearTimeout(this.timer);
  }

  /** Reminders have been planned for these times. Cheap, returns at once. */
  expect(dueAt: readonly Date[], now: Date): void {
    if (dueAt.some((at) => at.getTime() - now.getTime() <= HORIZON_MS)) this.loop.poke();
  }

  private async round(): Promise<void> {
    const asOf = await this.firing.fireDue('timer');
    const left = await this.untilNext(asOf);
    clearTimeout(this.timer);
    if (left !== null && left <= HORIZON_MS)
      this.timer = setTimeout(() => this.loop.poke(), Math.max(0, left));
  }

  /** Milliseconds until the first reminder after `asOf` is due, by the database's clock; null when none is planned. */
  private async untilNext(asOf: Date): Promise<number | null> {
    const [next] = await this.dataSource.query<{ left: number }[]>(
      `SELECT extract(epoch FROM due_at - clock_now())::float * 1000 AS left
       FROM reminders WHERE state = 'planned' AND due_at > $1 ORDER BY due_at LIMIT 1`,
      [asOf],
    );
    return next?.left ?? null;
  }
}
