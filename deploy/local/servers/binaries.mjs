import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Trouble } from '../progress.mjs';
import { canFetchDebianPackages, fetchDebianPackage, libraryPath } from './debian.mjs';
import { findOnPath } from './on-path.mjs';

/**
 * A program that npm does not carry, and how this project finds it.
 *
 * @typedef {{ program: string, minimum: [number, number], version: RegExp, brew: string, setting: string,
 *             debian: { packages: string[], suiteFor?: (release: { id: string, version: number }) => string | null } }} Wanted
 * @typedef {{ exe: string, env: Record<string, string>, version: string, from: string }} Found
 */

/** @type {Record<'nats' | 'redis', Wanted>} */
export const WANTED = {
  nats: {
    program: 'nats-server',
    // 2.10 is the first with `sync_interval: always` and consumers with several filters (DESIGN section 6.6).
    minimum: [2, 10],
    version: /v(\d+)\.(\d+)\.\d+/,
    brew: 'nats-server',
    setting: 'NATS_URL',
    debian: {
      packages: ['nats-server'],
      // Debian 12 has 2.9; the one of Debian 13 runs on it. Ubuntu has 2.10 since 24.04.
      suiteFor: ({ id, version }) => (id === 'debian' && version < 13 ? 'trixie' : null),
    },
  },
  redis: {
    program: 'redis-server',
    // The oldest that BullMQ supports without warnings.
    minimum: [6, 2],
    version: /v=(\d+)\.(\d+)\.\d+/,
    brew: 'redis',
    setting: 'REDIS_URL',
    // Debian's redis-server package holds the service unit; the program itself comes with redis-tools.
    debian: { packages: ['redis-server', 'redis-tools'] },
  },
};

/**
 * On PATH in a good version, else in the cache, else from the machine's own Debian mirror into the cache.
 *
 * @param {Wanted} wanted
 * @param {string} cache folder for downloads
 * @param {(message: string) => void} say
 * @returns {Promise<Found>}
 */
export async function findProgram(wanted, cache, say) {
  const onPath = findOnPath(wanted.program);
  const installed = onPath && inspect(wanted, onPath, {}, 'PATH');
  if (installed?.good) return installed;
  if (installed) say(`${onPath} is ${installed.version}, ${minimum(wanted)} or newer is needed`);

  const unpacked = path.join(cache, wanted.program);
  const cached = inCache(wanted, unpacked);
  if (cached?.good) return cached;

  if (!canFetchDebianPackages()) throw new Trouble(wayOut(wanted));
  say(`not on this machine: fetching Debian's package into ${cache} (once)`);
  try {
    await fetchDebianPackage(wanted.debian, unpacked);
  } catch (error) {
    throw new Trouble(`${wayOut(wanted)}\nFetching the Debian package failed: ${error.message}`);
  }
  const fetched = inCache(wanted, unpacked);
  if (!fetched?.good) throw new Trouble(`${wayOut(wanted)}\nThis release's package is ${fetched?.version}.`);
  return fetched;
}

function inCache(wanted, unpacked) {
  const exe = ['usr/sbin', 'usr/bin'].map((dir) => path.join(unpacked, dir, wanted.program)).find(existsSync);
  return exe && inspect(wanted, exe, { LD_LIBRARY_PATH: libraryPath(unpacked) }, 'cache');
}

function inspect(wanted, exe, env, from) {
  const { stdout } = spawnSync(exe, ['--version'], { encoding: 'utf8', env: { ...process.env, ...env } });
  const [version, major, minor] = wanted.version.exec(stdout ?? '') ?? ['unknown', 0, 0];
  const [leastMajor, leastMinor] = wanted.minimum;
  const good = +major > leastMajor || (+major === leastMajor && +minor >= leastMinor);
  return { exe, env, version: version.replace(/^v=?/, ''), from, good };
}

const minimum = (wanted) => wanted.minimum.join('.');

function wayOut({ program, brew, setting, ...wanted }) {
  const install =
    process.platform === 'darwin' ? `brew install ${brew}` : `install ${program} with your system's packages`;
  return [
    `${program} ${minimum(wanted)} or newer was not found. One of these helps:`,
    `  ${install}`,
    `  docker compose up --build, which runs everything in containers (deploy/compose/README.md)`,
    `  ${setting}=… npm start, to use a server that is already running`,
  ].join('\n');
}
