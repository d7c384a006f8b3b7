import { Logger } from '@nestjs/common';
import { Deadline, newTrace, runInContext } from '#platform';

const DEADLINE_MS = 30_000;

/** Does a piece of work every so often and soon after each poke, never twice at once in this process. */
export class Sweep {
  private readonly logger: Logger;
  private timer?: NodeJS.Timeout;
  private running?: Promise<void>;
  private isPoked = false;

  /** @param work for which the service itself is the actor */
  constructor(
    name: string,
    private readonly intervalMs: number,
    private readonly work: () => Promise<void>,
  ) {
    this.logger = new Logger(name);
  }

  start(): void {
    this.timer = setInterval(() => this.poke(), this.intervalMs);
    this.poke();
  }

  /** There may be something to do. Returns at once. */
  poke(): void {
    this.isPoked = true;
    this.running ??= this.drain().finally(() => {
      this.running = undefined;
    });
  }

  /** Ends it after the work at hand. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private async drain(): Promise<void> {
    while (this.isPoked) {
      this.isPoked = false;
      const actor = { kind: 'service', name: 'participants' } as const;
      try {
        await runInContext({ trace: newTrace(), actor, deadline: Deadline.in(DEADLINE_MS) }, this.work);
      } catch (error) {
        this.logger.error(error);
      }
    }
  }
}
