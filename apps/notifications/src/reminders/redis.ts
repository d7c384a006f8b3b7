import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Health } from '#platform';
import { Redis } from 'ioredis';
import { NOTIFICATIONS_CONFIG, type NotificationsConfig } from '../config.js';

const RETRY_MS = 2_000;

/**
 * The process's connection to Redis. The service starts and works without it: nothing is in Redis that Postgres does not
 * have (DESIGN 6.7), and the sweep finds what is due.
 */
@Injectable()
export class RedisConnection implements OnApplicationShutdown {
  private readonly logger = new Logger(RedisConnection.name);
  readonly client: Redis;

  constructor(@Inject(NOTIFICATIONS_CONFIG) config: NotificationsConfig, health: Health) {
    this.client = new Redis(config.REDIS_URL, {
      // BullMQ's condition: a command waits for the connection to come back instead of failing.
      maxRetriesPerRequest: null,
      retryStrategy: (times) => Math.min(times * 100, RETRY_MS),
    });
    this.follow();
    health.register('redis', () => this.version());
  }

  get isUp(): boolean {
    return this.client.status === 'ready';
  }

  onApplicationShutdown(): void {
    this.client.disconnect();
  }

  private async version(): Promise<string> {
    if (!this.isUp) throw new Error('not connected');
    const info = await this.client.info('server');
    return /redis_version:(\S+)/.exec(info)?.[1] ?? 'unknown version';
  }

  private follow(): void {
    let wasUp = true;
    this.client.on('ready', () => {
      if (!wasUp) this.logger.log('Redis is back');
      wasUp = true;
    });
    // Comes with every try to connect; said once.
    this.client.on('error', (error: Error) => {
      if (wasUp) this.logger.warn(`Redis is away, the sweep finds what is due: ${error.message}`);
      wasUp = false;
    });
  }
}
