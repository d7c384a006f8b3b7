import { spawnSync } from 'node:child_process';
import { chmodSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import path from 'node:path';
import { Trouble } from '../progress.mjs';

const NOBODY = 65534;
const NAMESPACE = ['unshare', '--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, '--'];
const AS_NOBODY = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', '--'];

/**
 * PostgreSQL refuses root, and users without a name (as some containers have them). What is put before its
 * command lines: nothing for everybody else; else a user namespace, in which we are seen as "nobody" while the
 * files stay ours, so that it works below /root too; else, where namespaces are forbidden (Docker's default),
 * root really becomes "nobody".
 */
function findWay() {
  if (process.getuid() !== 0 && hasName()) return [];
  for (const way of process.getuid() === 0 ? [NAMESPACE, AS_NOBODY] : [NAMESPACE]) {
    if (spawnSync(way[0], [...way.slice(1), 'true']).status === 0) return way;
  }
  throw new Trouble(
    'PostgreSQL does not run as root or as a user without a name, and this machine gives no way around\n' +
      '(unshare --user, setpriv). Start as another user, or set DATABASE_URL to use a server that is running.',
  );
}

let way;

/** How to run a PostgreSQL program as this user. */
export function unprivileged(command, args) {
  way ??= findWay();
  const [first, ...rest] = [...way, command, ...args];
  return { command: first, args: rest };
}

/**
 * Gives files to whom PostgreSQL runs as, where that is somebody else: themselves, and passage through the folders
 * on the way to them, from `within` downwards.
 *
 * @param {{ within: string, programs: string[] }} places
 * @param {string[]} files
 */
export function handOver({ within, programs }, files) {
  way ??= findWay();
  if (way !== AS_NOBODY) return;
  spawnSync('chown', ['-R', `${NOBODY}:${NOBODY}`, ...files]);
  for (let folder = path.dirname(files[0]); folder.startsWith(within); folder = path.dirname(folder)) {
    chmodSync(folder, statSync(folder).mode | 0o001);
  }
  for (const place of [...programs, files[0]]) {
    const { command, args } = unprivileged('test', ['-r', place]);
    if (spawnSync(command, args).status === 0) continue;
    throw new Trouble(
      `PostgreSQL runs as "nobody" here, who may not reach ${place}.\n` +
        'Move the checkout to where everybody may pass, start as another user, or set DATABASE_URL.',
    );
  }
}

function hasName() {
  try {
    return Boolean(userInfo().username);
  } catch {
    return false;
  }
}
