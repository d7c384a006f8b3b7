import { jetstream } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { Nats } from '#platform';
import { startNats, waitFor } from '#platform/testing';
import { percentile, type Bench, type OpenBench, type Sample } from '../frame.js';
import { Arrivals, Counted, startConsumer, startPublisher, Stored } from './counting.js';
import { envelopeOf, NaivePublisher } from './naive-publisher.js';
import type { Publisher } from './publisher.js';
import { RelayPublisher } from './relay-publisher.js';
import { noteDeliveries, readStored } from './stored.js';

/** Commits of one turn, and how many of them a second on average. */
const COMMITS = 200;
const COMMITS_PER_SECOND = 40;
/** Smaller where it is slower, so that each turn takes seconds. */
const BACKLOG = { relay: 10_000, naive: 3_000, bare: 10_000 };
/** As many as the relay has in flight. */
const IN_FLIGHT = 1_000;

export const factsBench: Bench = {
  name: 'facts',
  about:
    'facts: commit → consumer, and draining a backlog, against an outbox polled every 50 ms that awaits each acknowledgement\n' +
    'PostgreSQL with fsync and synchronous_commit, NATS with sync_interval always, as in production.',
  goals: [
    { name: 'latency-p50', value: 'p50', unit: 'ms', ours: 'relay', other: 'naive', atMost: 0.1 },
    { name: 'latency-p99', value: 'p99', unit: 'ms', ours: 'relay', other: 'naive', atMost: 0.15 },
    // The same until the effect's own code runs, which is three statements of the consumer's transaction later.
    { name: 'effect-p50', value: 'effectP50', unit: 'ms', ours: 'relay', other: 'naive', atMost: 0.1 },
    { name: 'effect-p99', value: 'effectP99', unit: 'ms', ours: 'relay', other: 'naive', atMost: 0.15 },
    { name: 'drain', value: 'drain', unit: '/s', ours: 'relay', other: 'naive', atLeast: 6 },
    // What the server takes at all: it syncs every message by itself, however many are in flight.
    { name: 'drain-bound', value: 'drain', unit: '/s', ours: 'relay', other: 'bare', atLeast: 0.8 },
  ],
  open,
};

async function open(): Promise<OpenBench> {
  const nats = await startNats();
  const consumer = await startConsumer(nats);
  const publishing = await startPublisher(nats);
  const connection = await consumer.app.get(Nats).whenConnected();
  const effects = consumer.app.get(Arrivals).at;
  const moments = { deliveries: await noteDeliveries(connection), effects };
  const relay = new RelayPublisher(publishing);
  const naive = await NaivePublisher.start(nats);
  return {
    sides: {
      relay: async (round) => ({
        ...(await measureLatency(relay, moments, `relay-${round}`)),
        drain: await relay.drain(BACKLOG.relay),
      }),
      naive: async (round) => {
        naive.startPolling();
        const latency = await measureLatency(naive, moments, `naive-${round}`);
        const drain = await naive.drain(BACKLOG.naive);
        await naive.stopPolling();
        return { ...latency, drain };
      },
      bare: async () => ({ drain: await publishBare(connection) }),
    },
    invariants: async () => {
      const counted = await factIds([relay, naive], Counted.subject);
      const heard = countsOf(await consumer.sql<{ id: string }>('SELECT fact_id AS id FROM heard'));
      const outbox = await factIds([relay, naive], Stored.subject);
      const stored = await readStored(connection);
      return {
        'facts never applied': missing(counted, heard),
        'facts applied twice': doubled(counted, heard),
        'facts never stored': missing(outbox, stored),
        'facts stored twice': doubled(outbox, stored),
      };
    },
    close: async () => {
      await naive.close();
      await publishing.stop({ keep: true });
      await publishing.database.drop();
      await consumer.stop();
    },
  };
}

/** Commits at random moments (a regular beat would stay in step with the polling) and waits until all were heard. */
async function measureLatency(
  publisher: Publisher,
  { deliveries, effects }: Record<'deliveries' | 'effects', Map<string, number>>,
  turn: string,
): Promise<Sample> {
  const commits = await Promise.all(
    poissonMoments().map(async (moment, index) => {
      await new Promise((resolve) => setTimeout(resolve, moment));
      const key = `${turn}-${index}`;
      return { key, at: await publisher.publish(key) };
    }),
  );
  await waitFor(() => commits.every(({ key }) => deliveries.has(key) && effects.has(key)), {
    timeoutMs: 30_000,
    what: 'every fact to be heard',
  });
  // Delivery may be seen before the answer to COMMIT is read: that is no time at all.
  const until = (moments: Map<string, number>) =>
    commits.map(({ key, at }) => Math.max(0, moments.get(key)! - at));
  return {
    p50: percentile(until(deliveries), 0.5),
    p99: percentile(until(deliveries), 0.99),
    effectP50: percentile(until(effects), 0.5),
    effectP99: percentile(until(effects), 0.99),
  };
}

/** Milliseconds from now, COMMITS of them, with exponentially distributed gaps. */
function poissonMoments(): number[] {
  let moment = 0;
  return Array.from({ length: COMMITS }, () => {
    moment += (-Math.log(1 - Math.random()) * 1_000) / COMMITS_PER_SECOND;
    return moment;
  });
}

/** Facts per second without any database: publishing alone, as many in flight as the relay has. */
async function publishBare(connection: NatsConnection): Promise<number> {
  const stream = jetstream(connection);
  const start = performance.now();
  for (let sent = 0; sent < BACKLOG.bare; sent += IN_FLIGHT) {
    const batch = Array.from({ length: IN_FLIGHT }, () => envelopeOf(Stored, ''));
    await Promise.all(
      batch.map((fact) => stream.publish(Stored.subject, JSON.stringify(fact), { msgID: fact.id })),
    );
  }
  return (BACKLOG.bare / (performance.now() - start)) * 1_000;
}

async function factIds(publishers: readonly Publisher[], subject: string): Promise<string[]> {
  const rows = await Promise.all(
    publishers.map((each) => each.sql<{ id: string }>('SELECT id FROM outbox WHERE subject = $1', [subject])),
  );
  return rows.flat().map(({ id }) => id);
}

function countsOf(rows: readonly { id: string }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { id } of rows) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

const missing = (ids: readonly string[], counts: Map<string, number>) =>
  ids.filter((id) => !counts.has(id)).length;
const doubled = (ids: readonly string[], counts: Map<string, number>) =>
  ids.filter((id) => (counts.get(id) ?? 0) > 1).length;
