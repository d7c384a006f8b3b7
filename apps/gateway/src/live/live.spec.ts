import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { FindProgrammes, SessionSignalled, SlotCounted, type SignalDataOf } from '#contracts';
import { waitFor } from '#platform/testing';
import { FORUM, ONLINE_SEATS, OPENING, pageWith } from '../testing/forum.js';
import { LiveReader } from '../testing/live-reader.js';
import { TestGateway } from '../testing/test-gateway.js';

// The grants of the test's people are of this programme.
const PROGRAMME = { ...FORUM, id: 'forum' };
let clock = Date.parse('2027-06-10T01:00:00Z');

const counted = (confirmed: number, more: Partial<SignalDataOf<typeof SlotCounted>> = {}) => ({
  ...ONLINE_SEATS,
  confirmed,
  programmeId: PROGRAMME.id,
  eventId: OPENING.eventId,
  isReleased: true,
  at: new Date((clock += 1)).toISOString(),
  joined: 0,
  joinedByCity: {},
  ...more,
});

let gateway: TestGateway;
let readers: LiveReader[];
const start = async (env: Record<string, string> = {}) => {
  gateway = await TestGateway.start(env);
  await gateway.answer(FindProgrammes, ({ idsOrSlugs }) =>
    idsOrSlugs?.some((name) => [PROGRAMME.id, PROGRAMME.slug].includes(name))
      ? pageWith(PROGRAMME)
      : pageWith(),
  );
};
beforeEach(async () => {
  readers = [];
  await start();
});
afterEach(async () => {
  for (const reader of readers) reader.close();
  await gateway.stop();
});

async function open(query = '?programme=forum', headers: Record<string, string> = {}): Promise<LiveReader> {
  const reader = await LiveReader.open(`${gateway.url}/v1/live${query}`, headers);
  readers.push(reader);
  return reader;
}
const as = (token: string) => ({ Authorization: `Bearer ${token}` });

