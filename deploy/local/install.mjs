import path from 'node:path';
import { readJson } from './json-file.mjs';
import { withLock } from './lock.mjs';
import { createProgress, Trouble } from './progress.mjs';
import { runProgram } from './run-program.mjs';
import { isMain, openWorkFolder, ROOT } from './settings.mjs';

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
  });
}

/**
 * npm leaves a lock file of its own in node_modules when an installation is complete. It must name what
 * package-lock.json names; optional packages may be missing, being those of other platforms.
 */
function isInstalled() {
  const installed = readJson(path.join(ROOT, 'node_modules/.package-lock.json'))?.packages;
  if (!installed) return false;
  const { '': _project, ...wanted } = readJson(path.join(ROOT, 'package-lock.json')).packages;
  return Object.entries(wanted).every(([folder, { version, optional }]) =>
    installed[folder] ? installed[folder].version === version : optional,
  );
}

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
