import { linkSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readJson, writeJson } from './json-file.mjs';
import { commandLine } from './processes.mjs';
import { Trouble } from './progress.mjs';

/**
 * One launcher per data folder.
 *
 * @param {string} runFolder
 * @returns {{ announce(url: string): void, release(): void }}
 */
export function takeLock(runFolder) {
  const file = path.join(runFolder, 'launcher.lock');
  const holder = tryLock(file);
  if (holder) {
    const where = holder.url ? `at ${holder.url}` : '(still starting)';
    throw new Trouble(`Meridian is already running here ${where}. To stop it: kill ${holder.pid}`);
  }
  return {
    announce: (url) => writeJson(file, { ...self(), url }),
    release: () => rmSync(file, { force: true }),
  };
}

/** Does `work` while no other process does work under the same lock file. */
export async function withLock(file, work) {
  while (tryLock(file)) await delay(100);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/**
 * Null when the lock is taken, else its holder. A lock names its holder by pid and command line; a holder that
 * is gone (its pid unused, or in use by another program) is recognised and its lock taken over.
 */
function tryLock(file) {
  while (!createExclusively(file, self())) {
    const holder = readJson(file);
    if (holder && commandLine(holder.pid) === holder.commandLine) return holder;
    discardStale(file, holder);
  }
  return null;
}

const self = () => ({ pid: process.pid, commandLine: commandLine(process.pid) });

/** Linked into place with its content: an exclusive open would show others an empty lock for a moment. */
function createExclusively(file, holder) {
  const aside = `${file}.${process.pid}`;
  writeJson(aside, holder);
  try {
    linkSync(aside, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

/** Moved away before it is removed: of two launchers that see the same stale lock only one can move it. */
function discardStale(file, seen) {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  // Between look and move another launcher may have taken the lock: it gets it back.
  if (readJson(aside)?.pid !== seen?.pid) renameSync(aside, file);
  else rmSync(aside);
}
