import { startNats, startRedis, TestService, type RunningServer } from '#platform/testing';
import { readNotificationsConfig } from '../../../apps/notifications/src/config.js';
import { dataSourceOptions } from '../../../apps/notifications/src/data-source.js';
import { NotificationsModule } from '../../../apps/notifications/src/notifications.module.js';

/** The notifications service with servers of its own. */
export class RunningNotifications {
  private constructor(
    readonly service: TestService,
    readonly nats: RunningServer,
    readonly redis: RunningServer,
  ) {}

  /** @param smtpUrl where mail is handed over; left out where a bench sends none */
  static async start(smtpUrl = 'smtp://127.0.0.1:9'): Promise<RunningNotifications> {
    const [nats, redis] = await Promise.all([startNats(), startRedis()]);
    const service = await TestService.start({
      name: 'notifications',
      dataSourceOptions,
      module: (env) => NotificationsModule.register(readNotificationsConfig(env)),
      nats,
      extraEnv: {
        REDIS_URL: redis.url,
        SMTP_URL: smtpUrl,
        PUBLIC_URL: 'https://meridian.example',
        LINK_SECRET: 'a secret of the benches, long enough',
      },
    });
    return new RunningNotifications(service, nats, redis);
  }

  async stop(): Promise<void> {
    await this.service.stop();
    await this.redis.stop();
  }
}
