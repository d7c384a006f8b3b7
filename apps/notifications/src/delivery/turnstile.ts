/** Lets so many through at the same time, in the order in which they came. */
export class Turnstile {
  private readonly waiting: (() => void)[] = [];
  private inside = 0;

  constructor(private readonly room: number) {}

  /** Resolves once there is room; `leave` has to follow. */
  async enter(): Promise<void> {
    if (this.inside < this.room) this.inside++;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** Makes room for who has waited longest. */
  leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.inside--;
  }
}
