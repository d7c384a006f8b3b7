import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SERVER_SETTINGS } from '../../postgres/settings.mjs';
import { greet } from '../ports.mjs';
import { isRunning, stopProcess } from '../processes.mjs';
import { Trouble } from '../progress.mjs';
import { STAGE } from '../supervisor.mjs';
import { findPostgres } from './postgres-programs.mjs';
import { handOver, unprivileged } from './unprivileged.mjs';

/** SSLRequest of the wire protocol: a server that takes connections answers S or N. */
export const POSTGRES_HELLO = { send: Buffer.from('0000000804d2162f', 'hex'), want: /^[SN]/ };
const ADMIN = 'meridian_admin';
const DATABASE = 'meridian';

/** For tests: a crash may lose data, and a new database costs milliseconds. */
export const FAST_AND_LOSSY = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'max_wal_senders=0',
];

/**
 * @param {import('./index.mjs').Ground} ground
 * @param {{ settings?: string[], programs?: ReturnType<typeof findPostgres> }} [options]
 * @returns {Promise<{ url: string, about: string }>} url of an administrator on the database `meridian`
 */
export async function startPostgres(
  { folders, supervisor, ports, secret },
  { settings = [], programs } = {},
) {
  const { initdb, postgres, version } = programs ?? findPostgres();
  const cluster = path.join(folders.data, `postgres-${Number.parseInt(version, 10)}`);
  const password = secret('postgres');
  const isNew = !existsSync(path.join(cluster, 'PG_VERSION'));
  if (isNew)
    await createCluster({ initdb, postgres, cluster, within: folders.top, password, run: supervisor.run });
  // A cluster may have been copied here, or made when this machine still gave namespaces.
  else handOver({ within: folders.top, programs: [postgres] }, [cluster]);
  await clearPidFile(cluster);

  const port = await ports.pick('postgres');
  const assignments = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    ...SERVER_SETTINGS,
    ...settings,
  ];
  const { command, args } = unprivileged(postgres, [
    '-D',
    cluster,
    ...assignments.flatMap((each) => ['-c', each]),
  ]);
  await supervisor.start({
    name: 'postgres',
    command,
    args,
    marker: cluster,
    // Fast shutdown: sessions are ended, their transactions rolled back.
    signal: 'SIGINT',
    stage: STAGE.server,
    ready: async () => saysReady(cluster) && (await greet({ port, ...POSTGRES_HELLO })),
  });
  const url = `postgres://${ADMIN}:${password}@127.0.0.1:${port}/${DATABASE}`;
  return { url, about: `${version} on ${port}${isNew ? ', new cluster' : ''}` };
}

/**
 * Made aside and moved into place: a cluster that is there is complete.
 *
 * @param {{ initdb: string, postgres: string, cluster: string, within: string, password: string,
 *           run: import('./index.mjs').Ground['supervisor']['run'] }} options
 */
export async function createCluster({ initdb, postgres, cluster, within, password, run }) {
  const aside = `${cluster}.${process.pid}.new`;
  const passwordFile = `${aside}.password`;
  process.once('exit', () => {
    rmSync(passwordFile, { force: true });
    rmSync(aside, { recursive: true, force: true });
  });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  mkdirSync(aside, { mode: 0o700 });
  handOver({ within, programs: [initdb, postgres] }, [aside, passwordFile]);

  async function runToEnd(program, programArgs, input) {
    const { command, args } = unprivileged(program, programArgs);
    const name = path.basename(program);
    const env = { ...process.env, LC_ALL: 'C' };
    const { code, output, errors } = await run(command, args, { name, env, input, marker: aside });
    if (code !== 0) throw new Trouble(`${name} failed:\n${`${output}\n${errors}`.trim().slice(-2000)}`);
  }
  await runToEnd(initdb, [
    ...['-D', aside, '-U', ADMIN, '--pwfile', passwordFile, '--auth=scram-sha-256'],
    // The built-in provider sorts alike on every machine, whatever its C library.
    ...['-E', 'UTF8', '--locale-provider=builtin', '--locale=C.UTF-8', '--no-sync'],
  ]);
  // The package has neither psql nor createdb; single-user mode needs neither.
  await runToEnd(postgres, ['--single', '-D', aside, 'postgres'], `CREATE DATABASE ${DATABASE}\n`);
  rmSync(passwordFile);
  try {
    renameSync(aside, cluster);
  } catch (error) {
    // Another launcher's cluster of the same name is as good as ours.
    if (error.code !== 'ENOTEMPTY') throw error;
  }
}

/** A postmaster.pid of a killed server names a pid that may be in use by another program by now. */
async function clearPidFile(cluster) {
  const file = path.join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return;
  const record = { pid: Number.parseInt(readFileSync(file, 'utf8'), 10), marker: cluster, signal: 'SIGINT' };
  if (isRunning(record)) await stopProcess(record);
  rmSync(file, { force: true });
}

/** Line 8 of postmaster.pid is the state. */
function saysReady(cluster) {
  const file = path.join(cluster, 'postmaster.pid');
  return existsSync(file) && readFileSync(file, 'utf8').split('\n')[7]?.trim() === 'ready';
}
