import { takeLock } from './lock.mjs';
import { createPorts } from './ports.mjs';
import { openSecrets } from './secrets.mjs';
import { openDataFolder } from './settings.mjs';
import { createSupervisor, rotateLogs, stopOrphans } from './supervisor.mjs';

/**
 * Takes a data folder into use: locked, cleared of what a killed launcher left running, with the means to start
 * processes in it.
 *
 * @param {ReturnType<typeof import('./progress.mjs').createProgress>} progress
 * @param {{ folder?: string, onDeath: (name: string, how: string | number) => void }} options
 * @returns {Promise<import('./servers/index.mjs').Ground & { lock: ReturnType<typeof takeLock> }>}
 */
export async function openGround(progress, { folder, onDeath }) {
  const folders = openDataFolder(folder);
  const lock = takeLock(folders.run);
  const orphans = await stopOrphans(folders.run);
  if (orphans.length > 0)
    progress.say('clean-up', `stopped what a killed run had left: ${orphans.join(', ')}`);
  rotateLogs(folders.logs);
  return {
    folders,
    lock,
    progress,
    supervisor: createSupervisor(folders, onDeath),
    ports: createPorts(folders.run),
    secret: openSecrets(folders.run),
  };
}
