import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { connect, createServer } from 'node:net';
import path from 'node:path';
import { readJson, writeJson } from './json-file.mjs';
import { Trouble } from './progress.mjs';

const USUAL_PORT = 3000;

/** Below those that the kernel gives to connections, which would take a port while its program is started again. */
const NEW_PORTS = { from: 20_000, to: 32_000 };

/**
 * Hands out loopback ports, which stay this process's until it ends. A name keeps the port of the run before while that
 * is free, so that addresses in mails, calendars and bookmarks stay good.
 *
 * @param {string} runFolder
 */
export function createPorts(runFolder) {
  const file = path.join(runFolder, 'ports.json');
  const known = readJson(file) ?? {};
  const given = new Set();

  /**
   * Listens on a port until it is released, just before its program starts.
   *
   * @param {string} name
   * @param {number} [preferred] tried after the earlier one
   * @returns {Promise<Reservation>}
   */
  async function reserve(name, preferred) {
    const sought = Array.from({ length: 5 }, () => randomInt(NEW_PORTS.from, NEW_PORTS.to));
    for (const port of [known[name], preferred, ...sought, 0, 0, 0]) {
      if (port === undefined || given.has(port)) continue;
      const reservation = await hold(port);
      if (!reservation) continue;
      if (!(await claim(reservation.port))) {
        await reservation.release();
        continue;
      }
      given.add(reservation.port);
      known[name] = reservation.port;
      writeJson(file, known);
      return reservation;
    }
    throw new Error(`No free port for ${name} on 127.0.0.1`);
  }

  return {
    reserve,
    /** A port to be used at once. */
    async pick(name) {
      const { port, release } = await reserve(name);
      await release();
      return port;
    },
  };
}

/**
 * The gateway's port: PORT when it is set, else the one of the run before, 3000, or any free one.
 *
 * @param {ReturnType<typeof createPorts>} ports
 */
export async function reserveGatewayPort(ports) {
  const asked = process.env.PORT;
  if (!asked) return ports.reserve('gateway', USUAL_PORT);
  if (!/^\d{1,5}$/.test(asked) || Number(asked) > 65_535) {
    throw new Trouble(`PORT=${asked} is not a port: 0 to 65535, 0 being any free one.`);
  }
  const reservation = await hold(Number(asked));
  if (reservation) {
    await claim(reservation.port);
    return reservation;
  }
  throw new Trouble(
    `Port ${asked} (PORT) is in use by another program. Choose another one, PORT=… npm start, or leave PORT out.`,
  );
}

/**
 * @typedef {{ port: number, release: () => Promise<void> }} Reservation
 *
 * @returns {Promise<Reservation | null>} null when the port is in use
 */
function hold(port) {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', () => resolve(null));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const release = () => new Promise((released) => server.close(released));
      resolve({ port: server.address().port, release });
    });
    server.unref();
  });
}

/**
 * Claims a port of TCP until this process ends, by binding the one of UDP with the same number: a program needs
 * seconds from its start until it listens, in which a second checkout must not find its port free.
 *
 * @returns {Promise<boolean>} false when another process has claimed it
 */
function claim(port) {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', () => socket.close(() => resolve(false)));
    socket.bind({ port, address: '127.0.0.1', exclusive: true }, () => resolve(true));
    socket.unref();
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