describe('a live stream', () => {
  it('tells what changes in its programme, as server-sent events', async () => {
    const reader = await open();
    await reader.event('ready');
    await gateway.tell(SlotCounted, counted(13));
    await gateway.tell(SessionSignalled, { ...OPENING, programmeId: PROGRAMME.id, version: 5 });

    expect((await reader.event('slot')).data).toMatchObject({
      id: ONLINE_SEATS.id,
      confirmed: 13,
      capacity: 30,
    });
    expect((await reader.event('session')).data).toMatchObject({ id: OPENING.id, version: 5 });
    const { headers } = reader.response;
    expect(headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
  });

  it('tells nothing of another programme, and without one of all', async () => {
    const [one, all] = [await open(), await open('')];
    await gateway.tell(SlotCounted, counted(1, { programmeId: 'other', id: 'foreign' }));
    await gateway.tell(SlotCounted, counted(2));
    await one.event('slot');
    expect(one.heard.map(({ data }) => data.id)).toEqual([undefined, ONLINE_SEATS.id]);
    await all.event('slot', ({ id }) => id === 'foreign');
  });

  it('tells of drafts, and of who has joined by city, only those who see drafts', async () => {
    const [organizer, participant, nobody] = [
      await open('', as('organizer')),
      await open('', as('participant')),
      await open(''),
    ];
    await gateway.tell(SlotCounted, counted(1, { id: 'draft', isReleased: false }));
    await gateway.tell(SessionSignalled, {
      ...OPENING,
      programmeId: PROGRAMME.id,
      id: 'draft',
      release: null,
    });
    await gateway.tell(SlotCounted, counted(2, { joined: 1, joinedByCity: { boston: 1 } }));

    for (const reader of [participant, nobody]) {
      expect((await reader.event('slot')).data).toMatchObject({ id: ONLINE_SEATS.id, joined: 1 });
    }
    expect((await organizer.event('attendance')).data.joinedByCity).toEqual({ boston: 1 });
    expect(organizer.heard.map(({ event }) => event)).toEqual([
      'ready',
      'slot',
      'session',
      'slot',
      'attendance',
    ]);
    for (const reader of [participant, nobody]) {
      expect(reader.heard.map(({ event }) => event)).toEqual(['ready', 'slot']);
    }
  });

  it('passes over a count that is older than the one it has told', async () => {
    const reader = await open();
    const older = counted(1);
    await gateway.tell(SlotCounted, counted(2));
    await gateway.tell(SlotCounted, older);
    await gateway.tell(SlotCounted, counted(3));
    await reader.event('slot', ({ confirmed }) => confirmed === 3);
    expect(reader.heard.map(({ data }) => data.confirmed)).toEqual([undefined, 2, 3]);
  });

  it('that broke goes on where it was: what was missed comes first, once, and in order', async () => {
    const first = await open();
    await gateway.tell(SlotCounted, counted(1));
    const { id } = await first.event('slot');
    first.close();
    for (const confirmed of [2, 3]) await gateway.tell(SlotCounted, counted(confirmed));

    const again = await open('?programme=forum', { 'Last-Event-ID': id });
    await gateway.tell(SlotCounted, counted(4));
    await again.event('slot', ({ confirmed }) => confirmed === 4);
    expect(again.heard.map(({ event, data }) => [event, data.confirmed])).toEqual([
      ['slot', 2],
      ['slot', 3],
      ['slot', 4],
    ]);
  });

  it.each(['of-another-7', 'zzz-7', 'nonsense'])(
    'that was at %s, which this process never told, is told to load again',
    async (id) => {
      const reader = await open('', { 'Last-Event-ID': id });
      await reader.event('reset');
      await gateway.tell(SlotCounted, counted(1));
      await reader.event('slot');
    },
  );

  it('of a programme that is not there, or for a token that is not valid, is refused', async () => {
    expect((await gateway.send('/v1/live?programme=secret')).status).toBe(404);
    expect((await gateway.send('/v1/live', { token: 'nobody' })).status).toBe(401);
    expect((await gateway.send('/v1/live?programm=forum')).status).toBe(422);
    expect((await gateway.send('/v1/live', { method: 'HEAD' })).status).toBe(200);
  });

  it('beyond the limit of its address is refused, and there is room again when one ends', async () => {
    await gateway.stop();
    await start({ LIVE_STREAMS_PER_ADDRESS: '2' });
    const first = await open();
    await open();
    const { status, body } = await gateway.send('/v1/live');
    expect(status).toBe(429);
    expect(body).toMatchObject({
      code: 'live.limit',
      detail: expect.stringContaining('at most 2 live streams'),
    });
    first.close();
    await waitFor(async () => (await open('')).response.statusCode === 200);
  });

  it('whose reader is too slow is dropped, and no other', async () => {
    const [slow, quick] = [await open(), await open()];
    slow.pause();
    const large = { joinedByCity: {}, allocations: allocationsOf(1_000) };
    let sent = 0;
    await waitFor(
      async () => {
        for (let n = 0; n < 20; n++) await gateway.tell(SlotCounted, counted((sent += 1), large));
        return (await fetch(`${gateway.metricsUrl}/metrics`).then((reply) => reply.text())).includes(
          'meridian_live_dropped_total{service="gateway"} 1',
        );
      },
      { timeoutMs: 20_000, what: 'the slow reader to be dropped' },
    );
    await quick.event('slot', ({ confirmed }) => confirmed === sent);
    expect(quick.isOpen).toBe(true);
  }, 30_000);

  it('ends when the process does, which does not wait for its readers', async () => {
    const reader = await open();
    await reader.event('ready');
    await gateway.stop();
    await waitFor(() => !reader.isOpen);
    await start();
  });
});

describe('a thousand live streams', () => {
  let tap: NatsConnection;
  afterEach(() => tap.close());

  it('hear a change at once, and cost the services no more than one does', async () => {
    tap = await connect({ servers: new URL(gateway.nats.url).host });
    const asked: string[] = [];
    tap.subscribe('req.>', { callback: (_error, { subject }) => void asked.push(subject) });
    await tap.flush();
    await open();
    await waitFor(() => asked.length > 0);

    while (readers.length < 1_000) await Promise.all(Array.from({ length: 50 }, () => open()));
    await tap.flush();
    // Once for all within five seconds, however many come.
    expect(new Set(asked)).toEqual(new Set([FindProgrammes.subject]));
    expect(asked.length).toBeLessThan(50);

    asked.length = 0;
    for (let confirmed = 1; confirmed <= 10; confirmed++) await gateway.tell(SlotCounted, counted(confirmed));
    await Promise.all(readers.map((reader) => reader.event('slot', ({ confirmed }) => confirmed === 10)));

    expect(readers.length).toBeGreaterThanOrEqual(1_000);
    await tap.flush();
    expect(asked).toEqual([]);
  }, 60_000);
});

const allocationsOf = (cities: number) =>
  Object.fromEntries(Array.from({ length: cities }, (_, n) => [`city-${n}`, { reserved: 10, taken: 5 }]));
