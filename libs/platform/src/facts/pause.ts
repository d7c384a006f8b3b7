import { setTimeout as sleep } from 'node:timers/promises';

const STEPS_MS = [100, 250, 500, 1_000, 2_000, 5_000];

/** Holds work back while what it needs is away: longer each time that it is found to be still away, at most five seconds. */
export class Pause {
  private current?: Promise<void>;
  private times = 0;
  private why?: string;

  /** @param signal ends a pause early */
  constructor(private readonly signal: AbortSignal) {}

  /** Why work is held back; undefined while it goes on. */
  get reason(): string | undefined {
    return this.why;
  }

  /** Resolves when work may be tried. */
  async over(): Promise<void> {
    await this.current;
  }

  /** Begins a pause, unless one is on: many that fail at once are one finding. */
  begin(reason: string): void {
    if (this.current) return;
    this.why = reason;
    const ms = STEPS_MS[Math.min(this.times++, STEPS_MS.length - 1)];
    this.current = sleep(ms, undefined, { signal: this.signal })
      .catch(() => undefined)
      .then(() => {
        this.current = undefined;
      });
  }

  /** Work has succeeded: whatever was away is back. */
  end(): void {
    this.times = 0;
    this.why = undefined;
  }
}
