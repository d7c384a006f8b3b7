import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Queue } from 'bullmq';
import { NOTIFICATIONS_CONFIG, type NotificationsConfig } from '../config.js';
import { RedisConnection } from './redis.js';

export const REMINDERS_QUEUE = 'reminders';

/** What a job says: which planning of which reminder it wakes. */
export interface WakeUp {
  id: string;
  generation: number;
}

/** Sets the alarm clock. An alarm that is lost, or can't be set, costs a sweep's interval and nothing else. */
@Injectable()
export class ReminderQueue implements BeforeApplicationShutdown {
  private readonly logger = new Logger(ReminderQueue.name);
  readonly queue: Queue<WakeUp>;

  constructor(
    @Inject(NOTIFICATIONS_CONFIG) config: NotificationsConfig,
    private readonly redis: RedisConnection,
  ) {
    this.queue = new Queue(REMINDERS_QUEUE, { connection: redis.client, prefix: config.REDIS_PREFIX });
    // RedisConnection says when Redis is away.
    this.queue.on('error', () => undefined);
  }

  /**
   * Never throws: the sweep makes up for what goes wrong here.
   * @param now by the database's clock, as of the planning: what is soon is the countdown's, to the millisecond
   */
  async add(reminders: readonly (WakeUp & { dueAt: Date })[], now: Date): Promise<void> {
    if (reminders.length === 0 || !this.redis.isUp) return;
    try {
      await this.queue.addBulk(
        reminders.map(({ id, generation, dueAt }) => ({
          name: 'wake',
          data: { id, generation },
          opts: {
            // A job id that exists is silently ignored; the generation makes each planning a job of its own.
            jobId: `r-${id}-${generation}`,
            delay: Math.max(0, dueAt.getTime() - now.getTime()),
            removeOnComplete: true,
            removeOnFail: true,
          },
        })),
      );
    } catch (error) {
      this.logger.warn(`${reminders.length} alarms not set: ${String(error)}`);
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.queue.close();
  }
}
