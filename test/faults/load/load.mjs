import { setTimeout as delay } from 'node:timers/promises';
import { ALARM_WRITES, MAIL_WRITES } from './mail-writes.mjs';
import { SEAT_WRITES } from './seat-writes.mjs';
import { CLUSTER_MS, startOf } from './world.mjs';

/** How often each kind of write is chosen, relative to the others. */
const MIX = {
  take: 40,
  rush: 3,
  cancel: 10,
  offer: 14,
  late: 6,
  hold: 3,
  confirm: 4,
  block: 2,
  name: 3,
  swap: 5,
  move: 5,
  length: 3,
  capacity: 4,
  session: 4,
  register: 5,
  rename: 4,
  retitle: 4,
  'cancel-session': 1,
  preference: 10,
};
/** While the clock stands still, so that alarms ring by themselves. */
const ALARM_MIX = { soon: 8, take: 20, cancel: 4, preference: 2, register: 1 };
/** A person's pause between two writes: the load is to be interleaved with faults, not to saturate the machine. */
const PAUSE_MS = [5, 60];

/** Each write of the load: picks its object by chance and notes what came of it. */
const WRITES = {
  ...SEAT_WRITES,
  ...MAIL_WRITES,
  ...ALARM_WRITES,

  async move(world, random) {
    const session = random.pick(world.openSessions());
    if (!session) return;
    const startsAt =
      session.startsAt + random.pick([-CLUSTER_MS, -300_000, 300_000, CLUSTER_MS, 2 * CLUSTER_MS]);
    if (startsAt < world.now + 2 * 3_600_000) return;
    const patch = { start: startOf(startsAt), allowConflicts: true };
    const about = { sessionId: session.id, startsAt };
    const write = await world.client.write(
      'move',
      world.admin,
      'PATCH',
      `/v1/sessions/${session.id}`,
      patch,
      about,
    );
    if (write.outcome === 'acknowledged') session.startsAt = startsAt;
  },

  async length(world, random) {
    const session = random.pick(world.openSessions());
    if (!session) return;
    const durationMinutes = random.pick([30, 45, 75, 120]);
    const about = { sessionId: session.id, durationMinutes };
    const patch = { durationMinutes, allowConflicts: true };
    await world.client.write('length', world.admin, 'PATCH', `/v1/sessions/${session.id}`, patch, about);
  },

  async session(world) {
    await world.addSession();
    await world.release();
  },

  register: (world) => world.addPerson(),

  rename: (world, random) =>
    world.client.write('rename', world.admin, 'PATCH', '/v1/cities/tokyo', {
      name: `Tokyo ${random.between(1, 1e6)}`,
    }),

  retitle: (world, random) =>
    world.client.write('retitle', world.admin, 'PATCH', `/v1/programmes/${world.programmeId}`, {
      title: `Harbour cities ${random.between(1, 1e6)}`,
    }),

  async 'cancel-session'(world, random) {
    const session = random.pick(world.openSessions());
    if (!session || world.openSessions().length < 4) return;
    session.isCancelled = true;
    const about = { sessionId: session.id };
    await world.client.write(
      'cancel-session',
      world.admin,
      'DELETE',
      `/v1/sessions/${session.id}`,
      undefined,
      about,
    );
  },
};

/**
 * Writes from several people at once until the signal comes; ends when every write at hand has its answer.
 *
 * @param {import('./world.mjs').World} world
 * @param {{ random: ReturnType<typeof import('../seeded.mjs').createRandom>, writers: number, signal: AbortSignal, isClockStill: boolean }} options
 */
export async function runLoad(world, { random, writers, signal, isClockStill }) {
  const mix = isClockStill ? ALARM_MIX : MIX;
  const writer = async (number) => {
    const own = random.fork(number);
    while (!signal.aborted) {
      await WRITES[own.weighted(mix)](world, own);
      await delay(own.between(...PAUSE_MS));
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, number) => writer(number + 1)));
}
