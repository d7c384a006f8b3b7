import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Queue } from 'bullmq';
import { NOTIFICATIONS_CONFIG, type NotificationsConfig } from '../config.js';
import { RedisConnection } from './redis.js';

export const REMINDERS_QUEUE = 'reminders';

/** What a job says: the moment for which reminders of a session were planned. Which they are, the rows say. */
export interface Alarm {
  sessionId: string;
  /** An instant. */
  dueAt: string;
}

/** A reminder that has been planned. */
interface ToWake {
  readonly id: string;
  readonly sessionId: string;
  readonly dueAt: Date;
  readonly generation: number;
}

/** Sets the alarm clock. An alarm that is lost, or can't be set, costs a sweep's interval and nothing else. */
@Injectable()
export class ReminderQueue implements BeforeApplicationShutdown {
  private readonly logger = new Logger(ReminderQueue.name);
  readonly queue: Queue<Alarm>;

  constructor(
    @Inject(NOTIFICATIONS_CONFIG) config: NotificationsConfig,
    private readonly redis: RedisConnection,
  ) {
    this.queue = new Queue(REMINDERS_QUEUE, { connection: redis.client, prefix: config.REDIS_PREFIX });
    // RedisConnection says when Redis is away.
    this.queue.on('error', () => undefined);
  }

  /**
   * One alarm for all of a session's reminders of one moment. Never throws: the sweep makes up for what goes wrong here.
   * @param now by the database's clock, as of the planning: what is soon is the countdown's, to the millisecond
   */
  async add(reminders: readonly ToWake[], now: Date): Promise<void> {
    const moments = new Map(reminders.map((reminder) => [momentOf(reminder), reminder]));
    if (moments.size === 0 || !this.redis.isUp) return;
    try {
      await this.queue.addBulk(
        [...moments.values()].map(({ id, sessionId, generation, dueAt }) => ({
          name: 'wake',
          data: { sessionId, dueAt: dueAt.toISOString() },
          opts: {
            // A job id that exists is silently ignored, though that job may be ringing already: named after one of its
            // reminders and its generation, each planning has an alarm of its own.
            jobId: `r-${id}-${generation}`,
            delay: Math.max(0, dueAt.getTime() - now.getTime()),
            removeOnComplete: true,
            removeOnFail: true,
          },
        })),
      );
    } catch (error) {
      this.logger.warn(`${moments.size} alarms not set: ${String(error)}`);
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.queue.close();
  }
}

const momentOf = ({ sessionId, dueAt }: ToWake): string => `${sessionId} ${dueAt.toISOString()}`;
