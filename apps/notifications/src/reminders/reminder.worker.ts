import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DelayedError, Worker, type Job } from 'bullmq';
import { NOTIFICATIONS_CONFIG, type NotificationsConfig } from '../config.js';
import { RedisConnection } from './redis.js';
import { REMINDERS_QUEUE, type WakeUp } from './reminder.queue.js';
import { RemindersService } from './reminders.service.js';

const CONCURRENCY = 4;

/** Fires the reminders that BullMQ wakes. */
@Injectable()
export class ReminderWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ReminderWorker.name);
  private worker?: Worker<WakeUp>;

  constructor(
    @Inject(NOTIFICATIONS_CONFIG) private readonly config: NotificationsConfig,
    private readonly redis: RedisConnection,
    private readonly reminders: RemindersService,
  ) {}

  onApplicationBootstrap(): void {
    this.worker = new Worker<WakeUp>(REMINDERS_QUEUE, (job, token) => this.wake(job, token), {
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
    await this.worker?.close(!this.redis.isUp);
  }

  private async wake(job: Job<WakeUp>, token?: string): Promise<void> {
    const { firing, dueInMs } = await this.reminders.fire(job.data.id, job.data.generation);
    if (firing !== 'too-early') return;
    // Postgres's clock decides what is due (DESIGN 6.10), BullMQ counts by the process's.
    // eslint-disable-next-line no-restricted-syntax -- see above
    await job.moveToDelayed(Date.now() + dueInMs, token);
    throw new DelayedError();
  }
}
