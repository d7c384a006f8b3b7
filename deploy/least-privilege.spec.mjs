import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect, PermissionViolationError } from '@nats-io/transport-node';
import { DelayedError, Queue, Worker } from 'bullmq';
import { once } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { Redis } from 'ioredis';
import pg from 'pg';
import { readMessages } from './catalogue/messages.mjs';
import { launch, newDataFolder } from './local/testing/launched.mjs';
import { ROOT } from './local/settings.mjs';
import { DATABASE_SERVICES } from './database-services.mjs';
import { createServiceRoles } from './postgres/roles.mjs';

/** What somebody can do who has stolen one process's password: nothing to the others (DESIGN section 13). */
const PROCESSES = ['gateway', ...DATABASE_SERVICES];
const messages = readMessages(ROOT);

const folder = newDataFolder();
let launcher;
let addresses;
beforeAll(async () => {
  launcher = launch('servers.mjs', { data: folder.data });
  addresses = await launcher.ready;
}, 60_000);
afterAll(async () => {
  await launcher.stop();
  folder.remove();
}, 30_000);

describe.each(PROCESSES)('with the NATS password of %s', (user) => {
  const others = PROCESSES.filter((each) => each !== user);
  const requests = messages.filter(({ kind }) => kind === 'request');
  const asked = requests.filter(({ sources }) => sources.has(user)).map(({ subject }) => subject);
  const durables = messages
    .filter(({ kind }) => kind === 'fact')
    .flatMap(({ subject, takers }) =>
      [...takers].map((service) => ({
        service,
        subject,
        name: `${service}_${subject.replaceAll('.', '-')}`,
      })),
    );
  const own = durables.filter(({ service }) => service === user);
  const foreign = durables.filter(({ service }) => service !== user);
  const signals = messages.filter(({ kind }) => kind === 'signal');
  const told = signals.filter(({ sources }) => sources.has(user)).map(({ subject }) => subject);
  const heard = signals.filter(({ takers }) => takers.has(user)).map(({ subject }) => subject);

  it.each([
    ['ask what it has no business with', requests.map(({ subject }) => subject).filter(notIn(asked))],
    ['publish facts of others', others.map((other) => `fact.${other}.city.changed.v1`)],
    [
      'tell signals of others',
      ['signal.events.none', ...signals.map(({ subject }) => subject)].filter(notIn(told)),
    ],
    ['answer in the place of others', others.map((other) => `_INBOX_${other}.taken.from.a.request`)],
    [
      'change, purge, delete or list streams, or make another',
      ['UPDATE.FACTS', 'PURGE.FACTS', 'DELETE.FACTS', 'MSG.DELETE.FACTS', 'LIST', 'NAMES', 'CREATE.COPY'].map(
        (call) => `$JS.API.STREAM.${call}`,
      ),
    ],
    [
      'read or settle what is for the durables of others, or take them away',
      foreign.flatMap(({ name, subject }) => [
        `$JS.API.CONSUMER.CREATE.FACTS.${name}.${subject}`,
        `$JS.API.CONSUMER.MSG.NEXT.FACTS.${name}`,
        `$JS.ACK.FACTS.${name}.1.1.1.1.0`,
        `$JS.API.CONSUMER.DELETE.FACTS.${name}`,
      ]),
    ],
    [
      'turn its own durables to other facts, or make one of another name',
      [
        ...own.map(({ name }) => `$JS.API.CONSUMER.CREATE.FACTS.${name}.fact.>`),
        ...own.map(({ name }) => `$JS.API.CONSUMER.CREATE.FACTS.${name}`),
        '$JS.API.CONSUMER.CREATE.FACTS.mine.fact.>',
        '$JS.API.CONSUMER.DURABLE.CREATE.FACTS.mine',
        '$JS.API.CONSUMER.CREATE.FACTS',
      ],
    ],
    ['administer the server', ['$SYS.REQ.SERVER.PING', '$JS.API.INFO', '$JS.API.ACCOUNT.PURGE.$G']],
  ])('nobody can %s', async (_what, subjects) => {
    expect(await refusals(user, (nats) => subjects.forEach((subject) => nats.publish(subject)))).toEqual(
      subjects.map((subject) => `publish ${subject}`),
    );
  });

  it('nobody can hear requests to others, their replies, or facts past the stream', async () => {
    const subjects = ['>', 'req.>', 'fact.>', 'signal.>', '$JS.>', '$SYS.>', '_INBOX.>', '*.>'].concat(
      others.flatMap((other) => [`req.${other}.>`, `_INBOX_${other}.>`]),
    );
    const refused = await refusals(user, (nats) =>
      subjects.forEach((subject) => nats.subscribe(subject, { callback: () => undefined })),
    );
    expect(refused).toEqual(subjects.map((subject) => `subscription ${subject}`));
  });

  it('it does its work', async () => {
    const isService = DATABASE_SERVICES.includes(user);
    const refused = await refusals(user, async (nats) => {
      for (const subject of asked) nats.publish(subject);
      if (isService) nats.subscribe(`req.${user}.find-cities.v1`, { queue: user });
      if (isService) nats.publish(`fact.${user}.city.changed.v1`);
      for (const subject of told) nats.publish(subject);
      for (const subject of heard) nats.subscribe(subject);
      for (const { name, subject } of own) nats.publish(`$JS.API.CONSUMER.CREATE.FACTS.${name}.${subject}`);
    });
    expect(refused).toEqual([]);
  });
});

describe('without a password', () => {
  it('neither NATS nor Redis lets anybody in', async () => {
    await expect(connect({ servers: new URL(addresses.natsUrl).host })).rejects.toThrow(/authorization/i);
    const redis = new Redis({ port: new URL(addresses.redisUrl).port, enableReadyCheck: false });
    await expect(redis.get('meridian:reminders:meta')).rejects.toThrow('NOAUTH');
    redis.disconnect();
  });
});

