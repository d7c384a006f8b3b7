import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { REDIS_USERS, redisUsers } from '../../redis/users.mjs';
import { greet } from '../ports.mjs';
import { ROOT } from '../settings.mjs';
import { STAGE } from '../supervisor.mjs';

/**
 * @param {import('./index.mjs').Ground} ground
 * @param {Promise<import('./binaries.mjs').Found>} program
 * @returns {Promise<{ url: string, urls: Record<string, string>, about: string }>} the administrator's; each user's
 */
export async function startRedis({ folders, supervisor, ports, secret }, program) {
  const { exe, env, version, from } = await program;
  const port = await ports.pick('redis');
  const dir = path.join(folders.data, 'redis');
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const passwordOf = (user) => secret(`redis/${user}`);
  const configuration = path.join(dir, 'redis.conf');
  const lines = [
    `include ${quote(path.join(ROOT, 'deploy/redis/redis.conf'))}`,
    'bind 127.0.0.1',
    `port ${port}`,
    `dir ${quote(dir)}`,
    ...redisUsers(passwordOf, process.env.REDIS_PREFIX),
  ];
  writeFileSync(configuration, `${lines.join('\n')}\n`, { mode: 0o600 });
  await supervisor.start({
    name: 'redis',
    command: exe,
    args: [configuration],
    env: { ...process.env, ...env },
    marker: configuration,
    stage: STAGE.server,
    ready: () => greet({ port, send: `AUTH admin ${passwordOf('admin')}\r\nPING\r\n`, want: /\+PONG/ }),
  });
  const urlOf = (user) => `redis://${user}:${passwordOf(user)}@127.0.0.1:${port}`;
  return {
    url: urlOf('admin'),
    urls: Object.fromEntries(REDIS_USERS.map((user) => [user, urlOf(user)])),
    about: `${version} (${from}) on ${port}`,
  };
}

const quote = (text) => JSON.stringify(text);
