import { describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { EventsSettings } from '../../apps/events/src/config.js';
import { GatewaySettings } from '../../apps/gateway/src/config.js';
import { NotificationsSettings } from '../../apps/notifications/src/config.js';
import { ParticipantsSettings } from '../../apps/participants/src/config.js';
import { SessionsSettings } from '../../apps/sessions/src/config.js';
import { secretFiles } from '../../deploy/compose/secrets.mjs';
import { compose, inRoot, interpolate, readText, sourceOf } from './compose-file.mjs';

const SETTINGS = {
  events: EventsSettings,
  sessions: SessionsSettings,
  participants: ParticipantsSettings,
  notifications: NotificationsSettings,
  gateway: GatewaySettings,
};
const files = secretFiles((purpose) => `k${Buffer.from(purpose).toString('hex').padEnd(48, '0')}`);

/** What the process gets: from the file, and from its secret by way of with-secrets.sh. */
function environmentOf(name) {
  const { environment, secrets } = compose.services[name];
  const open = Object.entries(environment).map(([key, value]) => [key, interpolate(value)]);
  return { ...Object.fromEntries(open), ...readEnvironment(files[sourceOf(secrets[0])]) };
}

const readEnvironment = (text) =>
  Object.fromEntries([...text.matchAll(/^(\w+)='([^']*)'$/gm)].map(([, name, value]) => [name, value]));

describe.each(Object.entries(SETTINGS))('the container of %s', (name, settings) => {
  it('has an environment that its schema takes, and nothing that the schema does not know', () => {
    expect(settings.strict().safeParse(environmentOf(name)).error).toBeUndefined();
  });

  it('reaches NATS, and PostgreSQL if it has a database, as itself at hosts of this file', () => {
    for (const [setting, value] of Object.entries(environmentOf(name)).filter(([key]) => /_URL$/.test(key))) {
      const { hostname, username } = new URL(value);
      if (setting === 'PUBLIC_URL') continue;
      expect(Object.keys(compose.services)).toContain(hostname);
      const shared = compose.services[hostname].networks.filter((network) =>
        compose.services[name].networks.includes(network),
      );
      expect(shared).not.toEqual([]);
      if (setting !== 'SMTP_URL') expect(username).toBe(name);
    }
  });

  it('runs a program that the build makes', () => {
    const source = compose.services[name].command[0].replace(/^dist\//, '').replace(/\.js$/, '.ts');
    expect(existsSync(inRoot(source))).toBe(true);
  });
});

describe('secrets', () => {
  it('are written for every name that docker-compose.yml has, in the folder that it names', () => {
    const named = Object.entries(compose.secrets).map(([name, { file }]) => [name, path.dirname(file)]);
    expect(named.sort()).toEqual(
      Object.keys(files)
        .map((name) => [name, '.data/secrets'])
        .sort(),
    );
  });

  it('give the NATS server a password for every variable of its configuration', () => {
    const wanted = readText('deploy/nats/users.conf').match(/(?<=password: \$)\w+/g);
    expect(Object.keys(readEnvironment(files.nats)).sort()).toEqual(wanted.sort());
  });

  it('give jobs what they read, and the administrator’s password to the one that makes roles', () => {
    expect(Object.keys(readEnvironment(files.roles))).toEqual(['DATABASE_URL', 'DATABASE_URLS']);
    expect(Object.keys(readEnvironment(files.migrations))).toEqual(['DATABASE_URLS']);
    const holders = Object.keys(files).filter((name) => files[name].includes(files.postgres_password));
    expect(holders.sort()).toEqual(['postgres_password', 'roles']);
  });
});
