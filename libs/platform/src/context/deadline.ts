/** The moment after which nobody waits for the answer any more; monotonic, so that a jump of the clock changes nothing. */
export class Deadline {
  private constructor(private readonly endsAt: number) {}

  /** @param ms from now; what the caller's header says, or a default */
  static in(ms: number): Deadline {
    return new Deadline(performance.now() + ms);
  }

  get leftMs(): number {
    return Math.max(0, this.endsAt - performance.now());
  }

  /** Resolves when `work` has ended or the deadline has passed, whichever comes first. */
  async orAfter(work: Promise<void>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const passed = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, this.leftMs);
    });
    await Promise.race([work, passed]).finally(() => clearTimeout(timer));
  }

  get expired(): boolean {
    return this.leftMs === 0;
  }
}
