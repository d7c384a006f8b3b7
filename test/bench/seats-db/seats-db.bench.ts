import { TakeSeat } from '#contracts';
import { createTestDatabase } from '#platform/testing';
import { dataSourceOptions } from '../../../apps/participants/src/data-source.js';
import { startParticipants } from '../../../apps/participants/src/testing/participants.js';
import { TakingQueue } from '../../../apps/participants/src/seats/taking/taking-queue.js';
import type { Bench, OpenBench } from '../frame.js';
import { asPerson, crowd, openSlot, registerPeople, requestOf, type Sql } from '../seats/hall.js';
import { seatInvariants, together } from '../seats/invariants.js';
import { NaiveSeats } from '../seats/naive-seats.js';
import { BareBatches } from './bare-batch.js';

const CALLERS = 256;
/** Fewer where it is slower, so that each turn takes seconds. */
const TAKES = { batched: 12_800, peer: 1_536, bare: 12_800 };
const POOLS = [4, 8, 16, 32];
/** Some wait, as at every opening. */
const SEATED = 0.8;

export const seatsDbBench: Bench = {
  name: 'seats-db',
  about:
    'seats-db: 256 callers want seats of one slot, database layer, against a transaction for each under an advisory lock\n' +
    'of the event that counts what is taken, at its best pool size, and against a PostgreSQL that only writes the same\n' +
    'rows, 256 takes at a time. With fsync and synchronous_commit, as in production.',
  goals: [
    { name: 'takes', value: 'takes', unit: '/s', ours: 'batched', other: 'peer', atLeast: 20 },
    { name: 'floor', value: 'takes', unit: '/s', ours: 'batched', other: 'bare', atLeast: 0.9 },
  ],
  open,
};

async function open(): Promise<OpenBench> {
  const service = await startParticipants();
  const taking = service.app.get(TakingQueue);
  const ourSql: Sql = (query, parameters) => service.sql(query, parameters);
  const people = await registerPeople(ourSql, TAKES.batched);

  const database = await createTestDatabase(dataSourceOptions);
  const peers = POOLS.map((size) => NaiveSeats.start(database.url, 'event', size));
  const { sql: theirSql } = peers[0]!;
  const guests = await registerPeople(theirSql, TAKES.bare);
  const bare = await BareBatches.start(database.url);
  const speeds = new Map<NaiveSeats, number>();

  const runPeer = async (peer: NaiveSeats, takes: number) => {
    const slotId = await openSlot(peer.sql, Math.floor(takes * SEATED));
    return crowd(CALLERS, guests.slice(0, takes), (personId) => peer.take(slotId, personId));
  };
  return {
    sides: {
      batched: async () => {
        const slotId = await openSlot(ourSql, Math.floor(people.length * SEATED));
        const { perSecond } = await crowd(CALLERS, people, (personId) => {
          const context = requestOf(TakeSeat.subject, asPerson(personId));
          return taking.submit({ kind: 'take', context, slotId, personId, groupSize: 1 });
        });
        return { takes: perSecond };
      },
      peer: async (round) => {
        // The round that warms up finds the peer's best.
        if (round === 0)
          for (const peer of peers) speeds.set(peer, (await runPeer(peer, TAKES.peer)).perSecond);
        const best = peers.reduce((a, b) => (speeds.get(a)! >= speeds.get(b)! ? a : b));
        return { takes: (await runPeer(best, TAKES.peer)).perSecond };
      },
      bare: async () => {
        const slotId = await openSlot(theirSql, TAKES.bare);
        return { takes: await bare.takeAll(slotId, guests) };
      },
    },
    invariants: async () => together(await seatInvariants(ourSql), await seatInvariants(theirSql)),
    close: async () => {
      await bare.close();
      for (const peer of peers) await peer.close();
      await database.drop();
      await service.stop();
    },
  };
}
