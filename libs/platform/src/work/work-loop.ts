import { Logger } from '@nestjs/common';
import type { Service } from '#contracts';
import { Deadline } from '../context/deadline.js';
import { runInContext } from '../context/request-context.js';
import { newTrace } from '../context/trace.js';

/** For everything that one round of work asks of other services. */
const ROUND_MS = 30_000;

export interface WorkLoopOptions {
  /** In logs. */
  readonly name: string;
  /** For whom the work is done; the actor of what it asks and publishes. */
  readonly service: Service;
  /** Does some work; true when there may be more at once. */
  readonly round: () => Promise<boolean | void>;
  /** Looks by itself so often, for what no poke told of: a crash, a time that has come. Without: only when poked. */
  readonly everyMs?: number;
}

/** Works when poked or when it is time, round after round until one finds nothing to do; one round at a time. */
export class WorkLoop {
  private readonly logger: Logger;
  private timer?: NodeJS.Timeout;
  private running?: Promise<void>;
  private isPoked = false;
  private isStopped = false;

  constructor(private readonly options: WorkLoopOptions) {
    this.logger = new Logger(options.name);
  }

  /** Begins to look by itself, at once for the first time. */
  start(): void {
    if (this.options.everyMs) this.timer = setInterval(() => this.poke(), this.options.everyMs);
    this.poke();
  }

  /** There may be something to do. Cheap, returns at once. */
  poke(): void {
    if (this.isStopped) return;
    this.isPoked = true;
    this.running ??= this.run().finally(() => {
      this.running = undefined;
    });
  }

  /**
   * Works off what a round has found, one after the other. An item that fails is logged and left to the next look: those
   * behind it don't wait for it.
   * @param what names an item in the log
   */
  async each<T>(
    items: readonly T[],
    work: (item: T) => Promise<void>,
    what: (item: T) => string,
  ): Promise<void> {
    for (const item of items) {
      try {
        await work(item);
      } catch (error) {
        this.logger.warn(`${what(item)} waits for the next look: ${String(error)}`);
      }
    }
  }

  /** Ends after the round at hand. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearInterval(this.timer);
    await this.running;
  }

  private async run(): Promise<void> {
    while (this.isPoked && !this.isStopped) {
      this.isPoked = false;
      try {
        // A context of its own: whoever poked has a deadline that is none of ours.
        const actor = { kind: 'service', name: this.options.service } as const;
        const context = { trace: newTrace(), actor, deadline: Deadline.in(ROUND_MS) };
        if (await runInContext(context, this.options.round)) this.isPoked = true;
      } catch (error) {
        // The next poke, or the next look, tries again.
        this.logger.warn(error instanceof Error ? error.message : error);
      }
    }
  }
}
