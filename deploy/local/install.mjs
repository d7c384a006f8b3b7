import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withLock } from './lock.mjs';
import { createProgress, Trouble } from './progress.mjs';
import { runProgram } from './run-program.mjs';
import { isMain, openWorkFolder, ROOT } from './settings.mjs';

const LOCKFILE = path.join(ROOT, 'package-lock.json');
/** Remembers which package-lock.json the packages were installed from. */
const INSTALLED = path.join(ROOT, 'node_modules/.meridian-lock-hash');

/**
 * Installs the packages of package-lock.json unless they are already there.
 *
 * @param {ReturnType<typeof createProgress>} progress
 * @param {{ run?: typeof runProgram, clean?: boolean }} [options] `clean` installs in any case
 */
export async function install(progress, { run = runProgram, clean = false } = {}) {
  if (!clean && isInstalled()) return;
  await withLock(path.join(openWorkFolder(), 'install.lock'), async () => {
    // Another command may have installed them while this one waited.
    if (!clean && isInstalled()) return;
    progress.say('packages', 'npm ci (half a minute or so)');
    await progress.step(
      'packages',
      () => npmCi(run),
      () => 'installed',
    );
    writeFileSync(INSTALLED, lockHash());
  });
}

function isInstalled() {
  if (existsSync(INSTALLED)) return readFileSync(INSTALLED, 'utf8') === lockHash();
  // Installed by hand: npm leaves its own copy of the lock file behind.
  const byNpm = path.join(ROOT, 'node_modules/.package-lock.json');
  return existsSync(byNpm) && statSync(byNpm).mtimeMs >= statSync(LOCKFILE).mtimeMs;
}

const lockHash = () => createHash('sha256').update(readFileSync(LOCKFILE)).digest('hex');

/** Development packages too, whatever NODE_ENV says: they hold what `npm test` and `npm run check` run. */
async function npmCi(run) {
  const arguments_ = [
    'ci',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  const underNpm = process.env.npm_execpath?.endsWith('.js');
  const [command, args] = underNpm
    ? [process.execPath, [process.env.npm_execpath, ...arguments_]]
    : ['npm', arguments_];
  // npm renames its process, so its path is no mark to know it by.
  const { code, output, errors } = await run(command, args, { name: 'npm', cwd: ROOT, marker: 'npm ci' });
  if (code !== 0)
    throw new Trouble(`npm ci failed (exit code ${code}):\n${`${output}\n${errors}`.trim().slice(-3000)}`);
}

if (isMain(import.meta.url)) await install(createProgress(), { clean: process.argv.includes('--clean') });
