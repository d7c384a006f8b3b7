import { newId } from '#platform';
import { percentile, type Bench, type OpenBench, type Sample } from '../frame.js';
import { crowd } from '../seats/hall.js';
import { seatInvariants, together } from '../seats/invariants.js';
import { Program } from '../seats/program.js';
import { Callers } from './callers.js';
import { Stack } from './stack.js';

const CALLERS = 256;
/** Fewer where it is slower, so that each turn takes seconds. */
const TAKES = { batched: 5_120, naive: 1_024, nothing: 5_120, fastify: 10_240 };
const SEATED = 0.8;

const ABOUT =
  '256 callers take seats of one slot over HTTP → gateway → NATS → participants → commit, against the same path\n' +
  'with a transaction for each (SELECT … FOR UPDATE, pg), the same path that does nothing, and Fastify alone. The callers\n' +
  'run on the same machine. With fsync and synchronous_commit, as in production.';

export const seatsHttpBench: Bench = {
  name: 'seats-http',
  about: `seats-http: ${ABOUT}`,
  goals: [
    { name: 'naive', value: 'takes', unit: '/s', ours: 'batched', other: 'naive', atLeast: 10 },
    { name: 'path', value: 'takes', unit: '/s', ours: 'batched', other: 'nothing', atLeast: 0.95 },
    { name: 'fastify', value: 'takes', unit: '/s', ours: 'batched', other: 'fastify', atLeast: 0.5 },
  ],
  open: () => open(['batched', 'naive', 'nothing', 'fastify']),
};

export const seatsLatencyBench: Bench = {
  name: 'seats-latency',
  about: `seats-latency: how long the slowest hundredth waits when ${ABOUT}`,
  goals: [
    { name: 'naive', value: 'p99', unit: 'ms', ours: 'batched', other: 'naive', atMost: 0.15 },
    { name: 'fastify', value: 'p99', unit: 'ms', ours: 'batched', other: 'fastify', atMost: 2 },
  ],
  open: () => open(['batched', 'naive', 'fastify']),
};

async function open(names: readonly (keyof typeof TAKES)[]): Promise<OpenBench> {
  const fastify = await Program.start('test/bench/seats-http/bare-fastify.js', {});
  const fastifyCallers = await Callers.connect(fastify.url, CALLERS);
  const stacks = {
    batched: await Stack.start('participants', { people: TAKES.batched, callers: CALLERS }),
    naive: await Stack.start('naive', { people: TAKES.naive, callers: CALLERS }),
    nothing: await Stack.start('nothing', { people: TAKES.nothing, callers: CALLERS }),
  };
  let refused = 0;
  const note = (status: number) => {
    if (status !== 201 && status !== 202) refused++;
  };
  const run = async (takes: readonly string[], work: (person: string, index: number) => Promise<number>) => {
    let index = 0;
    const { perSecond, latencies } = await crowd(CALLERS, takes, async (person) =>
      note(await work(person, index++)),
    );
    return { takes: perSecond, p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99) };
  };
  const throughStack = (name: keyof typeof stacks) => async (): Promise<Sample> => {
    const stack = stacks[name];
    const slotId = await stack.openSlot(Math.floor(TAKES[name] * SEATED));
    return run(stack.people, (person, index) => stack.take(slotId, person, index));
  };
  const all: Record<keyof typeof TAKES, () => Promise<Sample>> = {
    batched: throughStack('batched'),
    naive: throughStack('naive'),
    nothing: throughStack('nothing'),
    fastify: () => {
      const body = JSON.stringify({ participantId: 'x'.repeat(36) });
      return run(Array<string>(TAKES.fastify).fill('x'), () =>
        fastifyCallers.post('/v1/slots/x/seats', body, { 'idempotency-key': newId() }),
      );
    },
  };
  return {
    sides: Object.fromEntries(names.map((name) => [name, all[name]])),
    invariants: async () => ({
      ...together(await seatInvariants(stacks.batched.sql), await seatInvariants(stacks.naive.sql)),
      refused,
    }),
    close: async () => {
      fastifyCallers.close();
      await fastify.stop();
      for (const stack of Object.values(stacks)) await stack.stop();
    },
  };
}
