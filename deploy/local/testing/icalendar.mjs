import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { canFetchDebianPackages, fetchDebianPackage } from '../servers/debian.mjs';
import { findOnPath } from '../servers/on-path.mjs';

/** Only Python: unpacked they run beside any python3. */
const PACKAGES = ['python3-icalendar', 'python3-dateutil', 'python3-six', 'python3-tz'];

/**
 * A second reader of calendar files, independent of the one that writes them: Debian's python3-icalendar, as installed,
 * else from the cache, else fetched from the machine's own mirror without root. What is missing is said and not thrown:
 * only the one spec that needs it has to know.
 *
 * @param {string} cache folder for downloads
 * @param {ReturnType<typeof import('../progress.mjs').createProgress>} progress
 * @returns {Promise<{ python: string, path: string } | { missing: string }>}
 */
export async function findIcalendar(cache, progress) {
  const python = findOnPath('python3');
  if (!python)
    return { missing: 'there is no python3 on this machine (Debian: apt-get install python3-icalendar)' };
  if (canImport(python, '')) return { python, path: '' };
  const unpacked = path.join(cache, 'python3-icalendar');
  const modules = path.join(unpacked, 'usr/lib/python3/dist-packages');
  if (!existsSync(modules)) {
    if (!canFetchDebianPackages()) return { missing: `python3 has no icalendar (pip install icalendar)` };
    progress.say('icalendar', `not on this machine: fetching Debian's package into ${cache} (once)`);
    try {
      await fetchDebianPackage({ packages: PACKAGES }, unpacked);
    } catch (error) {
      return { missing: `fetching Debian's python3-icalendar failed: ${error.message}` };
    }
  }
  return canImport(python, modules)
    ? { python, path: modules }
    : { missing: `${python} can't import icalendar from ${modules}` };
}

function canImport(python, modules) {
  const env = { ...process.env, PYTHONPATH: modules };
  return spawnSync(python, ['-c', 'import icalendar'], { env }).status === 0;
}
