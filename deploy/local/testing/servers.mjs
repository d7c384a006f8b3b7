import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createPorts } from '../ports.mjs';
import { commandLine } from '../processes.mjs';
import { openSecrets } from '../secrets.mjs';
import { lookForPrograms } from '../servers/index.mjs';
import { findPostgres } from '../servers/postgres-programs.mjs';
import { createCluster, FAST_AND_LOSSY, startPostgres } from '../servers/postgres.mjs';
import { openDataFolder, openWorkFolder } from '../settings.mjs';
import { createSupervisor, stopOrphans } from '../supervisor.mjs';

/**
 * What specs and benches run against: a PostgreSQL of this run alone (a copy of a prepared cluster) and the programs
 * of NATS and Redis, of which specs start their own.
 *
 * @param {ReturnType<typeof import('../progress.mjs').createProgress>} progress
 * @param {(name: string, how: string | number) => void} onDeath
 * @param {{ durable?: boolean }} [options] durable: PostgreSQL syncs as in production; left out, it does not
 * @returns {Promise<{ servers: { postgres: string, nats: object, redis: object }, close: () => Promise<void> }>}
 */
export async function startTestServers(progress, onDeath, { durable = false } = {}) {
  const folder = path.join(openWorkFolder(), 'test');
  await removeAbandonedRuns(folder);
  const folders = openDataFolder(path.join(folder, `run-${process.pid}`));
  const programs = lookForPrograms(folders.bin, progress, { ignoreSettings: true });
  // The administrator's password is part of the copied cluster, so it is one for all runs.
  const secret = openSecrets(folder);
  const supervisor = createSupervisor(folders, onDeath);
  const ports = createPorts(folders.run);
  const close = async () => {
    await supervisor.close();
    rmSync(folders.data, { recursive: true, force: true });
  };
  try {
    const postgres = await progress.step(
      'postgres',
      async () => {
        const found = findPostgres();
        await copyPreparedCluster(folder, folders.data, found, {
          password: secret('postgres'),
          run: supervisor.run,
        });
        const ground = { folders, supervisor, ports, secret };
        return startPostgres(ground, { programs: found, settings: durable ? [] : FAST_AND_LOSSY });
      },
      ({ about }) => about,
    );
    const [nats, redis] = await Promise.all([programs.nats, programs.redis]);
    progress.say('nats', `${nats.version} (${nats.from})`);
    progress.say('redis', `${redis.version} (${redis.from})`);
    const program = ({ exe, env }) => ({ exe, env });
    return { servers: { postgres: postgres.url, nats: program(nats), redis: program(redis) }, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function copyPreparedCluster(folder, data, programs, options) {
  const name = `postgres-${Number.parseInt(programs.version, 10)}`;
  const prepared = path.join(folder, 'prepared', name);
  if (!existsSync(prepared)) {
    mkdirSync(path.dirname(prepared), { recursive: true, mode: 0o700 });
    await createCluster({ ...programs, ...options, cluster: prepared, within: openWorkFolder() });
  }
  cpSync(prepared, path.join(data, name), { recursive: true });
}

/** Folders of runs that were killed. */
async function removeAbandonedRuns(folder) {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const pid = /^run-(\d+)$/.exec(name)?.[1];
    if (!pid || /\b(test|bench)\.mjs/.test(commandLine(pid))) continue;
    const abandoned = path.join(folder, name);
    if (existsSync(path.join(abandoned, 'run'))) await stopOrphans(path.join(abandoned, 'run'));
    rmSync(abandoned, { recursive: true, force: true });
  }
}
