/**
 * Writes the files that docker-compose.yml names as secrets: `node deploy/compose/secrets.mjs [folder]`. Needs no
 * package. All passwords are derived from one that is drawn the first time, so doing it again changes nothing.
 */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openSecrets } from '../local/secrets.mjs';
import { isMain, ROOT } from '../local/settings.mjs';
import { NATS_USERS, passwordVariable } from '../nats/permissions.mjs';
import { DATABASE_SERVICES } from '../database-services.mjs';
import { redisUsers } from '../redis/users.mjs';

/** The user that the postgres image makes, an administrator of the cluster. */
const POSTGRES_ADMIN = 'meridian_admin';

/**
 * @param {(purpose: string) => string} secret
 * @returns {Record<string, string>} contents by file name; names of hosts are those of docker-compose.yml
 */
export function secretFiles(secret) {
  const databaseUrl = (role, password) => `postgres://${role}:${password}@postgres:5432/meridian`;
  const adminUrl = databaseUrl(POSTGRES_ADMIN, secret('postgres'));
  const databaseUrls = Object.fromEntries(
    DATABASE_SERVICES.map((role) => [role, databaseUrl(role, secret(`postgres/${role}`))]),
  );
  const natsUrl = (user) => `nats://${user}:${secret(`nats/${user}`)}@nats:4222`;
  const redisPassword = (user) => secret(`redis/${user}`);
  const service = (name, more = {}) =>
    environment({ DATABASE_URL: databaseUrls[name], NATS_URL: natsUrl(name), ...more });
  return {
    postgres_password: secret('postgres'),
    redis_users: `${redisUsers(redisPassword).join('\n')}\n`,
    nats: environment(
      Object.fromEntries(NATS_USERS.map((user) => [passwordVariable(user), secret(`nats/${user}`)])),
    ),
    roles: environment({ DATABASE_URL: adminUrl, DATABASE_URLS: JSON.stringify(databaseUrls) }),
    migrations: environment({ DATABASE_URLS: JSON.stringify(databaseUrls) }),
    events: service('events'),
    sessions: service('sessions', { LINK_SECRET: secret('links') }),
    participants: service('participants', { TOKEN_SECRET: secret('tokens') }),
    notifications: service('notifications', {
      REDIS_URL: `redis://notifications:${redisPassword('notifications')}@redis:6379`,
      LINK_SECRET: secret('mail-links'),
    }),
    gateway: environment({ NATS_URL: natsUrl('gateway') }),
  };
}

/** For deploy/docker/with-secrets.sh. */
const environment = (values) =>
  Object.entries(values)
    .map(([name, value]) => `${name}='${value}'\n`)
    .join('');

/**
 * The folder is its owner's alone; in it each file can be read by all, because Compose mounts files with the rights
 * that they have here, and containers run as users of their own.
 */
export function writeSecrets(folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const files = secretFiles(openSecrets(folder));
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    writeFileSync(file, content);
    chmodSync(file, 0o644);
  }
  return Object.keys(files);
}

if (isMain(import.meta.url)) {
  const folder = path.resolve(ROOT, process.argv[2] ?? '.data/secrets');
  const names = writeSecrets(folder);
  process.stdout.write(`${names.length} secrets in ${folder}\n`);
}
