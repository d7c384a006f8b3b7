import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect } from '@nats-io/transport-node';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { Redis } from 'ioredis';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { commandLine } from './processes.mjs';
import { findOnPath } from './servers/on-path.mjs';
import { launch, newDataFolder, running, until } from './testing/launched.mjs';

const PROGRAM = fileURLToPath(new URL('./servers.mjs', import.meta.url));
const SERVERS = ['nats', 'postgres', 'redis'];

describe('the servers of a data folder', () => {
  const folder = newDataFolder();
  const launched = [];
  const start = (env) => {
    const launcher = launch('servers.mjs', { data: folder.data, env });
    launched.push(launcher);
    return launcher;
  };
  let launcher;
  let addresses;

  beforeAll(async () => {
    launcher = start();
    addresses = await launcher.ready;
    await write(addresses, 'Opening, Boston');
  });
  afterAll(async () => {
    for (const each of launched) await each.stop();
    folder.remove();
  });

  it('come up in an empty folder and store what they are given', async () => {
    expect(running(folder.data)).toEqual(SERVERS);
    expect(await read(addresses)).toEqual({
      postgres: 'Opening, Boston',
      nats: 'Opening, Boston',
      redis: 'Opening, Boston',
    });
  });

  it('sort and store text alike on every machine', async () => {
    const [row] = await query(
      addresses,
      'SELECT datlocprovider, datcollate, pg_encoding_to_char(encoding) AS encoding FROM pg_database WHERE datname = current_database()',
    );
    expect(row).toEqual({ datlocprovider: 'b', datcollate: 'C.UTF-8', encoding: 'UTF8' });
  });

  it('acknowledge a fact only when it is on the disk', () => {
    const configuration = readFileSync(new URL('../nats/server.conf', import.meta.url), 'utf8');
    expect(configuration).toMatch(/sync_interval:\s*always/);
  });

  it('are not started a second time in the same folder', async () => {
    const second = start();
    const { code, said } = await second.exit;
    expect(code).toBe(1);
    expect(said).toContain('already running');
    expect(said).toContain(`kill ${launcher.pid}`);
    expect(running(folder.data)).toEqual(SERVERS);
  });

  it('stop with the launcher, and keep data and addresses for the next start', async () => {
    const { code } = await launcher.stop();
    expect(code).toBe(0);
    expect(running(folder.data)).toEqual([]);

    launcher = start();
    expect(await launcher.ready).toEqual(addresses);
    expect(await read(addresses)).toMatchObject({ postgres: 'Opening, Boston', redis: 'Opening, Boston' });
  });

  it('die with a launcher that is killed, and come back with their data', async () => {
    await launcher.kill();
    await until(() => running(folder.data).length === 0, 'nothing is left running');

    launcher = start();
    addresses = await launcher.ready;
    expect(await read(addresses)).toEqual({
      postgres: 'Opening, Boston',
      nats: 'Opening, Boston',
      redis: 'Opening, Boston',
    });
  });

  it('are found and stopped by the next start when even the reaper was killed', async () => {
    process.kill(reaperOf(launcher.pid), 'SIGKILL');
    await launcher.kill();
    expect(running(folder.data)).toEqual(SERVERS);

    launcher = start();
    addresses = await launcher.ready;
    expect(await read(addresses)).toMatchObject({ postgres: 'Opening, Boston' });
    const { said } = await launcher.stop();
    expect(said).toContain('stopped what a killed run had left');
  });

  it('take the launcher down with them when one dies, and it says which', async () => {
    launcher = start();
    await launcher.ready;
    const { pid } = JSON.parse(readFileSync(`${folder.data}/run/redis.json`, 'utf8'));
    process.kill(pid, 'SIGKILL');
    const { code, said } = await launcher.exit;
    expect(code).toBe(1);
    expect(said).toContain('redis ended unexpectedly (SIGKILL)');
    expect(running(folder.data)).toEqual([]);
  });

  it.each(['SIGTERM', 'SIGKILL'])('stop when npm, which started the launcher, gets %s', async (signal) => {
    // npm → sh -c → launcher: the shell neither passes signals on nor ends with npm.
    const script = `import { spawn } from 'node:child_process';
      const shell = spawn('sh', ['-c', '"$0" "$1"; true', process.execPath, ${JSON.stringify(PROGRAM)}], { stdio: 'inherit' });
      process.on('SIGTERM', () => { shell.kill(); process.exit(); });`;
    const env = { ...process.env, MERIDIAN_DATA: folder.data, npm_lifecycle_event: 'start' };
    const npm = spawn(process.execPath, ['--input-type=module', '-e', script], {
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await once(npm.stdout, 'data');
    npm.kill(signal);
    await until(() => running(folder.data).length === 0, 'nothing is left running');
    await until(() => !existsSync(path.join(folder.data, 'run/launcher.lock')), 'the launcher is gone');
  });

  it('take another port when theirs is in use', async () => {
    const { port } = new URL(addresses.redisUrl);
    const stranger = createServer().listen(Number(port), '127.0.0.1');
    try {
      launcher = start();
      const moved = await launcher.ready;
      expect(new URL(moved.redisUrl).port).not.toBe(port);
      expect(moved.natsUrl).toBe(addresses.natsUrl);
      await launcher.stop();
    } finally {
      stranger.close();
    }
  });
});

describe('a server that cannot be had', () => {
  const folder = newDataFolder();
  afterAll(() => folder.remove());

  it('ends the start and leaves nothing running', async () => {
    // What PostgreSQL needs is there, so that it is coming up when NATS turns out to be missing.
    for (const tool of ['unshare', 'setpriv', 'true', 'test', 'chown'].map(findOnPath).filter(Boolean)) {
      symlinkSync(tool, path.join(folder.data, path.basename(tool)));
    }
    const nothing = { PATH: folder.data, MERIDIAN_BIN_CACHE: folder.data };
    const { code, said } = await launch('servers.mjs', { data: folder.data, env: nothing }).exit;
    expect(code).toBe(1);
    expect(said).toContain('was not found. One of these helps:');
    expect(running(folder.data)).toEqual([]);
  });

  it('is named when a setting points to where nothing answers', async () => {
    const env = { NATS_URL: 'nats://127.0.0.1:1' };
    const { code, said } = await launch('servers.mjs', { data: folder.data, env }).exit;
    expect(code).toBe(1);
    expect(said).toContain('NATS_URL names 127.0.0.1:1, where no such server answers');
  });
});

async function query({ databaseUrl }, sql, values) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query(sql, values);
  await client.end();
  return rows;
}

async function withNats({ natsUrl }, work) {
  const { host, username, password } = new URL(natsUrl);
  const connection = await connect({ servers: host, user: username, pass: password });
  const result = await work(connection);
  await connection.close();
  return result;
}

async function withRedis({ redisUrl }, work) {
  const redis = new Redis(redisUrl);
  const result = await work(redis);
  redis.disconnect();
  return result;
}

async function write(addresses, text) {
  await query(addresses, 'CREATE TABLE noted (text text)');
  await query(addresses, 'INSERT INTO noted VALUES ($1)', [text]);
  await withNats(addresses, async (connection) => {
    const manager = await jetstreamManager(connection);
    await manager.streams.add({ name: 'NOTED', subjects: ['noted'] });
    await jetstream(connection).publish('noted', text);
  });
  // In a transaction, as BullMQ writes: Redis reads its file back with the rights of a user, too.
  await withRedis(addresses, (redis) => redis.multi().set('noted', text).set('noted', text).exec());
}

async function read(addresses) {
  const [row] = await query(addresses, 'SELECT text FROM noted');
  const message = await withNats(addresses, async (connection) => {
    const manager = await jetstreamManager(connection);
    return manager.streams.getMessage('NOTED', { last_by_subj: 'noted' });
  });
  return {
    postgres: row.text,
    nats: message.string(),
    redis: await withRedis(addresses, (redis) => redis.get('noted')),
  };
}

function reaperOf(launcherPid) {
  const children = readFileSync(`/proc/${launcherPid}/task/${launcherPid}/children`, 'utf8')
    .trim()
    .split(' ');
  return Number(children.find((pid) => commandLine(pid)?.includes('reaper.mjs')));
}
