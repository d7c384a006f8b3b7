import { startService } from '#platform';
import { readParticipantsConfig } from './config.js';
import { ParticipantsModule } from './participants.module.js';

await startService(ParticipantsModule.register(readParticipantsConfig()));
