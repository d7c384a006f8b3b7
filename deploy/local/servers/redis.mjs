import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { greet } from '../ports.mjs';
import { ROOT } from '../settings.mjs';
import { STAGE } from '../supervisor.mjs';

/**
 * @param {import('./index.mjs').Ground} ground
 * @param {Promise<import('./binaries.mjs').Found>} program
 * @returns {Promise<{ url: string, about: string }>}
 */
export async function startRedis({ folders, supervisor, ports, secret }, program) {
  const { exe, env, version, from } = await program;
  const port = await ports.pick('redis');
  const dir = path.join(folders.data, 'redis');
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const password = secret('redis');
  const configuration = path.join(dir, 'redis.conf');
  const lines = [
    `include ${quote(path.join(ROOT, 'deploy/redis/redis.conf'))}`,
    'bind 127.0.0.1',
    `port ${port}`,
    `dir ${quote(dir)}`,
    `requirepass ${password}`,
  ];
  writeFileSync(configuration, `${lines.join('\n')}\n`, { mode: 0o600 });
  await supervisor.start({
    name: 'redis',
    command: exe,
    args: [configuration],
    env: { ...process.env, ...env },
    marker: configuration,
    stage: STAGE.server,
    ready: () => greet({ port, send: `AUTH ${password}\r\nPING\r\n`, want: /\+PONG/ }),
  });
  return { url: `redis://:${password}@127.0.0.1:${port}`, about: `${version} (${from}) on ${port}` };
}

const quote = (text) => JSON.stringify(text);
