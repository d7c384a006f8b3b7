import { Queue, type Job } from 'bullmq';
import type { Redis } from 'ioredis';

/** So many commands are under way at once. */
const CHUNK = 2_000;
const DAY_MS = 86_400_000;
/** What BullMQ multiplies the time of a delayed job by, to order those of one millisecond. */
const SCORE = 0x1000;

/**
 * What one writes first: a delayed job for each person and rule, and `changeDelay` when the session moves. It has its
 * jobs at hand, and needs no database.
 */
export class NaiveAlarms {
  private readonly queue: Queue;
  private jobs: Job[] = [];
  private delayMs = 365 * DAY_MS;

  constructor(private readonly redis: Redis) {
    this.queue = new Queue('naive', { connection: redis, prefix: 'bench' });
  }

  async set(people: number, rules: readonly string[]): Promise<void> {
    const all = rules.flatMap((rule) =>
      Array.from({ length: people }, (_, person) => ({
        name: 'remind',
        data: { person, rule },
        opts: { jobId: `${rule}-${person}`, delay: this.delayMs },
      })),
    );
    for (let from = 0; from < all.length; from += CHUNK) {
      this.jobs.push(...(await this.queue.addBulk(all.slice(from, from + CHUNK))));
    }
  }

  /** Moves every alarm by a day; @returns milliseconds and jobs touched */
  async move(): Promise<{ ms: number; jobs: number }> {
    this.delayMs += DAY_MS;
    const begun = performance.now();
    for (let from = 0; from < this.jobs.length; from += CHUNK) {
      const chunk = this.jobs.slice(from, from + CHUNK);
      await Promise.all(chunk.map((job) => job.changeDelay(this.delayMs)));
    }
    return { ms: performance.now() - begun, jobs: this.jobs.length };
  }

  /** How many alarms are not set for the latest time, or missing. */
  async misplanned(): Promise<number> {
    const earliest = (Date.now() + this.delayMs - DAY_MS / 2) * SCORE;
    return this.jobs.length - (await this.redis.zcount('bench:naive:delayed', earliest, '+inf'));
  }

  async close(): Promise<void> {
    await this.queue.close();
  }
}
