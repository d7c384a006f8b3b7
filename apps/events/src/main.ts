import 'reflect-metadata';
import { startService } from '#platform';
import { readEventsConfig } from './config.js';
import { EventsModule } from './events.module.js';

await startService(EventsModule.register(readEventsConfig()));
