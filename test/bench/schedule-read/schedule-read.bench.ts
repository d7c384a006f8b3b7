import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import type { Bench, OpenBench, Sample } from '../frame.js';
import { load, type Load } from './load.js';
import { BenchSystem } from './system.js';

const SESSIONS = 50;
const ZONES = [
  'America/New_York',
  'Asia/Ho_Chi_Minh',
  'Asia/Tokyo',
  'Asia/Kolkata',
  'Europe/Rome',
  'America/Los_Angeles',
];
const CONNECTIONS = 32;
const TURN_MS = 1_500;
/** As browsers send it. */
const BROWSER = { 'Accept-Encoding': 'gzip, deflate, br' };

export const scheduleReadBench: Bench = {
  name: 'schedule-read',
  about:
    'schedule-read: 50 published sessions in 6 zones, against the least that the same gateway answers (/health/live),\n' +
    'and against a server that converts by luxon for each request. The whole system runs; asked as a browser asks.',
  goals: [
    { name: 'hello', value: 'perSecond', unit: '/s', ours: 'schedule', other: 'hello', atLeast: 0.9 },
    { name: 'luxon', value: 'perSecond', unit: '/s', ours: 'schedule', other: 'luxon', atLeast: 50 },
    { name: 'unchanged', value: 'perSecond', unit: '/s', ours: 'unchanged', other: 'hello', atLeast: 1.1 },
  ],
  open,
};

type Sessions = { items: { id: string; title: string; start: object }[] };

async function open(): Promise<OpenBench> {
  const system = await BenchSystem.start();
  const eventId = await publishSchedule(system);
  const path = `/v1/events/${eventId}/sessions?zone=${ZONES.join(',')}`;
  const luxon = await startLuxon((await system.ask<Sessions>(path)).items);
  let [wrong, different, stale] = [0, 0, 0];

  const measure = async (what: Partial<Load>): Promise<Sample> => {
    const settings = { url: system.url, path, status: 200, connections: CONNECTIONS, ms: TURN_MS, ...what };
    const turn = await load(settings);
    wrong += turn.wrong;
    return { perSecond: turn.perSecond };
  };
  const readAsAnybody = async () => fetch(system.url + path, { headers: BROWSER });

  return {
    sides: {
      hello: () => measure({ path: '/health/live', headers: BROWSER }),
      schedule: async (round) => {
        const [first] = (await system.ask<Sessions>(path)).items;
        const title = `Session in round ${round}`;
        await system.ask(`/v1/sessions/${first!.id}`, { title }, 'PATCH');
        const kept = (await (await readAsAnybody()).json()) as Sessions;
        if (kept.items[0]!.title !== title) stale += 1;
        // An administrator is never answered from what is kept.
        if (!isDeepStrictEqual(kept, await system.ask(path))) different += 1;
        return measure({ headers: BROWSER });
      },
      unchanged: async () => {
        const tag = (await readAsAnybody()).headers.get('etag')!;
        return measure({ headers: { ...BROWSER, 'If-None-Match': tag }, status: 304 });
      },
      luxon: () => measure({ url: luxon.url, path: '/sessions' }),
    },
    invariants: async () => ({
      'answers of another status': wrong,
      'schedules that differ from what is not kept': different,
      'schedules from before a change': stale,
    }),
    close: async () => {
      luxon.stop();
      await system.stop();
    },
  };
}

async function publishSchedule(system: BenchSystem): Promise<string> {
  const cities = ['boston', 'nha-trang', 'tokyo', 'bengaluru', 'rome'];
  await system.ask('/v1/programmes', { slug: 'bench', title: 'Bench', cities });
  const { id } = await system.ask<{ id: string }>('/v1/programmes/bench/events', {
    slug: 'congress',
    title: 'Congress',
    hostCity: 'rome',
    startsOn: '2028-06-10',
    endsOn: '2028-06-20',
  });
  await system.ask(`/v1/events/${id}`, { status: 'published' }, 'PATCH');
  for (let number = 0; number < SESSIONS; number++) {
    const day = 10 + Math.floor(number / 5);
    await system.ask(`/v1/events/${id}/sessions`, {
      title: `Session ${number}`,
      slug: `session-${number}`,
      durationMinutes: 60,
      place: { name: 'Aula', city: 'rome' },
      start: {
        local: `2028-06-${day}T${9 + 2 * (number % 5)}:00:00`.replace('T9', 'T09'),
        zone: 'Europe/Rome',
      },
    });
  }
  await system.ask(`/v1/events/${id}/releases`, {});
  return id;
}

/** In a process of its own, as the gateway is. */
async function startLuxon(sessions: object[]): Promise<{ url: string; stop: () => void }> {
  const child = fork(fileURLToPath(new URL('./luxon-server.js', import.meta.url)));
  const stored = sessions.map((session) => ({ ...session, zoneTimes: undefined }));
  child.send([stored, ZONES]);
  const url = await new Promise<string>((resolve, reject) => {
    child.once('message', (address) => resolve(String(address)));
    child.once('exit', (code) => reject(new Error(`The luxon server ended with ${code}`)));
  });
  return { url, stop: () => child.kill() };
}
