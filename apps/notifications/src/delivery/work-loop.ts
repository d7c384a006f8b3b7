import { Logger } from '@nestjs/common';
import { Deadline, newTrace, runInContext } from '#platform';

/** For everything that one round of work asks of other services. */
const ROUND_MS = 30_000;

/** Works when poked, round after round, until a round finds nothing to do; one round at a time. */
export class WorkLoop {
  private running?: Promise<void>;
  private isPoked = false;
  private isStopped = false;

  /** @param round does some work; resolves to whether there may be more */
  constructor(
    private readonly round: () => Promise<boolean>,
    private readonly logger: Logger,
  ) {}

  /** There may be something to do. Cheap, returns at once. */
  poke(): void {
    if (this.isStopped) return;
    this.isPoked = true;
    this.running ??= this.run().finally(() => {
      this.running = undefined;
    });
  }

  /** Ends after the round at hand. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await this.running;
  }

  private async run(): Promise<void> {
    while (this.isPoked && !this.isStopped) {
      this.isPoked = false;
      try {
        // A context of its own: whoever poked has a deadline that is none of ours.
        const context = {
          trace: newTrace(),
          actor: { kind: 'service', name: 'notifications' } as const,
          deadline: Deadline.in(ROUND_MS),
        };
        if (await runInContext(context, this.round)) this.isPoked = true;
      } catch (error) {
        // The sweep pokes again.
        this.logger.warn(error instanceof Error ? error.message : error);
      }
    }
  }
}
