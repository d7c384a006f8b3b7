import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect as connectSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.js';
import { waitFor } from './wait-for.js';

interface Executable {
  exe: string;
  env?: Record<string, string>;
}

/** What `npm test` brings up or finds, in MERIDIAN_TEST_SERVERS: an admin URL of Postgres, and programs to start. */
interface TestServers {
  postgres: string;
  nats: Executable;
  redis: Executable;
}

export function testServers(): TestServers {
  const json = process.env['MERIDIAN_TEST_SERVERS'];
  if (!json)
    throw new Error('Run tests with `npm test -- <paths>`: it brings up the servers that they need.');
  return JSON.parse(json) as TestServers;
}

/** A real server of one test file, on a port of its own, with data of its own. */
export interface RunningServer {
  readonly url: string;
  /** Where its data are. */
  readonly dir: string;
  /** As by kill -9; the data stay. */
  kill(): Promise<void>;
  /** Starts it again on the same port with the same data. */
  restart(): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

/** A nats-server with JetStream that syncs every write. */
export function startNats(): Promise<RunningServer> {
  const { exe, env } = testServers().nats;
  return startServer('nats', exe, env, (port, dir) => {
    const file = join(dir, 'nats.conf');
    writeFileSync(
      file,
      `listen: "127.0.0.1:${port}"\njetstream { store_dir: ${JSON.stringify(dir)}, sync_interval: always }\n`,
    );
    return { args: ['-c', file], url: `nats://127.0.0.1:${port}` };
  });
}

/** A Redis server with an append-only file. */
export function startRedis(): Promise<RunningServer> {
  const { exe, env } = testServers().redis;
  return startServer('redis', exe, env, (port, dir) => ({
    args: ['--bind', '127.0.0.1', '--port', String(port), '--dir', dir, '--appendonly', 'yes', '--save', ''],
    url: `redis://127.0.0.1:${port}`,
  }));
}

async function startServer(
  name: string,
  exe: string,
  env: Record<string, string> | undefined,
  plan: (port: number, dir: string) => { args: string[]; url: string },
): Promise<RunningServer> {
  const dir = mkdtempSync(join(tmpdir(), `meridian-${name}-`));
  const port = await freePort();
  const { args, url } = plan(port, dir);
  let child: ChildProcess;
  const start = async () => {
    child = spawn(exe, args, { stdio: 'ignore', env: { ...process.env, ...env } });
    await waitFor(() => accepts(port), { what: `${name} on ${port}` });
  };
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  };
  await start();
  return {
    url,
    dir,
    kill: () => end('SIGKILL'),
    restart: start,
    stop: async () => {
      await end('SIGKILL');
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectSocket(port, '127.0.0.1');
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true)).once('error', () => end(false));
  });
}
