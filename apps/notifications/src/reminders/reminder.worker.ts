import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DelayedError, Worker, type Job } from 'bullmq';
import { Deadline, WorkLoop } from '#platform';
import { NOTIFICATIONS_CONFIG, type NotificationsConfig } from '../config.js';
import { RedisConnection } from './redis.js';
import { FiringService } from './firing.service.js';
import { REMINDERS_QUEUE, type Alarm } from './reminder.queue.js';

/** Alarms at a time: those that ring together are fired together. */
const CONCURRENCY = 100;
/** Redis's answers to what alarms have come to are awaited so long at the end: it may be up and have fallen silent. */
const CLOSE_MS = 3_000;

interface Ringing {
  readonly alarm: Alarm;
  readonly resolve: (dueInMs: number) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Fires the reminders that BullMQ wakes: those whose alarms ring while the transaction before is on its way are fired by
 * one. Most have been fired by the countdown in the same second; this is the alarm that survives every process.
 */
@Injectable()
export class ReminderWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ReminderWorker.name);
  private worker?: Worker<Alarm>;
  private ringing: Ringing[] = [];
  private readonly loop = new WorkLoop({
    name: ReminderWorker.name,
    service: 'notifications',
    round: () => this.fireRinging(),
  });

  constructor(
    @Inject(NOTIFICATIONS_CONFIG) private readonly config: NotificationsConfig,
    private readonly redis: RedisConnection,
    private readonly firing: FiringService,
  ) {}

  onApplicationBootstrap(): void {
    this.worker = new Worker<Alarm>(REMINDERS_QUEUE, (job, token) => this.wake(job, token), {
      connection: this.redis.client,
      prefix: this.config.REDIS_PREFIX,
      concurrency: CONCURRENCY,
    });
    // RedisConnection says when Redis is away.
    this.worker.on('error', () => undefined);
    this.worker.on('failed', (job, error) =>
      this.logger.warn(`${job?.id}: ${error.message}; left to the sweep`),
    );
  }

  async beforeApplicationShutdown(): Promise<void> {
    // Without Redis a graceful close would wait for it.
    const closing = this.worker?.close(!this.redis.isUp);
    if (closing) await Deadline.in(CLOSE_MS).orAfter(closing);
    await this.loop.stop();
  }

  private async wake(job: Job<Alarm>, token?: string): Promise<void> {
    const dueInMs = await this.ring(job.data);
    if (dueInMs === 0) return;
    // Postgres's clock decides what is due (DESIGN 6.10), BullMQ counts by the process's.
    // eslint-disable-next-line no-restricted-syntax -- see above
    await job.moveToDelayed(Date.now() + dueInMs, token);
    throw new DelayedError();
  }

  private ring(alarm: Alarm): Promise<number> {
    return new Promise((resolve, reject) => {
      this.ringing.push({ alarm, resolve, reject });
      this.loop.poke();
    });
  }

  private async fireRinging(): Promise<void> {
    const ringing = this.ringing;
    this.ringing = [];
    if (ringing.length === 0) return;
    try {
      const dueInMs = await this.firing.fire(ringing.map(({ alarm }) => alarm));
      ringing.forEach(({ resolve }, index) => resolve(dueInMs[index]!));
    } catch (error) {
      for (const { reject } of ringing) reject(error);
    }
  }
}
