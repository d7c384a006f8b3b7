import { RuleViolation } from '#contracts';
import type { SeatCommand, SeatCommandReply } from './seat-command.js';

/** A command and who waits for its answer. */
export interface Arrival {
  readonly command: SeatCommand;
  readonly resolve: (reply: SeatCommandReply) => void;
  readonly reject: (error: unknown) => void;
}

const MOST_AT_ONCE = 512;
/** Whatever the pace: what waits needs memory. */
const MOST_WAITING = 20_000;
/** How much the newest batch counts in the average. */
const NEWEST = 0.2;

/** Commands that wait for the next batch, in the order of their arrival. Bounded: too late is refused early. */
export class Arrivals {
  private waiting: Arrival[] = [];
  private batchMs = 0;

  get isEmpty(): boolean {
    return this.waiting.length === 0;
  }

  /** The time that is left to the one who has most. */
  get longestWaitMs(): number {
    return this.waiting.reduce((most, { command }) => Math.max(most, command.context.deadline.leftMs), 1);
  }

  /** @returns false when it could not be answered before its deadline, at the pace of the last batches */
  add(arrival: Arrival): boolean {
    const { length } = this.waiting;
    if (length >= MOST_WAITING) return false;
    if ((length / MOST_AT_ONCE) * this.batchMs > arrival.command.context.deadline.leftMs) return false;
    this.addAgain(arrival);
    return true;
  }

  /** What has been let in once is not turned away later. */
  addAgain(arrival: Arrival): void {
    this.waiting.push(arrival);
  }

  /** The next batch, without those for whom nobody waits any more: they are refused. */
  next(): Arrival[] {
    const taken = this.waiting.splice(0, MOST_AT_ONCE);
    return taken.filter((arrival) => {
      if (!arrival.command.context.deadline.expired) return true;
      arrival.reject(tooLate());
      return false;
    });
  }

  /** A batch took so long. */
  took(ms: number): void {
    this.batchMs += (ms - this.batchMs) * NEWEST;
  }
}

function tooLate(): RuleViolation {
  return new RuleViolation('overloaded', 'Its turn had not come before its deadline; nothing was done.');
}
