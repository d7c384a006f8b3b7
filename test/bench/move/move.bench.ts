import { newId, Transactions } from '#platform';
import { Redis } from 'ioredis';
import { ProgrammeService } from '../../../apps/notifications/src/programme/programme.service.js';
import { programmeOf } from '../../../apps/notifications/src/testing/samples.js';
import { median, type Bench, type OpenBench, type Sample } from '../frame.js';
import { RunningNotifications } from '../notifications/running.js';
import { MovedSession } from './moved-session.js';
import { NaiveAlarms } from './naive-alarms.js';

const MANY = Number(process.env['MOVE_PEOPLE'] ?? 100_000);
const FEW = MANY / 100;
const RULES = ['P1D', 'PT10M'];
const ZONES = [
  'Asia/Tokyo',
  'Asia/Ho_Chi_Minh',
  'Asia/Kolkata',
  'Europe/Rome',
  'Europe/London',
  'America/New_York',
];
/** In each turn of a side that takes milliseconds; the median counts. */
const MOVES = 15;

export const moveBench: Bench = {
  name: 'move',
  about:
    `move: the reminders of a session with ${MANY} people, when it moves, against a BullMQ job per person and rule\n` +
    `PostgreSQL with fsync; ${RULES.length} rules × ${ZONES.length} zones; few = ${FEW} people.`,
  goals: [
    { name: 'naive', value: 'perSecond', unit: 'moves/s', ours: 'many', other: 'naive', atLeast: 1_000 },
    { name: 'growth', value: 'ms', unit: 'ms', ours: 'many', other: 'few', atMost: 1.5 },
    { name: 'jobs', value: 'jobs', unit: 'jobs', ours: 'many', other: 'few', atMost: 1 },
  ],
  open,
};

async function open(): Promise<OpenBench> {
  const running = await RunningNotifications.start();
  const redis = new Redis(running.redis.url, { maxRetriesPerRequest: null });
  const programme = { id: newId(), rules: RULES };
  const state = { ...programmeOf(programme.id), reminderRules: RULES };
  const { app } = running.service;
  await app.get(Transactions).run((tx) => app.get(ProgrammeService).applyProgramme(tx, state));
  const few = await MovedSession.open(running, redis, programme, { count: FEW, zones: ZONES });
  const many = await MovedSession.open(running, redis, programme, { count: MANY, zones: ZONES });
  const naive = new NaiveAlarms(redis);
  await naive.set(MANY, RULES);
  let beyond = 0;
  let misplanned = 0;

  const turn = async (session: MovedSession): Promise<Sample> => {
    const moves: { ms: number; jobs: number }[] = [];
    for (let n = 0; n < MOVES; n++) moves.push(await session.move());
    beyond += moves.filter(({ jobs }) => jobs > RULES.length * ZONES.length).length;
    misplanned += await session.misplanned();
    const ms = median(moves.map((move) => move.ms));
    return { ms, perSecond: 1_000 / ms, jobs: median(moves.map(({ jobs }) => jobs)) };
  };
  return {
    sides: {
      many: () => turn(many),
      few: () => turn(few),
      naive: async () => {
        const { ms, jobs } = await naive.move();
        misplanned += await naive.misplanned();
        return { ms, perSecond: 1_000 / ms, jobs };
      },
    },
    invariants: async () => ({
      'moves that touch more jobs than rules × zones': beyond,
      'alarms not at the new time': misplanned,
    }),
    close: async () => {
      await naive.close();
      redis.disconnect();
      await running.stop();
    },
  };
}