describe('at its start', () => {
  it('Redis may run the transactions of its append-only file, as a user whom nobody can be', async () => {
    const admin = new Redis(addresses.redisUrl);
    expect(
      await admin.call('ACL', 'DRYRUN', 'default', 'ZADD', 'meridian:reminders:delayed', '1', 'r-1'),
    ).toBe('OK');
    expect(await admin.call('ACL', 'LIST')).toContainEqual(expect.stringMatching(/^user default off /));
    admin.disconnect();
  });
});

describe('with the Redis password of notifications', () => {
  let redis;
  let admin;
  beforeAll(async () => {
    redis = new Redis(addresses.redisUrls.notifications);
    admin = new Redis(addresses.redisUrl);
    await admin.set('other:key', 'untouched');
  });
  afterAll(async () => {
    expect(await admin.get('other:key')).toBe('untouched');
    redis.disconnect();
    admin.disconnect();
  });

  it.each([
    ...['get other:key', 'set other:key mine', 'del other:key', 'rename meridian:key other:key'],
    ...['copy other:key meridian:key', 'sort meridian:key by other:*', 'publish other:channel news'],
    ...['flushall', 'flushdb', 'swapdb 0 1', 'keys *', 'scan 0', 'randomkey', 'dbsize'],
    ...['config get *', 'acl list', 'client list', 'monitor', 'save', 'shutdown nosave'],
    ...['replicaof no one', 'module list', 'script flush', 'migrate 127.0.0.1 1 meridian:key 0 1'],
    ...['slowlog get', 'memory doctor', 'latency doctor', 'function list', 'cluster info'],
  ])('nobody can: %s', async (command) => {
    const [name, ...args] = command.split(' ');
    await redis.set('meridian:key', '1');
    await expect(redis.call(name, ...args)).rejects.toThrow('NOPERM');
  });

  it('nobody reaches other keys through a script either', async () => {
    await expect(redis.eval(`return redis.call('get', 'other:key')`, 0)).rejects.toThrow(/key|NOPERM/);
  });

  it('BullMQ sets alarms, rings, puts off and clears away', async () => {
    const connection = new Redis(addresses.redisUrls.notifications, { maxRetriesPerRequest: null });
    const options = { connection, prefix: 'meridian' };
    const errors = [];
    const queue = new Queue('reminders', options).on('error', (error) => errors.push(error));
    let rings = 0;
    const ring = async (job, token) => {
      rings += 1;
      if (rings > 1) return;
      await job.moveToDelayed(Date.now() + 20, token);
      throw new DelayedError();
    };
    const worker = new Worker('reminders', ring, options).on('error', (error) => errors.push(error));
    const rung = once(worker, 'completed');
    const opts = { jobId: 'r-1-1', delay: 50, removeOnComplete: true, removeOnFail: true };
    await queue.addBulk([{ name: 'wake', data: {}, opts }]);
    const [job] = await rung;
    expect([job.id, rings]).toEqual(['r-1-1', 2]);
    await worker.close();
    await queue.close();
    expect(await connection.info('server')).toContain('redis_version');
    expect(errors).toEqual([]);
    connection.disconnect();
  });
});

describe('with the Postgres password of a service', () => {
  const pairs = DATABASE_SERVICES.flatMap((owner) =>
    DATABASE_SERVICES.filter((thief) => thief !== owner).map((thief) => [thief, owner]),
  );
  const clients = {};
  beforeAll(async () => {
    const urls = await createServiceRoles(addresses.databaseUrl, (role) => `password-of-${role}`);
    for (const service of DATABASE_SERVICES) {
      clients[service] = new pg.Client({ connectionString: urls[service] });
      await clients[service].connect();
      await clients[service].query('CREATE TABLE kept (id int)');
    }
  });
  afterAll(() => Promise.all(Object.values(clients).map((client) => client.end())));

  it.each(pairs)('of %s, nobody reads, writes or makes anything of %s', async (thief, owner) => {
    for (const sql of [
      `SELECT * FROM ${owner}.kept`,
      `INSERT INTO ${owner}.kept VALUES (1)`,
      `DROP TABLE ${owner}.kept`,
      `CREATE TABLE ${owner}.mine (id int)`,
      `SET ROLE ${owner}`,
    ])
      await expect(clients[thief].query(sql)).rejects.toThrow(/permission denied|must be owner/);
  });

  it.each(DATABASE_SERVICES)('of %s, nobody makes roles or databases or reads files', async (service) => {
    for (const sql of [
      'CREATE ROLE another',
      'CREATE DATABASE another',
      `SELECT pg_read_file('/etc/passwd')`,
      `COPY kept TO PROGRAM 'cat'`,
      'SELECT * FROM pg_authid',
      `ALTER ROLE ${service} SUPERUSER`,
    ])
      await expect(clients[service].query(sql)).rejects.toThrow(/permission denied|only roles with/);
  });
});

/** What the server refused of an attempt: `publish req.events.create-city.v1`. */
async function refusals(user, attempt) {
  const { host, username, password } = new URL(addresses.natsUrls[user]);
  const nats = await connect({ servers: host, user: username, pass: password });
  const refused = [];
  void (async () => {
    for await (const { error } of nats.status())
      if (error instanceof PermissionViolationError) refused.push(`${error.operation} ${error.subject}`);
  })();
  await attempt(nats);
  // The server handles what a connection says in order: its refusals come before the pong.
  await nats.flush();
  await turn();
  await nats.close();
  return refused;
}

function notIn(list) {
  return (each) => !list.includes(each);
}
