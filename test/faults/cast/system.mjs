import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { createServiceRoles } from '../../../deploy/postgres/roles.mjs';
import { createPorts } from '../../../deploy/local/ports.mjs';
import { openSecrets } from '../../../deploy/local/secrets.mjs';
import { lookForPrograms } from '../../../deploy/local/servers/index.mjs';
import { startNats } from '../../../deploy/local/servers/nats.mjs';
import { startPostgres } from '../../../deploy/local/servers/postgres.mjs';
import { startRedis } from '../../../deploy/local/servers/redis.mjs';
import { runTool, serviceEnvironments } from '../../../deploy/local/services.mjs';
import { STAGE } from '../../../deploy/local/supervisor.mjs';
import { createProgress } from '../../../deploy/local/progress.mjs';
import { waitUntil } from '../wait-until.mjs';
import { startMailServers } from './mail-server.mjs';
import { createProcesses } from './processes.mjs';
import { copyProgram } from './program.mjs';
import { openProxy } from './proxy.mjs';

const SHIFTED_CLOCK = fileURLToPath(new URL('./shifted-clock.mjs', import.meta.url));

/** Process → service. What owns seats and what sends mail run twice, as in production. */
export const SERVICES = {
  events: 'events',
  sessions: 'sessions',
  participants: 'participants',
  'participants-2': 'participants',
  notifications: 'notifications',
  'notifications-2': 'notifications',
  gateway: 'gateway',
};

/** Processes that send mail. */
export const SENDERS = Object.keys(SERVICES).filter((name) => SERVICES[name] === 'notifications');

/** A killed process loses nothing that it has written, so no disk needs to be waited for; a power cut is another test. */
const POSTGRES_SETTINGS = ['fsync=off', 'full_page_writes=off'];

/** Everybody of the load comes from one address. */
const CROWD = { HOLDS_PER_ADDRESS: '1000000', SIGN_INS_PER_ADDRESS: '1000000' };

/**
 * Starts the whole system from a copy of `dist`, each process with ways of its own to NATS and Postgres.
 *
 * @param {{ data: string, bin: string, edits?: import('../planted/bugs.mjs').Edit[], sql?: string }} options sql: run after the migrations
 */
export async function startSystem({ data, bin, edits, sql }) {
  const folders = { data, top: data, run: path.join(data, 'run'), logs: path.join(data, 'logs'), bin };
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const program = copyProgram(data, edits);
  const processes = createProcesses(folders);
  const ports = createPorts(folders.run);
  const secret = openSecrets(folders.run);
  const ground = { folders, ports, secret, supervisor: processes, progress: createProgress(() => {}) };
  const programs = lookForPrograms(bin, ground.progress, { ignoreSettings: true });
  const mail = await startMailServers(SENDERS);
  const proxies = {};
  const closing = [() => processes.close(), () => mail.close()];
  const close = async () => {
    for (const step of closing) await step();
    for (const proxy of Object.values(proxies)) await proxy.close();
    rmSync(data, { recursive: true, force: true });
  };
  try {
    const [postgres, nats, redis] = await Promise.all([
      startPostgres(ground, { settings: POSTGRES_SETTINGS }),
      startNats(ground, programs.nats),
      startRedis(ground, programs.redis),
    ]);
    const databaseUrls = await createServiceRoles(postgres.url, (role) => secret(`postgres/${role}`));
    await runTool(processes, 'migrate', path.join(program, 'deploy/local/migrate.mjs'), {
      env: { ...process.env, DATABASE_URLS: JSON.stringify(databaseUrls) },
    });
    // A pool of its own: the checks look as an administrator, past everything that is tested.
    const database = new pg.Pool({
      connectionString: postgres.url,
      max: 3,
      connectionTimeoutMillis: 5_000,
      // clock_now() reads its schema's clock by the search path; the mail's is the one that the checks ask.
      options: '-c search_path=notifications',
    });
    database.on('error', () => {});
    // After the server, which may hold a query for ever; whoever asks then hears that it has gone.
    closing.splice(1, 0, () => database.end());
    if (sql) await database.query(sql);

    const servicePorts = { metrics: await ports.pick('metrics') };
    for (const name of Object.keys(SERVICES)) servicePorts[name] = await ports.pick(name);
    const environments = serviceEnvironments({
      natsUrls: nats.urls,
      redisUrls: redis.urls,
      databaseUrls,
      smtpUrl: mail.urlFor(SENDERS[0]),
      publicUrl: `http://127.0.0.1:${servicePorts.gateway}`,
      tokenSecret: secret('tokens'),
      linkSecret: secret('links'),
      mailLinkSecret: secret('mail-links'),
      ports: servicePorts,
    });
    const specs = {};
    for (const [name, service] of Object.entries(SERVICES)) {
      specs[name] = await specOf(name, service, environments[service]);
    }
    await Promise.all(Object.values(specs).map((spec) => processes.start(spec)));

    return {
      processes,
      proxies,
      mail,
      database,
      folders,
      natsUrl: nats.url,
      redisUrl: redis.url,
      url: `http://127.0.0.1:${servicePorts.gateway}`,
      /** Starts a tool of a service to its end and gives what it printed. */
      makeAdmin: () =>
        runTool(processes, 'make-admin', path.join(program, 'dist/apps/participants/src/make-admin.js'), {
          args: ['--email', 'admin@meridian.example', '--name', 'Administrator'],
          env: environments.participants,
        }),
      /** Until Postgres takes queries: after a crash it first reads its log. */
      postgresAnswers: () =>
        waitUntil(() => database.query('SELECT 1'), { timeoutMs: 30_000, what: 'Postgres answers' }),
      /** Starts a process whose wall clock is off by so many milliseconds; 0: right again. */
      restartShifted: (name, shiftMs) =>
        processes.restart(name, {
          args: [...(shiftMs ? ['--import', SHIFTED_CLOCK] : []), ...specs[name].args],
          env: { ...specs[name].env, CLOCK_SHIFT_MS: String(shiftMs) },
        }),
      close,
    };

    async function specOf(name, service, environment) {
      const main = path.join(program, 'dist/apps', service, 'src/main.js');
      const port = servicePorts[name];
      const env = { ...environment, PORT: String(port), LOG_LEVEL: 'warn', SWEEP_SECONDS: '1', ...CROWD };
      if (env.SMTP_URL) env.SMTP_URL = mail.urlFor(name);
      for (const setting of ['NATS_URL', 'DATABASE_URL', 'SMTP_URL']) {
        if (env[setting])
          env[setting] = await throughProxy(`${name} ${setting.split('_')[0].toLowerCase()}`, env[setting]);
      }
      return {
        name,
        command: process.execPath,
        args: ['--enable-source-maps', main, '--data', data, '--name', name],
        env,
        marker: `${main} --data ${data} --name ${name}`,
        stage: service === 'gateway' ? STAGE.gateway : STAGE.service,
        ready: async () =>
          (await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(2_000) })).ok,
      };
    }
  } catch (error) {
    await close();
    throw error;
  }

  async function throughProxy(name, address) {
    const url = new URL(address);
    proxies[name] = await openProxy({ port: Number(url.port) });
    url.port = String(proxies[name].port);
    return url.href;
  }
}
