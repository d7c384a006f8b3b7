import { Inject, Injectable } from '@nestjs/common';
import { RuleViolation } from '#contracts';
import { DataSource } from 'typeorm';
import { PLATFORM_OPTIONS, type PlatformOptions } from '../service/platform-options.js';

export interface ClockReading {
  /** Milliseconds that the clock runs ahead of real time. */
  offsetMs: number;
  now: string;
}

/**
 * The service's clock: Postgres's, plus an offset that the demo and tests may move forward (DESIGN 6.10).
 * Rules take `now` as an argument; transactions have `tx.now`; this is for reading outside of one.
 */
@Injectable()
export class Clock {
  private readonly listeners: (() => void)[] = [];

  constructor(
    private readonly dataSource: DataSource,
    @Inject(PLATFORM_OPTIONS) private readonly options: PlatformOptions,
  ) {}

  async now(): Promise<Date> {
    return new Date((await this.read()).now);
  }

  async read(): Promise<ClockReading> {
    const [row] = await this.dataSource.query<{ now: Date; offset_ms: string }[]>(
      'SELECT clock_now() AS now, offset_ms FROM clock',
    );
    return { now: row!.now.toISOString(), offsetMs: Number(row!.offset_ms) };
  }

  /**
   * Moves the clock to this lead; never back, so repeating changes nothing.
   * @throws RuleViolation `clock.fixed` unless DEMO_CLOCK is on
   */
  async set(offsetMs: number): Promise<ClockReading> {
    if (!this.options.config.DEMO_CLOCK) {
      throw new RuleViolation(
        'clock.fixed',
        'The clock can be moved only in the demo and in tests (DEMO_CLOCK=1).',
      );
    }
    await this.dataSource.query('UPDATE clock SET offset_ms = greatest(offset_ms, $1::bigint)', [
      Math.ceil(offsetMs),
    ]);
    for (const listener of this.listeners) listener();
    return this.read();
  }

  /** Calls back after the clock was moved in this process, for those who sleep until a time. */
  onMoved(listener: () => void): void {
    this.listeners.push(listener);
  }
}
