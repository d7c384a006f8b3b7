import { isIP } from 'node:net';
import path from 'node:path';
import { DATABASE_SERVICES } from '../database-services.mjs';
import { Trouble } from './progress.mjs';
import { ROOT } from './settings.mjs';
import { STAGE } from './supervisor.mjs';

export const SERVICES = [...DATABASE_SERVICES, 'gateway'];
const READY_MS = 60_000;

/** Addresses with passwords and keys: each goes to the process that needs it and to no other (DESIGN section 13). */
const CONFIDENTIAL = ['DATABASE_URL', 'NATS_URL', 'REDIS_URL', 'SMTP_URL', 'TOKEN_SECRET', 'LINK_SECRET'];

/**
 * The environment of each process: the settings of the shell and of `.env`, and its own addresses and keys.
 *
 * @param {object} facts
 * @param {Record<string, string>} facts.databaseUrls per service
 * @param {Record<string, string>} facts.natsUrls per process
 * @param {Record<string, string>} facts.redisUrls per process
 * @param {string} facts.smtpUrl
 * @param {string} facts.publicUrl
 * @param {string} facts.tokenSecret
 * @param {string} facts.linkSecret
 * @param {string} facts.mailLinkSecret
 * @param {Record<string, number>} facts.ports
 */
export function serviceEnvironments(facts) {
  const {
    databaseUrls,
    natsUrls,
    redisUrls,
    smtpUrl,
    publicUrl,
    tokenSecret,
    linkSecret,
    mailLinkSecret,
    ports,
  } = facts;
  const everyone = {
    NODE_ENV: 'development',
    DEMO_CLOCK: process.env.DEMO === '0' ? '0' : '1',
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !CONFIDENTIAL.includes(name))),
  };
  // Some shells export HOST as the machine's name.
  const host = isIP(process.env.HOST ?? '') ? process.env.HOST : '127.0.0.1';
  const service = (name) => ({
    ...everyone,
    HOST: '127.0.0.1',
    PORT: String(ports[name]),
    NATS_URL: natsUrls[name],
    DATABASE_URL: databaseUrls[name],
  });
  return {
    events: service('events'),
    sessions: { ...service('sessions'), LINK_SECRET: linkSecret },
    participants: { ...service('participants'), TOKEN_SECRET: tokenSecret },
    notifications: {
      ...service('notifications'),
      REDIS_URL: redisUrls.notifications,
      SMTP_URL: smtpUrl,
      LINK_SECRET: mailLinkSecret,
      PUBLIC_URL: publicUrl,
    },
    gateway: {
      ...everyone,
      HOST: host,
      PORT: String(ports.gateway),
      NATS_URL: natsUrls.gateway,
      METRICS_PORT: process.env.METRICS_PORT || String(ports.metrics),
      PUBLIC_URL: publicUrl,
    },
  };
}

/**
 * As in deploy/docker/Dockerfile. What lives for one request is collected half as often in a young generation of twice the
 * default size, which gives seats a fifth more a second (test/bench/README.md).
 */
const NODE_FLAGS = ['--enable-source-maps', '--max-semi-space-size=32'];

/**
 * Starts one process of the five and waits until it says that it is ready.
 *
 * @param {import('./servers/index.mjs').Ground} ground
 * @param {string} name
 * @param {NodeJS.ProcessEnv} env
 */
export async function startService({ supervisor, folders }, name, env) {
  const program = path.join(ROOT, 'dist/apps', name, 'src/main.js');
  const port = Number(env.PORT);
  // Services don't read their arguments; these tell one data folder's processes from another's.
  const args = [program, '--data', folders.data];
  await supervisor.start({
    name,
    command: process.execPath,
    args: [...NODE_FLAGS, ...args],
    env,
    marker: args.join(' '),
    stage: name === 'gateway' ? STAGE.gateway : STAGE.service,
    ready: () => isReady(port),
    readyMs: READY_MS,
  });
}

async function isReady(port) {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`, {
      signal: AbortSignal.timeout(2000),
    });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}

/** Runs a program of the services to its end and gives the last line it printed, read as JSON. */
export async function runTool(supervisor, name, program, { args = [], env }) {
  const { code, output, errors } = await supervisor.run(process.execPath, [program, ...args], { name, env });
  if (code !== 0) throw new Trouble(`${name} failed:\n${(errors || output).trim().slice(-3000)}`);
  return JSON.parse(output.trim().split('\n').at(-1));
}
