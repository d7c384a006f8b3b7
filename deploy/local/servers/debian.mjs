import { execFile, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { findOnPath } from './on-path.mjs';

const run = promisify(execFile);

/** Debian's own tools suffice: apt-get downloads and checks signatures, dpkg-deb unpacks. Neither needs root. */
export const canFetchDebianPackages = () =>
  process.platform === 'linux' && ['apt-get', 'apt-cache', 'dpkg-deb'].every(findOnPath);

/** LD_LIBRARY_PATH for programs of an unpacked package and the libraries unpacked beside them. */
export function libraryPath(unpacked) {
  const machine = { x64: 'x86_64', arm64: 'aarch64' }[process.arch];
  return [`usr/lib/${machine}-linux-gnu`, `lib/${machine}-linux-gnu`]
    .map((dir) => path.join(unpacked, dir))
    .join(':');
}

/**
 * Downloads and unpacks packages with those libraries that this machine lacks, into a folder that appears
 * whole or not at all.
 *
 * @param {import('./binaries.mjs').Wanted['debian']} wanted
 * @param {string} destination
 */
export async function fetchDebianPackage({ packages, suiteFor }, destination) {
  const release = readRelease();
  const suite = suiteFor?.(release) ?? release.codename;
  const tree = `${destination}.${process.pid}.new`;
  process.once('exit', () => rmSync(tree, { recursive: true, force: true }));
  const apt = await updatedApt(release, suite);
  await apt.unpack(packages, tree);
  for (let round = 0; round < 3; round += 1) {
    const missing = missingLibraries(tree);
    if (missing.length === 0) break;
    await apt.unpack(await apt.packagesOf(missing), tree);
  }
  rmSync(destination, { recursive: true, force: true });
  renameSync(tree, destination);
}

/** One `apt-get update` per suite, also when two programs are fetched from it at once. */
function updatedApt(release, suite) {
  if (!updates.has(suite)) {
    const folder = mkdtempSync(path.join(tmpdir(), 'meridian-apt-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    const apt = privateApt(folder, archiveOf(release), suite);
    updates.set(
      suite,
      apt.update().then(() => apt),
    );
  }
  return updates.get(suite);
}

const updates = new Map();

function readRelease() {
  const text = readFileSync('/etc/os-release', 'utf8');
  const field = (name) => new RegExp(`^${name}="?([^"\\n]*)"?$`, 'm').exec(text)?.[1] ?? '';
  return {
    id: field('ID'),
    version: Number.parseFloat(field('VERSION_ID')),
    codename: field('VERSION_CODENAME'),
  };
}

/** The mirror of the distribution itself and its key, as this machine's apt sources name them. */
function archiveOf({ id, codename }) {
  const folder = '/etc/apt/sources.list.d';
  const files = [
    '/etc/apt/sources.list',
    ...(existsSync(folder) ? readdirSync(folder).map((name) => path.join(folder, name)) : []),
  ];
  const text = files
    .filter(existsSync)
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n\n');
  // Two formats are in use: "deb [options] URI suite …" lines and deb822 paragraphs (sources.list(5)).
  const lines = [...text.matchAll(/^deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)/gm)].map(([, uri, suite]) => ({
    uri,
    suites: [suite],
  }));
  const paragraphs = text.split(/\n\s*\n/).map((paragraph) => ({
    uri: /^URIs:\s*(\S+)/m.exec(paragraph)?.[1],
    suites: /^Suites:\s*(.+)$/m.exec(paragraph)?.[1].split(/\s+/) ?? [],
  }));
  const source = [...paragraphs, ...lines].find(({ uri, suites }) => uri && suites.includes(codename));
  if (!source) throw new Error(`no apt source for ${codename} in /etc/apt`);
  return {
    uri: source.uri,
    components: id === 'ubuntu' ? 'main universe' : 'main',
    keyring: `/usr/share/keyrings/${id}-archive-keyring.gpg`,
  };
}

/** apt with lists, cache and state of its own: no root, and nothing of the machine's is changed. */
function privateApt(folder, archive, suite) {
  for (const dir of ['lists/partial', 'cache/archives/partial', 'state']) {
    mkdirSync(path.join(folder, dir), { recursive: true });
  }
  const sources = path.join(folder, 'sources.list');
  writeFileSync(
    sources,
    `deb [signed-by=${archive.keyring}] ${archive.uri} ${suite} ${archive.components}\n`,
  );
  const settings = [
    `Dir::Etc::SourceList=${sources}`,
    'Dir::Etc::SourceParts=/dev/null',
    `Dir::State=${folder}/state`,
    `Dir::State::Lists=${folder}/lists`,
    // An empty status: what is installed must not decide whether a package can be downloaded.
    'Dir::State::Status=/dev/null',
    `Dir::Cache=${folder}/cache`,
    `Dir::Log=${folder}`,
    'Debug::NoLocking=1',
    'APT::Sandbox::User=root',
    'APT::Update::Post-Invoke=',
    'APT::Update::Post-Invoke-Success=',
    'Acquire::Languages=none',
    'Acquire::Retries=2',
    'Acquire::http::Timeout=20',
  ];
  const options = { env: { ...process.env, LC_ALL: 'C' }, timeout: 120_000, maxBuffer: 64 << 20 };
  const apt = (tool, args, cwd = folder) =>
    run(tool, [...settings.flatMap((each) => ['-o', each]), '-qq', ...args], { ...options, cwd });

  return {
    update: () => apt('apt-get', ['update']),
    async unpack(packages, tree) {
      const downloads = mkdtempSync(path.join(folder, 'debs-'));
      await apt('apt-get', ['download', ...packages], downloads);
      for (const file of readdirSync(downloads))
        await run('dpkg-deb', ['-x', path.join(downloads, file), tree]);
    },
    /** Package names follow from library names (Debian Policy 8.1): libjemalloc.so.2 is in libjemalloc2. */
    async packagesOf(libraries) {
      const { stdout } = await apt('apt-cache', ['pkgnames', 'lib']);
      const known = new Set(stdout.split('\n'));
      return libraries.map((library) => {
        const [, stem, version] = /^(.+)\.so\.(\d+)$/.exec(library) ?? [null, library, ''];
        const name = (/\d$/.test(stem) ? `${stem}-${version}` : `${stem}${version}`)
          .toLowerCase()
          .replaceAll('_', '-');
        const found = [name, `${name}t64`].find((each) => known.has(each));
        if (!found) throw new Error(`no package for ${library}`);
        return found;
      });
    },
  };
}

/** Libraries that the unpacked programs ask for and that neither this machine nor the tree has. */
function missingLibraries(tree) {
  const programs = ['usr/bin', 'usr/sbin']
    .map((dir) => path.join(tree, dir))
    .filter(existsSync)
    .flatMap((dir) => readdirSync(dir).map((file) => path.join(dir, file)));
  const missing = new Set();
  for (const program of programs) {
    const env = { ...process.env, LD_LIBRARY_PATH: libraryPath(tree) };
    const { stdout } = spawnSync('ldd', [program], { encoding: 'utf8', env });
    for (const [, library] of (stdout ?? '').matchAll(/(\S+) => not found/g)) missing.add(library);
  }
  return [...missing];
}
