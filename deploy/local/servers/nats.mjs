import path from 'node:path';
import { mkdirSync } from 'node:fs';
import { NATS_ADMIN, NATS_USERS, passwordVariable } from '../../nats/permissions.mjs';
import { greet } from '../ports.mjs';
import { ROOT } from '../settings.mjs';
import { STAGE } from '../supervisor.mjs';

const CONFIGURATION = path.join(ROOT, 'deploy/nats/server.conf');
/** A server says INFO {…} to whoever connects. */
export const NATS_HELLO = { want: /"jetstream":\s?true.*\r\n/ };

/**
 * @param {import('./index.mjs').Ground} ground
 * @param {Promise<import('./binaries.mjs').Found>} program
 * @returns {Promise<{ url: string, urls: Record<string, string>, about: string }>} the administrator's; each process's
 */
export async function startNats({ folders, supervisor, ports, secret }, program) {
  const { exe, env, version, from } = await program;
  const port = await ports.pick('nats');
  const store = path.join(folders.data, 'nats');
  mkdirSync(store, { recursive: true, mode: 0o700 });
  const passwordOf = (user) => secret(`nats/${user}`);
  const passwords = NATS_USERS.map((user) => [passwordVariable(user), passwordOf(user)]);
  await supervisor.start({
    name: 'nats',
    command: exe,
    args: ['-c', CONFIGURATION, '-a', '127.0.0.1', '-p', String(port), '--store_dir', store],
    env: { ...process.env, ...env, ...Object.fromEntries(passwords) },
    marker: store,
    stage: STAGE.server,
    ready: () => greet({ port, ...NATS_HELLO }),
  });
  const urlOf = (user) => `nats://${user}:${passwordOf(user)}@127.0.0.1:${port}`;
  return {
    url: urlOf(NATS_ADMIN),
    urls: Object.fromEntries(NATS_USERS.map((user) => [user, urlOf(user)])),
    about: `${version} (${from}) on ${port}`,
  };
}
