import { describe, expect, it } from '@jest/globals';
import { DCLinter } from 'dclint';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WANTED } from '../../deploy/local/servers/binaries.mjs';
import { DATABASE_SERVICES } from '../../deploy/database-services.mjs';
import { SERVER_SETTINGS } from '../../deploy/postgres/settings.mjs';
import { compose, inRoot, interpolate, readText, sourceOf, TEXT, variables } from './compose-file.mjs';

const services = Object.entries(compose.services);
const JOBS = ['roles', 'migrations'];
const PROCESSES = [...DATABASE_SERVICES, 'gateway'];

/** Matters of taste, and of one image that several services are made of. */
const NOT_ASKED = [
  'services-alphabetical-order',
  'service-keys-order',
  'service-dependencies-alphabetical-order',
  'top-level-properties-order',
  'no-build-and-image',
  // Takes `${HOST:-127.0.0.1}` for no address.
  'no-unbound-port-interfaces',
];

/** What a linter says that carries the schema of the Compose Specification (compose-spec.json). */
function lint(file) {
  const rules = Object.fromEntries(NOT_ASKED.map((rule) => [rule, 0]));
  const linter = new DCLinter({ rules, quiet: true, debug: false, exclude: [] });
  const [result] = linter.lintFiles([file], false);
  return result.messages.map(({ rule, message }) => `${rule}: ${message}`);
}

describe('docker-compose.yml', () => {
  it('is what the schema of the Compose Specification allows', () => {
    expect(lint(inRoot('docker-compose.yml'))).toEqual([]);
  });

  it.each([
    ['a setting of another name', 'stop_grace_period:', 'stop_grace:'],
    ['a value of another kind', 'test: [CMD, pg_isready,', 'test: 5 #'],
    ['a condition that there is not', 'condition: service_healthy', 'condition: service_well'],
  ])('would not be with %s', (_what, right, wrong) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'meridian-compose-'));
    const file = path.join(folder, 'docker-compose.yml');
    writeFileSync(file, TEXT.replace(right, wrong));
    expect(lint(file)).toContainEqual(expect.stringMatching(/^invalid-schema: /));
    rmSync(folder, { recursive: true });
  });

  it('publishes the gateway and the page of mails, on loopback unless HOST says otherwise', () => {
    const published = services.filter(([, { ports }]) => ports).map(([name]) => name);
    expect(published.sort()).toEqual(['gateway', 'mail']);
    for (const [, { ports = [] }] of services) {
      for (const port of ports) expect(interpolate(port)).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
    }
  });

  it('lets servers be reached by those who use them, and by nobody outside', () => {
    const onNetwork = (network) =>
      services.filter(([, { networks }]) => networks.includes(network)).map(([name]) => name);
    expect(onNetwork('database').sort()).toEqual(['postgres', ...JOBS, ...DATABASE_SERVICES].sort());
    expect(onNetwork('messages').sort()).toEqual(['nats', ...PROCESSES].sort());
    expect(onNetwork('alarms').sort()).toEqual(['notifications', 'redis']);
    for (const name of ['database', 'messages', 'alarms'])
      expect(compose.networks[name]).toEqual({ internal: true });
  });

  it('restarts everything but jobs, and asks everything but jobs for its health', () => {
    for (const [name, { restart, healthcheck }] of services) {
      const isJob = JOBS.includes(name);
      expect({ name, restart, asked: Boolean(healthcheck) }).toEqual({
        name,
        restart: isJob ? undefined : 'unless-stopped',
        asked: !isJob,
      });
    }
  });

  it('prepares the database before services start: roles, then migrations', () => {
    expect(compose.services.migrations.depends_on).toEqual({
      roles: { condition: 'service_completed_successfully' },
    });
    for (const name of DATABASE_SERVICES)
      expect(compose.services[name].depends_on).toMatchObject({
        migrations: { condition: 'service_completed_successfully' },
        nats: { condition: 'service_healthy' },
      });
  });

  it('keeps data in volumes that are declared', () => {
    const mounted = services.flatMap(([, { volumes = [] }]) => volumes.map((each) => each.split(':')[0]));
    expect(mounted.sort()).toEqual(Object.keys(compose.volumes).sort());
  });

  it('names files that are there, secrets aside, and declares what services refer to', () => {
    for (const { file } of Object.values(compose.configs)) expect(existsSync(inRoot(file))).toBe(true);
    for (const [, service] of services) {
      for (const { source } of service.configs ?? []) expect(compose.configs).toHaveProperty([source]);
      for (const secret of service.secrets ?? []) expect(compose.secrets).toHaveProperty([sourceOf(secret)]);
      for (const name of service.networks) expect(compose.networks).toHaveProperty([name]);
      for (const name of Object.keys(service.depends_on ?? {}))
        expect(compose.services).toHaveProperty([name]);
      if (service.build) expect(existsSync(inRoot(service.build.dockerfile))).toBe(true);
    }
  });

  it('gives each secret to one container', () => {
    const given = services.flatMap(([, { secrets = [] }]) => secrets.map(sourceOf));
    expect(given.sort()).toEqual(Object.keys(compose.secrets).sort());
  });

  it('holds no password', () => {
    expect(TEXT).not.toMatch(/:\/\/[^\s/:]+:[^\s/@]+@/);
    for (const [, { environment = {} }] of services) {
      for (const [name, value] of Object.entries(environment)) {
        if (/PASSWORD|SECRET|TOKEN/.test(name)) expect(value).toMatch(/^\/run\/secrets\//);
      }
    }
  });

  it('takes only variables that .env.example names', () => {
    const example = readText('.env.example');
    for (const name of variables) expect(example).toMatch(new RegExp(`^#?${name}=`, 'm'));
  });

  it('runs servers as new as the launcher asks for', () => {
    const versionOf = (name) =>
      /:v?(\d+)(?:\.(\d+))?/
        .exec(compose.services[name].image)
        .slice(1)
        .map((part) => Number(part ?? 0));
    expect(versionOf('postgres')).toEqual([18, 0]);
    // What containers bring may be newer than what the launcher can find: RELIABILITY counts on 2.12 here.
    expect(versionOf('nats')).toEqual([2, 12]);
    expect(WANTED.nats.minimum).toEqual([2, 10]);
    // Valkey 8 went on from Redis 7.2.
    expect(compose.services.redis.image).toMatch(/^valkey\/valkey:8/);
    expect(WANTED.redis.minimum).toEqual([6, 2]);
  });

  it('starts PostgreSQL with the settings that the launcher gives it', () => {
    const given = compose.services.postgres.command.filter((part) => part.includes('='));
    expect(given).toEqual(SERVER_SETTINGS);
  });
});
