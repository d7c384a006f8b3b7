import { rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { Redis } from 'ioredis';
import { SENDERS, SERVICES } from './cast/system.mjs';

const HOUR_MS = 3_600_000;
/** Facts that one fault publishes again. */
const COPIED = 30;

/** A process or server is away for so long; part of a fault, not a wait for something. */
const away = (random) => delay(random.between(0, 1_500));

/**
 * Every fault by kind: makes it, ends it, and gives a word on it. Each leaves the system whole (all processes up, all
 * ways open), however ill.
 *
 * @type {Record<string, (system: object, random: object) => Promise<string>>}
 */
export const FAULTS = {
  ...Object.fromEntries(
    Object.keys(SERVICES).map((name) => [
      `kill ${name}`,
      (system, random) => killService(system, random, name),
    ]),
  ),

  async 'kill postgres'(system, random) {
    await system.processes.kill('postgres');
    await away(random);
    await system.processes.restart('postgres');
    await system.postgresAnswers();
    return 'restarted';
  },

  /** While participants have a transaction open that writes seats: in the middle of a batch. */
  ...Object.fromEntries(
    ['participants', 'participants-2', 'gateway', 'nats', 'postgres'].map((name) => [
      `kill ${name} in mid-batch`,
      async (system, random) => {
        const isInside = await untilSeatsAreWritten(system);
        const what = await FAULTS[`kill ${name}`](system, random);
        return isInside ? what : `${what}, though nobody wrote`;
      },
    ]),
  ),

  /** Anywhere between the claim of a mail and the mark that it was sent. */
  ...Object.fromEntries(
    ['before DATA', 'before its 250', 'after its 250'].map((stage) => [
      `kill sender ${stage}`,
      async (system, random) => {
        const sender = await untilSending(system, stage);
        if (!sender) return 'nobody sent';
        return `${sender}, ${await killService(system, random, sender)}`;
      },
    ]),
  ),

  'kill nats': (system, random) => bounce(system, random, 'nats'),
  'kill redis': (system, random) => bounce(system, random, 'redis'),

  async 'delete JetStream store'(system, random) {
    await system.processes.kill('nats');
    rmSync(path.join(system.folders.data, 'nats'), { recursive: true, force: true });
    await away(random);
    await system.processes.restart('nats');
    return 'restarted empty';
  },

  async 'delete the stream'(system) {
    await withNats(system, async (connection) => {
      const manager = await jetstreamManager(connection, { checkAPI: false });
      await manager.streams.delete('FACTS').catch(() => {});
    });
    return 'deleted while everybody runs';
  },

  /** Longer than any sweep. */
  async 'Redis away'(system) {
    await system.processes.kill('redis');
    await delay(8_000);
    await system.processes.restart('redis');
    return '8 s';
  },

  async FLUSHALL(system) {
    const redis = new Redis(system.redisUrl);
    await redis.flushall();
    redis.disconnect();
    return 'flushed';
  },

  /** Copies without Nats-Msg-Id pass JetStream's own deduplication, and so stand for those that come after its window. */
  async 'facts again, in any order'(system, random) {
    const { rows } = await system.database.query(
      ['events', 'sessions', 'participants']
        .map((schema) => `SELECT subject, envelope FROM ${schema}.outbox WHERE published_at IS NOT NULL`)
        .join(' UNION ALL '),
    );
    const copies = random
      .shuffled(rows)
      .slice(0, COPIED)
      .flatMap((fact) => Array.from({ length: random.between(1, 5) }, () => fact));
    await withNats(system, async (connection) => {
      const stream = jetstream(connection);
      for (const { subject, envelope } of random.shuffled(copies)) {
        await stream.publish(subject, JSON.stringify(envelope));
      }
    });
    return `${copies.length} copies`;
  },

  async 'cut connections'(system, random) {
    const names = Object.keys(system.proxies).filter(() => random.chance(0.4));
    for (const name of names) system.proxies[name].cut();
    return names.join(', ');
  },

  /** Beyond two lost pings of NATS (10 s), or shorter than any timeout. */
  async partition(system, random) {
    const name = random.pick(Object.keys(system.proxies));
    const ms = random.pick([400, 1_500, 4_000, 11_000]);
    system.proxies[name].freeze();
    await delay(ms);
    // What a partition held back may arrive after all, or never.
    if (random.chance(0.5)) system.proxies[name].cut();
    system.proxies[name].heal();
    return `${name}, ${ms} ms`;
  },

  async 'refused connections'(system, random) {
    const name = random.pick(Object.keys(system.proxies));
    system.proxies[name].refuse();
    await delay(random.between(500, 3_000));
    system.proxies[name].heal();
    return name;
  },

  ...Object.fromEntries(
    ['451', '550', 'slow', 'drop-before', 'drop-after'].map((how) => [
      `SMTP ${how}`,
      async (system, random) => {
        system.mail.behave(how);
        await delay(random.between(300, 1_500));
        system.mail.behave('accept');
        return how;
      },
    ]),
  ),

  async 'SMTP down'(system, random) {
    const ways = SENDERS.map((name) => system.proxies[`${name} smtp`]);
    for (const way of ways) way.refuse();
    await delay(random.between(500, 3_000));
    for (const way of ways) way.heal();
    return 'refused';
  },

  'wrong clock': (system, random) =>
    misset(system, random, random.pick(Object.keys(SERVICES)), random.pick([-2, 2])),

  /** Alarms are set and ring by the processes' clocks: two hours early here. */
  'wrong clock of senders': async (system, random) => {
    await Promise.all(SENDERS.map((name) => misset(system, random, name, 2, 6_000)));
    return '2 h';
  },

  /** Longer than whatever a healthy process is given to go on, short of its leases. */
  async 'pause a process'(system, random) {
    const name = random.pick(Object.keys(SERVICES));
    const ms = random.between(2_000, 6_000);
    await system.processes.pause(name, ms);
    return `${name}, ${ms} ms`;
  },

  async 'stop and start'(system, random) {
    const name = random.pick(Object.keys(SERVICES));
    await system.processes.stop(name);
    await system.processes.restart(name);
    return name;
  },
};

/**
 * Two faults at a time: one to processes, one to everything around them.
 */
const isToProcesses = (kind) =>
  /^kill |wrong clock|stop and start|pause/.test(kind) && !/postgres|nats|redis/.test(kind);
const LANES = {
  processes: Object.keys(FAULTS).filter(isToProcesses),
  surroundings: Object.keys(FAULTS).filter((kind) => !isToProcesses(kind)),
};

/**
 * Injects faults until the signal comes: in each lane every kind once, in an order by chance, then all again.
 *
 * @param {object} system
 * @param {{ random: object, signal: AbortSignal, only?: string[], onFault: (kind: string, what: string) => void }} options only: these kinds and no others
 */
export async function injectFaults(system, { random, signal, only, onFault }) {
  const lane = async (kinds, own) => {
    let bag = [];
    while (!signal.aborted && kinds.length > 0) {
      if (bag.length === 0) bag = own.shuffled(kinds);
      const kind = bag.pop();
      onFault(kind, await FAULTS[kind](system, own));
      await delay(own.between(200, 1_200));
    }
  };
  const lanes = Object.values(LANES).map((kinds) => kinds.filter((kind) => !only || only.includes(kind)));
  await Promise.all(lanes.map((kinds, number) => lane(kinds, random.fork(number + 1))));
}

/** How long a batch is waited for; in a lull there is none. */
const LULL_MS = 1_500;
/** Mails come less often. */
const UNTIL_MAIL_MS = 8_000;

/** @returns the process that sends, as soon as it has come so far with a mail; undefined when none does */
async function untilSending(system, stage) {
  const sender = await Promise.race([
    new Promise((resolve) => {
      system.mail.trap(stage, (name) => {
        // In the same turn: what the server has written, the sender never reads.
        system.processes.strike(name);
        resolve(name);
      });
    }),
    delay(UNTIL_MAIL_MS),
  ]);
  system.mail.disarm();
  return sender;
}

async function misset(system, random, name, hours, ms = random.between(500, 2_500)) {
  await system.processes.stop(name);
  await system.restartShifted(name, hours * HOUR_MS);
  // It works with that clock for a while.
  await delay(ms);
  await system.processes.stop(name);
  await system.restartShifted(name, 0);
  return `${name}, ${hours} h`;
}

/** @returns whether it is so */
async function untilSeatsAreWritten(system) {
  const until = performance.now() + LULL_MS;
  while (performance.now() < until) {
    const { rows } = await system.database
      .query(
        `SELECT count(*)::int AS count FROM pg_stat_activity
         WHERE usename = 'participants' AND xact_start IS NOT NULL AND query ~ 'seats|seat_log|slots'
           AND (state = 'active' OR state = 'idle in transaction') AND xact_start < clock_timestamp() - interval '1 ms'`,
      )
      .catch(() => ({ rows: [{ count: 0 }] }));
    if (rows[0].count > 0) return true;
    await delay(1);
  }
  return false;
}

async function killService(system, random, name) {
  await system.processes.kill(name);
  await away(random);
  return `ready after ${Math.round(await system.processes.restart(name))} ms`;
}

async function bounce(system, random, name) {
  await system.processes.kill(name);
  await away(random);
  await system.processes.restart(name);
  return 'restarted';
}

export async function withNats(system, work) {
  const url = new URL(system.natsUrl);
  const connection = await connect({
    servers: url.host,
    user: url.username,
    pass: url.password,
    timeout: 5_000,
  });
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}
