/** `npm run demo`: plays the main story against the running system and tells it with local times in six cities. */
import path from 'node:path';
import { createStage } from './demo/stage.mjs';
import { play } from './demo/story.mjs';
import { readJson } from './json-file.mjs';
import { Trouble } from './progress.mjs';
import { loadDotEnv, openDataFolder } from './settings.mjs';

loadDotEnv();
try {
  const demo = readJson(path.join(openDataFolder().data, 'demo.json'));
  if (!demo) throw new Trouble('There is no demo here yet. Run `npm start` in another terminal first.');
  await play(await createStage(demo));
} catch (error) {
  if (!(error instanceof Trouble)) throw error;
  process.stderr.write(`\n  ${error.message}\n\n`);
  process.exitCode = 1;
}
