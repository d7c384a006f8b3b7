import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import { RuleViolation } from '#contracts';
import { BatchMetrics, Transactions } from '#platform';
import { Arrivals, type Arrival } from './arrivals.js';
import { LoneTake } from './lone-take.js';
import { slotOf, workOff } from './seat-batch.js';
import type { SeatCommand, SeatCommandReply } from './seat-command.js';

/** Transactions at a time that wait for a slot which another instance is at; the pool has room for others beside. */
const MOST_WAITING_LANES = 3;
/** How long a batch of many slots waits for a lock, which only an Idempotency-Key in use elsewhere can hold. */
const KEY_WAIT_MS = 1_000;

/**
 * Takes and cancels that arrive while the previous commit is on its way are worked on together, in the order of their
 * arrival, in one transaction over all their slots (DESIGN section 10). Nobody waits for a batch to fill: it is begun as
 * soon as the one before has ended. A slot that another instance has locked gets a lane of its own, which waits for it
 * while the others go on.
 */
@Injectable()
export class TakingQueue {
  private readonly main = new Arrivals();
  private readonly lanes = new Map<string, Arrivals>();
  private readonly idleLanes: string[] = [];
  private isMainBusy = false;
  private busyLanes = 0;
  // In nobody's context: a batch is begun by whoever comes first and is not theirs.
  private readonly later = AsyncLocalStorage.bind((work: () => void) => setImmediate(work));

  constructor(
    private readonly transactions: Transactions,
    private readonly batches: BatchMetrics,
    private readonly lone: LoneTake,
  ) {}

  /**
   * Answers after the commit.
   * @throws what refused the command; RuleViolation `overloaded` at once when it could not be answered in time
   */
  submit(command: SeatCommand): Promise<SeatCommandReply> {
    return new Promise((resolve, reject) => {
      const arrival = { command, resolve, reject };
      const lane = command.kind === 'take' ? this.lanes.get(command.slotId) : undefined;
      const queue = lane ?? this.main;
      if (!queue.add(arrival)) return reject(overloaded());
      if (!lane) this.wakeMain();
    });
  }

  private wakeMain(): void {
    if (this.isMainBusy) return;
    this.isMainBusy = true;
    // In the next turn of the event loop: what came in with this request in one packet goes along.
    this.later(() => void this.workMain());
  }

  private async workMain(): Promise<void> {
    while (!this.main.isEmpty) await this.runBatch(this.main, { skipLocked: true, waitMs: KEY_WAIT_MS });
    this.isMainBusy = false;
  }

  /** To the lane of its slot, in whose order it stays. */
  private defer(arrival: Arrival, slotId: string): void {
    let lane = this.lanes.get(slotId);
    if (!lane) {
      lane = new Arrivals();
      this.lanes.set(slotId, lane);
      this.idleLanes.push(slotId);
    }
    lane.addAgain(arrival);
    this.wakeLanes();
  }

  private wakeLanes(): void {
    while (this.busyLanes < MOST_WAITING_LANES && this.idleLanes.length > 0) {
      const slotId = this.idleLanes.shift()!;
      this.busyLanes++;
      this.later(() => void this.workLane(slotId));
    }
  }

  private async workLane(slotId: string): Promise<void> {
    const lane = this.lanes.get(slotId)!;
    while (!lane.isEmpty) await this.runBatch(lane, { skipLocked: false, waitMs: lane.longestWaitMs });
    this.lanes.delete(slotId);
    this.busyLanes--;
    this.wakeLanes();
  }

  private async runBatch(
    queue: Arrivals,
    { skipLocked, waitMs }: { skipLocked: boolean; waitMs: number },
  ): Promise<void> {
    const begun = performance.now();
    const arrivals = queue.next();
    if (arrivals.length === 0) return;
    this.batches.took('seats', arrivals.length);
    if (arrivals.length === 1 && skipLocked && (await this.takeAlone(arrivals[0]!)))
      return queue.took(performance.now() - begun);
    const slots = new Map<string, string>();
    const outcomes = await this.transactions.batch<SeatCommand, SeatCommandReply>(
      arrivals.map(({ command }) => command),
      (tx, commands, fresh) => workOff(tx, commands, fresh, slots, { skipLocked }),
      { waitMs },
    );
    queue.took(performance.now() - begun);
    // Before anybody is answered: who asks for the same slot on hearing of it comes after those who wait already.
    for (const arrival of arrivals) {
      if (outcomes.get(arrival.command)!.kind === 'deferred') {
        this.defer(arrival, slotOf(arrival.command, slots)!);
      }
    }
    for (const { command, resolve, reject } of arrivals) {
      const outcome = outcomes.get(command)!;
      if (outcome.kind === 'done') resolve(outcome.reply);
      if (outcome.kind === 'refused') reject(outcome.error);
    }
  }

  /** @returns whether it has been answered */
  private async takeAlone({ command, resolve, reject }: Arrival): Promise<boolean> {
    try {
      const reply = await this.lone.take(command);
      if (reply) resolve(reply);
      return reply !== undefined;
    } catch (error) {
      reject(error);
      return true;
    }
  }
}

function overloaded(): RuleViolation {
  return new RuleViolation(
    'overloaded',
    'More people want seats than can be answered in time; nothing was done, try again in a moment.',
  );
}
