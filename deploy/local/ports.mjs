import { connect, createServer } from 'node:net';
import path from 'node:path';
import { readJson, writeJson } from './json-file.mjs';
import { Trouble } from './progress.mjs';

const USUAL_PORT = 3000;

/**
 * Hands out loopback ports. A name keeps the port of the run before while that is free, so that addresses in
 * mails, calendars and bookmarks stay good.
 *
 * @param {string} runFolder
 */
export function createPorts(runFolder) {
  const file = path.join(runFolder, 'ports.json');
  const known = readJson(file) ?? {};
  const given = new Set();
  return {
    /** @param {string} name @param {number} [preferred] tried after the earlier one */
    async pick(name, preferred) {
      for (const port of [known[name], preferred, 0, 0, 0]) {
        if (port === undefined || given.has(port)) continue;
        const free = await claim(port);
        if (free === null || given.has(free)) continue;
        given.add(free);
        known[name] = free;
        writeJson(file, known);
        return free;
      }
      throw new Error(`No free port for ${name} on 127.0.0.1`);
    },
  };
}

/**
 * The gateway's port: PORT when it is set, else the one of the run before, 3000, or any free one.
 *
 * @param {ReturnType<typeof createPorts>} ports
 */
export async function pickGatewayPort(ports) {
  const asked = process.env.PORT;
  if (!asked) return ports.pick('gateway', USUAL_PORT);
  const port = /^\d{1,5}$/.test(asked) && Number(asked) < 65_536 ? await claim(Number(asked)) : undefined;
  if (port === undefined) throw new Trouble(`PORT=${asked} is not a port: 0 to 65535, 0 being any free one.`);
  if (port !== null) return port;
  throw new Trouble(
    `Port ${asked} (PORT) is in use by another program. Choose another one, PORT=… npm start, or leave PORT out.`,
  );
}

/** The port when it can be listened on (0: any free one), else null. */
export function claim(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const { port: free } = server.address();
      server.close(() => resolve(free));
    });
  });
}

/**
 * What a server says on a new connection, or after `send`, once it matches `want`; null when it does not.
 *
 * @param {{ host?: string, port: number, send?: string | Buffer, want: RegExp, timeoutMs?: number }} question
 * @returns {Promise<string | null>}
 */
export function greet({ host = '127.0.0.1', port, send, want, timeoutMs = 1000 }) {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    let heard = '';
    const end = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(timeoutMs, () => end(null));
    socket.on('error', () => end(null));
    socket.on('close', () => end(null));
    socket.on('connect', () => send && socket.write(send));
    socket.on('data', (data) => {
      heard += data.toString('latin1');
      if (want.test(heard)) end(heard);
    });
  });
}
