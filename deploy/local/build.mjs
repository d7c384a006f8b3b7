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

/**
 * Brings `dist` up to date with apps, libs and benches: TypeScript compiled by swc (types are `npm run check`'s matter),
 * everything else copied, what has lost its source removed. Only what changed is touched.
 *
 * @param {string} [root] the checkout
 * @returns {Promise<string[]>} sources that were compiled, copied or removed, relative to the checkout
 */
export function build(root = ROOT) {
  return withLock(path.join(openWorkFolder(root), 'build.lock'), () => buildChanged(root));
}

async function buildChanged(root) {
  const configurationFile = path.join(root, '.swcrc');
  const configuration = createHash('sha256').update(readFileSync(configurationFile)).digest('hex');
  /** What each file of `dist` was made from: source path → "mtime size". */
  const manifest = path.join(root, 'dist/.built.json');
  const known = readJson(manifest);
  const before = known?.configuration === configuration ? known.files : {};
  const sources = findSources(root);
  const now = Object.fromEntries(sources.map((file) => [file, stamp(path.join(root, file))]));
  const isMissing = (file) => !existsSync(path.join(root, outputs(file)[0]));

  const removed = Object.keys(known?.files ?? {}).filter((file) => !(file in now));
  for (const output of removed.flatMap(outputs)) rmSync(path.join(root, output), { force: true });
  const changed = sources.filter((file) => now[file] !== before[file] || isMissing(file));
  if (changed.length + removed.length === 0) return [];

  const results = await Promise.allSettled(changed.map((file) => make(root, file, configurationFile)));
  const failures = results
    .map(({ reason }, index) => ({ file: changed[index], reason }))
    .filter(({ reason }) => reason);
  for (const { file } of failures) delete now[file];
  mkdirSync(path.join(root, 'dist'), { recursive: true });
  writeJson(manifest, { configuration, files: now });
  if (failures.length > 0) throw new Trouble(`The build failed.\n${failures.map(explain).join('\n')}`);
  return [...changed, ...removed];
}

/** swc's message goes on with a stack of its own inside. */
const explain = ({ file, reason }) => `${file}\n${reason.message.split('\n\nCaused by:')[0].trimEnd()}`;

async function make(root, file, configFile) {
  const source = path.join(root, file);
  const [output, map] = outputs(file).map((each) => path.join(root, each));
  mkdirSync(path.dirname(output), { recursive: true });
  if (!isTypeScript(file)) return copyFileSync(source, output);
  const { transformFile } = await import('@swc/core');
  const sourceFileName = path.relative(path.dirname(output), source);
  const compiled = await transformFile(source, { configFile, sourceFileName });
  writeFileSync(map, compiled.map);
  writeFileSync(output, `${compiled.code}\n//# sourceMappingURL=${path.basename(map)}\n`);
}

/** `src` of every app and lib and the benches, without specs. An app with a Vite configuration is built by Vite. */
function findSources(root) {
  const list = (folder) => (existsSync(path.join(root, folder)) ? readdirSync(path.join(root, folder)) : []);
  const members = ['apps', 'libs'].flatMap((kind) => list(kind).map((name) => `${kind}/${name}`));
  return members
    .filter((member) => !list(member).some((name) => name.startsWith('vite.config.')))
    .map((member) => `${member}/src`)
    .concat('test/bench')
    .filter((folder) => existsSync(path.join(root, folder)))
    .flatMap((folder) => readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !/\.spec\.\w+$|\.d\.ts$|\.md$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}

function stamp(file) {
  const { mtimeMs, size } = statSync(file);
  return `${mtimeMs} ${size}`;
}

const isTypeScript = (file) => file.endsWith('.ts');

/** What `dist` has of a source, the program first. */
function outputs(file) {
  const output = path.join('dist', isTypeScript(file) ? file.replace(/\.ts$/, '.js') : file);
  return isTypeScript(file) ? [output, `${output}.map`] : [output];
}

/** One line of progress about a build. */
export const buildStep = (progress) =>
  progress.step(
    'build',
    () => build(),
    (changed) => (changed.length > 0 ? `${changed.length} files` : 'up to date'),
  );

if (isMain(import.meta.url)) {
  await buildStep(createProgress()).catch((error) => {
    process.stderr.write(`${error instanceof Trouble ? error.message : error.stack}\n`);
    process.exitCode = 1;
  });
}
