import { fileURLToPath } from 'node:url';
import { createServiceRoles } from '../postgres/roles.mjs';
import { runTool, serviceEnvironments, SERVICES, startService } from './services.mjs';

const MIGRATE = fileURLToPath(new URL('./migrate.mjs', import.meta.url));
/**
 * Divides the database, migrates it and starts the five processes.
 *
 * @param {import('./servers/index.mjs').Ground} ground
 * @param {object} addresses
 * @param {import('./servers/index.mjs').Addresses} addresses.servers
 * @param {{ smtp: string }} addresses.mail
 * @param {import('./ports.mjs').Reservation} addresses.gateway
 * @returns {Promise<{ url: string, environments: ReturnType<typeof serviceEnvironments> }>}
 */
export async function startApplication(ground, { servers, mail, gateway }) {
  const { progress, ports, secret, supervisor } = ground;
  const databaseUrls = await createServiceRoles(servers.databaseUrl, (role) => secret(`postgres/${role}`));
  const env = { ...process.env, DATABASE_URLS: JSON.stringify(databaseUrls) };
  await progress.step(
    'migrations',
    () => runTool(supervisor, 'migrate', MIGRATE, { env }),
    (applied) => `${Object.values(applied).reduce((sum, count) => sum + count)} applied`,
  );

  const servicePorts = { gateway: gateway.port, metrics: await ports.pick('metrics') };
  for (const name of SERVICES) servicePorts[name] ??= await ports.pick(name);
  const localUrl = `http://127.0.0.1:${gateway.port}`;
  const environments = serviceEnvironments({
    ...servers,
    databaseUrls,
    smtpUrl: mail.smtp,
    publicUrl: process.env.PUBLIC_URL ?? localUrl,
    tokenSecret: process.env.TOKEN_SECRET ?? secret('tokens'),
    linkSecret: process.env.LINK_SECRET ?? secret('links'),
    mailLinkSecret: process.env.LINK_SECRET ?? secret('mail-links'),
    ports: servicePorts,
  });
  await gateway.release();
  await Promise.all(
    SERVICES.map((name) =>
      progress.step(
        name,
        () => startService(ground, name, environments[name]),
        () => `ready on ${servicePorts[name]}`,
      ),
    ),
  );
  return { url: localUrl, environments };
}
