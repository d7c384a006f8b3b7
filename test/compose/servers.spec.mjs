import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeSecrets } from '../../deploy/compose/secrets.mjs';
import { compose, inRoot } from './compose-file.mjs';

const servers = JSON.parse(process.env.MERIDIAN_TEST_SERVERS);
const WITH_SECRETS = inRoot('deploy/docker/with-secrets.sh');

/** No container engine runs here: the same programs, with the same files and arguments, on this machine. */
describe('what containers are given', () => {
  let folder;
  const file = (name) => path.join(folder, name);
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'meridian-compose-'));
    writeSecrets(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is secret to all but its owner on the host, and readable inside', () => {
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(file('events')).mode & 0o777).toBe(0o644);
  });

  it('stays as it is when it is written again', () => {
    const contents = () => readdirSync(folder).map((name) => readFileSync(file(name), 'utf8'));
    const before = contents();
    writeSecrets(folder);
    expect(contents()).toEqual(before);
  });

  it('puts a secret’s values into the environment of a program, and ends as the program does', () => {
    const program = 'process.stdout.write(process.env.DATABASE_URLS); process.exit(3)';
    const { stdout, status } = run('migrations', process.execPath, ['-e', program]);
    expect(Object.keys(JSON.parse(stdout))).toEqual(['events', 'sessions', 'participants', 'notifications']);
    expect(status).toBe(3);
  });

  it('is a configuration that nats-server takes, files side by side as in the container', () => {
    const configuration = mkdtempSync(path.join(tmpdir(), 'meridian-nats-'));
    for (const { source, target } of compose.services.nats.configs)
      copyFileSync(inRoot(compose.configs[source].file), path.join(configuration, path.basename(target)));
    const args = compose.services.nats.command.map((part) =>
      part.replace('/etc/meridian', configuration).replace(/^\/data$/, folder),
    );
    const { stderr, status } = run('nats', servers.nats.exe, [...args, '-t'], servers.nats.env);
    rmSync(configuration, { recursive: true });
    expect({ stderr, status }).toMatchObject({ status: 0, stderr: expect.stringContaining('is valid') });
  });

  it('lets nobody without a password into Redis, from wherever they come', async () => {
    const socket = file('redis.sock');
    const { exe, env } = servers.redis;
    const settings = [inRoot(compose.configs.redis.file), '--port', '0', '--unixsocket', socket];
    const args = [...settings, '--dir', folder, '--aclfile', file('redis_users')];
    const server = spawn(exe, args, { stdio: 'ignore', env: { ...process.env, ...env } });
    const admin = /^user admin on >(\S+)/m.exec(readFileSync(file('redis_users'), 'utf8'))[1];
    const [nobody, somebody] = [{}, { username: 'admin', password: admin }].map(
      (as) => new Redis({ path: socket, ...as }),
    );
    for (const client of [nobody, somebody]) client.on('error', () => {});
    try {
      await expect(nobody.ping()).rejects.toThrow('NOAUTH');
      // With a password-less default user, "protected mode" would refuse everybody from another host.
      const described = await somebody.acl('GETUSER', 'default');
      expect(described[described.indexOf('flags') + 1]).toEqual(expect.arrayContaining(['off']));
      expect(described[described.indexOf('flags') + 1]).not.toContain('nopass');
    } finally {
      for (const client of [nobody, somebody]) client.disconnect();
      server.kill();
      await once(server, 'exit');
    }
  });

  function run(secret, program, args, env = {}) {
    return spawnSync('sh', [WITH_SECRETS, program, ...args], {
      ...{ encoding: 'utf8', env: { ...process.env, ...env, SECRETS_FILE: file(secret) } },
    });
  }
});
