import { newId, Transactions } from '#platform';
import { waitFor } from '#platform/testing';
import { ProgrammeService } from '../../../apps/notifications/src/programme/programme.service.js';
import { Countdown } from '../../../apps/notifications/src/reminders/countdown.js';
import { ReminderQueue } from '../../../apps/notifications/src/reminders/reminder.queue.js';
import { ParticipantsProcess } from '../../../apps/notifications/src/testing/participants-process.js';
import { sessionOf } from '../../../apps/notifications/src/testing/samples.js';
import { percentile, type Bench, type OpenBench, type Sample } from '../frame.js';
import { RunningNotifications } from '../notifications/running.js';
import { NaiveFiring } from './naive-firing.js';

const PEOPLE = Number(process.env['FIRE_PEOPLE'] ?? 3_000);
/** One for each zone that these people read in. */
const REMINDERS = 30;
const ZONES = Intl.supportedValuesOf('timeZone').slice(0, REMINDERS);
/** From when the alarms are set until the first is due. */
const AHEAD_MS = 3_000;
/** Over which those that are spread are due. */
const SPREAD_MS = 5_000;

export const fireBench: Bench = {
  name: 'fire',
  about:
    `fire: how late the slowest hundredth of ${PEOPLE} people's reminders is, due in one moment and over ${SPREAD_MS / 1_000} s,\n` +
    `ours ${REMINDERS} rows, with an alarm for each moment, that fire in a transaction, against a BullMQ job for each person.`,
  goals: [
    { name: 'same', value: 'same', unit: 'ms', ours: 'rows', other: 'naive', atMost: 1 },
    { name: 'spread', value: 'spread', unit: 'ms', ours: 'rows', other: 'naive', atMost: 1 },
  ],
  open,
};

async function open(): Promise<OpenBench> {
  const running = await RunningNotifications.start();
  const participants = await ParticipantsProcess.start(running.nats.url);
  const naive = await NaiveFiring.start(running.redis.url);
  let unfired = 0;
  let doubled = 0;
  let early = 0;

  const noted = (lateness: number[], expected: number): number => {
    unfired += Math.max(0, expected - lateness.length);
    doubled += Math.max(0, lateness.length - expected);
    early += lateness.filter((ms) => ms < 0).length;
    return percentile(lateness, 0.99);
  };
  const both = async (
    count: number,
    fire: (dueAt: readonly Date[]) => Promise<number[]>,
  ): Promise<Sample> => ({
    same: noted(await fire(moments(count, 0)), count),
    spread: noted(await fire(moments(count, SPREAD_MS)), count),
  });
  return {
    sides: {
      rows: () => both(REMINDERS, (dueAt) => fireRows(running, participants, dueAt)),
      naive: () => both(PEOPLE, (dueAt) => naive.fire(dueAt)),
    },
    invariants: async () => ({ 'never fired': unfired, 'fired twice': doubled, 'fired early': early }),
    close: async () => {
      await naive.close();
      await participants.stop();
      await running.stop();
    },
  };
}

/** So many moments ahead, evenly over the milliseconds. */
function moments(count: number, overMs: number): Date[] {
  const first = Date.now() + AHEAD_MS;
  return Array.from({ length: count }, (_, index) => new Date(first + Math.floor((index * overMs) / count)));
}

/** @returns by how many milliseconds each was late when participants were asked whom it is for */
async function fireRows(
  { service }: RunningNotifications,
  participants: ParticipantsProcess,
  dueAt: readonly Date[],
): Promise<number[]> {
  const session = sessionOf('forum', newId(), new Date(Date.now() + 86_400_000).toISOString());
  await service.app
    .get(Transactions)
    .run((tx) => service.app.get(ProgrammeService).applySession(tx, session));
  const reminders = dueAt.map((due, index) => ({
    id: newId(),
    sessionId: session.id,
    dueAt: due,
    generation: 1,
    zone: ZONES[index]!,
  }));
  await service.sql(
    `INSERT INTO reminders (id, session_id, rule, zone, due_at, generation, state, time_version)
     SELECT id, $1, 'PT10M', zone, due_at, 1, 'planned', 1
     FROM unnest($2::uuid[], $3::text[], $4::timestamptz[]) AS reminder (id, zone, due_at)`,
    [session.id, reminders.map(({ id }) => id), reminders.map(({ zone }) => zone), dueAt],
  );
  const late: number[] = [];
  participants.onPage = ({ sessionId, zone }) => {
    const reminder = reminders.find((each) => each.zone === zone);
    if (sessionId === session.id && reminder) late.push(Date.now() - reminder.dueAt.getTime());
  };
  service.app.get(Countdown).expect([...dueAt], new Date());
  await service.app.get(ReminderQueue).add(reminders, new Date());
  // Beyond the last one, so that a second firing of any is seen.
  const isDone = async () => {
    const [row] = await service.sql<{ left: number }>(
      `SELECT count(*)::int AS left FROM reminders WHERE session_id = $1 AND state <> 'fired'`,
      [session.id],
    );
    return row!.left === 0;
  };
  await waitFor(isDone, { timeoutMs: 60_000, what: 'all reminders to fire' });
  return late;
}
