import { greet } from '../ports.mjs';
import { Trouble } from '../progress.mjs';
import { NATS_HELLO } from './nats.mjs';
import { POSTGRES_HELLO } from './postgres.mjs';

const SETTINGS = {
  postgres: { setting: 'DATABASE_URL', standardPort: 5432, hello: POSTGRES_HELLO },
  nats: { setting: 'NATS_URL', standardPort: 4222, hello: NATS_HELLO },
  redis: { setting: 'REDIS_URL', standardPort: 6379, hello: { send: 'PING\r\n', want: /\+PONG|-NOAUTH/ } },
};

/**
 * The server that a setting names, once it has answered: a typing error shows here, and not as services that
 * wait for ever. Null when the setting is not there.
 *
 * @param {keyof typeof SETTINGS} name
 * @returns {Promise<{ url: string, about: string } | null>}
 */
export async function checkExternal(name) {
  const { setting, standardPort, hello } = SETTINGS[name];
  const url = process.env[setting];
  if (!url) return null;
  const { hostname, port, host } = new URL(url);
  if (!(await greet({ host: hostname, port: Number(port) || standardPort, timeoutMs: 5000, ...hello }))) {
    throw new Trouble(
      `${setting} names ${host}, where no such server answers. Correct it, or unset it to have one started.`,
    );
  }
  return { url, about: `yours at ${host} (${setting})` };
}
