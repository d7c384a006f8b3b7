import { startService } from '#platform';
import { readSessionsConfig } from './config.js';
import { SessionsModule } from './sessions.module.js';

await startService(SessionsModule.register(readSessionsConfig()));
