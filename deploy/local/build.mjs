import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { readJson, writeJson } from './json-file.mjs';
import { withLock } from './lock.mjs';
import { createProgress, Trouble } from './progress.mjs';
import { isMain, openWorkFolder, ROOT } from './settings.mjs';

const DIST = path.join(ROOT, 'dist');
/** What each file of `dist` was made from: source path → "mtime size". */
const MANIFEST = path.join(DIST, '.built.json');
const CONFIGURATION = path.join(ROOT, '.swcrc');

/**
 * Brings `dist` up to date with apps and libs: TypeScript compiled by swc (types are `npm run check`'s matter),
 * everything else copied, what has lost its source removed. Only what changed is touched.
 *
 * @returns {Promise<string[]>} sources that were compiled, copied or removed, relative to the checkout
 */
export function build() {
  return withLock(path.join(openWorkFolder(), 'build.lock'), buildChanged);
}

async function buildChanged() {
  const configuration = createHash('sha256').update(readFileSync(CONFIGURATION)).digest('hex');
  const known = readJson(MANIFEST);
  const before = known?.configuration === configuration ? known.files : {};
  const now = Object.fromEntries(sources().map((file) => [file, stamp(file)]));

  const removed = Object.keys(known?.files ?? {}).filter((file) => !(file in now));
  for (const file of removed) for (const output of outputs(file)) rmSync(output, { force: true });
  const changed = Object.keys(now).filter(
    (file) => now[file] !== before[file] || !existsSync(outputs(file)[0]),
  );
  if (changed.length + removed.length === 0) return [];

  const results = await Promise.allSettled(changed.map(make));
  const broken = changed.filter((_, index) => results[index].status === 'rejected');
  for (const file of broken) delete now[file];
  mkdirSync(DIST, { recursive: true });
  writeJson(MANIFEST, { configuration, files: now });
  if (broken.length > 0) {
    const reasons = results
      .filter(({ status }) => status === 'rejected')
      .map(({ reason }) => reason.message ?? String(reason));
    throw new Trouble(`The build failed in ${broken.join(', ')}:\n${reasons.join('\n')}`);
  }
  return [...changed, ...removed];
}

async function make(file) {
  const [output, map] = outputs(file);
  mkdirSync(path.dirname(output), { recursive: true });
  if (!isTypeScript(file)) return copyFileSync(path.join(ROOT, file), output);
  const { transformFile } = await import('@swc/core');
  const sourceFileName = path.relative(path.dirname(output), path.join(ROOT, file));
  const compiled = await transformFile(path.join(ROOT, file), { configFile: CONFIGURATION, sourceFileName });
  writeFileSync(map, compiled.map);
  writeFileSync(output, `${compiled.code}\n//# sourceMappingURL=${path.basename(map)}\n`);
}

/** `src` of every app and lib, without specs. An app with a Vite configuration is built by Vite. */
function sources() {
  const members = ['apps', 'libs'].flatMap((kind) => list(kind).map((name) => `${kind}/${name}`));
  return members
    .filter((member) => !list(member).some((name) => name.startsWith('vite.config.')))
    .flatMap((member) => walk(`${member}/src`))
    .filter((file) => !/\.spec\.\w+$|\.d\.ts$/.test(file));
}

function list(folder) {
  const absolute = path.join(ROOT, folder);
  return existsSync(absolute) && statSync(absolute).isDirectory() ? readdirSync(absolute) : [];
}

function walk(folder) {
  const absolute = path.join(ROOT, folder);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath ?? entry.path, entry.name)));
}

function stamp(file) {
  const { mtimeMs, size } = statSync(path.join(ROOT, file));
  return `${mtimeMs} ${size}`;
}

const isTypeScript = (file) => file.endsWith('.ts');

function outputs(file) {
  const output = path.join(DIST, isTypeScript(file) ? file.replace(/\.ts$/, '.js') : file);
  return isTypeScript(file) ? [output, `${output}.map`] : [output];
}

/** One line of progress about a build. */
export const buildStep = (progress) =>
  progress.step('build', build, (changed) => (changed.length > 0 ? `${changed.length} files` : 'up to date'));

if (isMain(import.meta.url)) {
  await buildStep(createProgress()).catch((error) => {
    process.stderr.write(`${error instanceof Trouble ? error.message : error.stack}\n`);
    process.exitCode = 1;
  });
}
