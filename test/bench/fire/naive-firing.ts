import { waitFor } from '#platform/testing';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';

/** As many at a time as our worker takes. */
const CONCURRENCY = 4;

/** What one writes first: a delayed job for each person. Its worker notes the time and does nothing else. */
export class NaiveFiring {
  private late: number[] = [];

  private constructor(
    private readonly redis: Redis,
    private readonly queue: Queue<{ dueAt: number }>,
    private readonly worker: Worker<{ dueAt: number }>,
  ) {}

  static async start(url: string): Promise<NaiveFiring> {
    const redis = new Redis(url, { maxRetriesPerRequest: null });
    const where = { connection: redis, prefix: 'bench' };
    const queue = new Queue<{ dueAt: number }>('naive', where);
    const worker = new Worker<{ dueAt: number }>(
      'naive',
      async ({ data }) => void naive.late.push(Date.now() - data.dueAt),
      { ...where, concurrency: CONCURRENCY },
    );
    const naive = new NaiveFiring(redis, queue, worker);
    await worker.waitUntilReady();
    return naive;
  }

  /** @returns by how many milliseconds each was late */
  async fire(dueAt: readonly Date[]): Promise<number[]> {
    this.late = [];
    await this.queue.addBulk(
      dueAt.map((due) => ({
        name: 'remind',
        data: { dueAt: due.getTime() },
        opts: {
          delay: Math.max(0, due.getTime() - Date.now()),
          removeOnComplete: true,
          removeOnFail: true,
        },
      })),
    );
    await waitFor(() => this.late.length >= dueAt.length, {
      timeoutMs: 60_000,
      what: 'all jobs to be done',
    });
    return this.late;
  }

  async close(): Promise<void> {
    await this.worker.close();
    await this.queue.close();
    this.redis.disconnect();
  }
}
