/**
 * Only the servers, without the services: `node deploy/local/servers.mjs`. For work on one service, and for the
 * tests of the launcher. Prints one line of JSON with the addresses once they are ready; runs until Ctrl-C.
 */
import { createProgress } from './progress.mjs';
import { lookForPrograms, startServers } from './servers/index.mjs';
import { loadDotEnv } from './settings.mjs';
import { runUntilStopped } from './until-stopped.mjs';

loadDotEnv();
const progress = createProgress((line) => process.stderr.write(`${line}\n`));
await runUntilStopped(progress, async (ground) => {
  const servers = await startServers(ground, lookForPrograms(ground.folders.bin, progress));
  progress.say('ready', progress.elapsed());
  process.stdout.write(`${JSON.stringify(servers)}\n`);
});
