import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { connect, headers as natsHeaders } from '@nats-io/transport-node';
import { NATS_ADMIN } from '../../nats/permissions.mjs';
import { readJson } from '../json-file.mjs';
import { Trouble } from '../progress.mjs';
import { openSecrets } from '../secrets.mjs';
import { openDataFolder } from '../settings.mjs';

/** As the services read it: a process that acts for itself (libs/contracts/src/kernel/envelope.ts). */
const ACTOR = encodeURIComponent(JSON.stringify({ kind: 'service', name: 'doctor' }));
const TIMEOUT_MS = 10_000;

/**
 * Asks a service over NATS; `verb` is `report-facts`, … Rejects with a Trouble that says what was answered, or that nothing
 * was in ten seconds, or in those given.
 *
 * @typedef {(service: string, verb: string, input: object, timeoutMs?: number) => Promise<any>} Ask
 */

/**
 * A connection to the NATS of NATS_URL, else to that of the launcher that runs here.
 *
 * @param {string} [url]
 * @returns {Promise<{ ask: Ask, close: () => Promise<void> }>}
 */
export async function connectDoctor(url = process.env.NATS_URL || launcherUrl()) {
  const { host, username, password } = new URL(url);
  const connection = await connect({
    servers: host,
    ...(username && { user: decodeURIComponent(username), pass: decodeURIComponent(password) }),
    name: 'doctor',
    timeout: 3_000,
    reconnect: false,
  }).catch((error) => {
    throw new Trouble(`NATS at ${host} can't be reached: ${error.message}. Does Meridian run? npm start`);
  });
  return {
    ask: async (service, verb, input, timeoutMs = TIMEOUT_MS) => {
      const subject = `req.${service}.${verb}.v1`;
      const headers = natsHeaders();
      headers.set('Meridian-Actor', ACTOR);
      headers.set('Meridian-Deadline-Ms', String(timeoutMs));
      headers.set('traceparent', `00-${hex(16)}-${hex(8)}-01`);
      const reply = await connection
        .request(subject, JSON.stringify(input), { timeout: timeoutMs, headers })
        .catch(() => {
          throw new Trouble(`${service}: does not answer`);
        });
      const body = reply.json();
      if (reply.headers?.has('Meridian-Problem')) throw new Trouble(`${service}: ${body.detail}`);
      return body;
    },
    close: () => connection.close(),
  };
}

const hex = (bytes) => randomBytes(bytes).toString('hex');

function launcherUrl() {
  const { run } = openDataFolder();
  const port = readJson(path.join(run, 'ports.json'))?.nats;
  if (!port) throw new Trouble('Nothing has run here yet. Start it with `npm start`, or set NATS_URL.');
  return `nats://${NATS_ADMIN}:${openSecrets(run)(`nats/${NATS_ADMIN}`)}@127.0.0.1:${port}`;
}
