import 'reflect-metadata';
import { startService } from '#platform';
import { readNotificationsConfig } from './config.js';
import { NotificationsModule } from './notifications.module.js';

await startService(NotificationsModule.register(readNotificationsConfig()));
