import { Injectable } from '@nestjs/common';
import { RuleViolation } from '#contracts';
import { currentContext } from '#platform';

/** Transactions at a time; the pool has room for others beside (taking-queue has as many lanes). */
const MOST_AT_WORK = 3;
/** What waits needs memory. */
const MOST_WAITING = 20_000;

/**
 * What is done with seats one by one, in a transaction of its own that waits for the slot's lock: a few at a time, in the
 * order of their arrival. Else a crowd at one slot would wait with all connections, and nobody could take a seat anywhere.
 */
@Injectable()
export class SeatTurns {
  private atWork = 0;
  private readonly waiting: (() => void)[] = [];

  /** @throws RuleViolation `overloaded` when its turn did not come before its deadline; nothing was done */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.waiting.length >= MOST_WAITING) throw overloaded();
    if (this.atWork < MOST_AT_WORK) this.atWork++;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      if (currentContext().deadline.expired) throw overloaded();
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.atWork--;
    }
  }
}

function overloaded(): RuleViolation {
  return new RuleViolation('overloaded', 'Its turn had not come before its deadline; nothing was done.');
}
