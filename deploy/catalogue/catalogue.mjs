/**
 * `npm run catalogue`: writes who asks, answers, publishes and consumes what (docs/MESSAGES.md), and what follows from
 * it for NATS (deploy/nats/users.conf). To be run when a message has got a new end.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../local/settings.mjs';
import { generatedFiles } from './generated-files.mjs';
import { readMessages } from './messages.mjs';

for (const [file, text] of Object.entries(generatedFiles(readMessages(ROOT)))) {
  writeFileSync(path.join(ROOT, file), text);
  process.stdout.write(`wrote ${file}\n`);
}
