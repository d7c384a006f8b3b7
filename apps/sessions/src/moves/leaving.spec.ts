import { beforeEach, describe, expect, it } from '@jest/globals';
import { EventChanged, type Move, type Partner, type Session } from '#contracts';
import { waitFor } from '#platform/testing';
import { withFestival } from '../testing/festival.js';
import { liaisonOf, moving } from '../testing/moving.js';

const world = withFestival();
const { to, preview, propose, accept, counter, decide, read, list, told } = moving(world);

/** Required of Boston and of Rome, besides its own city. */
let opening: Session;
/** Required of Boston alone. */
let songs: Session;
let version = 1;

beforeEach(async () => {
  version = 1;
  const parts = { 'nha-trang': 'required', boston: 'required', rome: 'required' } as const;
  const first = await world.create({ parts });
  const start = { local: '2027-06-10T20:30:00', zone: 'Asia/Ho_Chi_Minh' };
  const second = await world.create({
    title: 'Songs',
    start,
    parts: { 'nha-trang': 'required', boston: 'required' },
  });
  await world.release();
  const found = await world.find();
  [opening, songs] = [first, second].map(({ id }) => found.find((session) => session.id === id)!) as [
    Session,
    Session,
  ];
});

/** What the events service would tell when these cities have answered so. */
async function partnersAre(statuses: Record<string, Partner['status']>): Promise<void> {
  version += 1;
  const partners = world.festival.partners.map((partner) => ({
    ...partner,
    status: statuses[partner.city] ?? partner.status,
  }));
  await world.service.publish(EventChanged, { ...world.festival, partners, version });
}
const isKnown = async (city: string, status: Partner['status']) => {
  const [row] = await world.service.sql<{ partners: Partner[] }>(
    `SELECT partners FROM events WHERE id = '${world.festival.id}'`,
  );
  return row!.partners.some((partner) => partner.city === city && partner.status === status);
};
const partnersBecome = async (statuses: Record<string, Partner['status']>) => {
  await partnersAre(statuses);
  for (const [city, status] of Object.entries(statuses)) await waitFor(() => isKnown(city, status));
};
const ended = (move: Move) =>
  waitFor(async () => {
    const now = (await read(move))!;
    return now.status === 'proposed' ? undefined : now;
  });

describe('a city that has left the event', () => {
  it.each([
    ['declined', 'rome has declined the event and is not asked.'],
    ['withdrawn', 'rome has withdrawn from the event and is not asked.'],
  ] as const)('is not asked once it has %s, which the preview says', async (status, detail) => {
    await partnersBecome({ rome: status });
    const shown = await preview(to(opening, '2027-06-10T20:00:00'));
    expect(shown.asked).toMatchObject([{ city: 'boston' }]);
    expect(shown.gone).toMatchObject([{ city: 'rome', status, detail }]);

    const move = await propose([to(opening, '2027-06-10T20:00:00')]);
    expect(move).toMatchObject({ awaiting: ['boston'], gone: [{ city: 'rome', status, detail }] });
    expect(await accept(move, 'boston')).toMatchObject({
      status: 'applied',
      outcome: { detail: expect.stringContaining(`Not counted on: rome, which has ${status}`) },
    });
    const [session] = (await world.find()).filter(({ id }) => id === opening.id);
    expect(session).toMatchObject({ start: { local: '2027-06-10T20:00:00' }, parts: { rome: 'required' } });
  });

  it('is not needed for a change that nobody else must agree to', async () => {
    const start = { local: '2027-06-10T21:00:00', zone: 'Asia/Ho_Chi_Minh' };
    await expect(world.change(songs, { start })).rejects.toMatchObject({ code: 'move.required' });
    await partnersBecome({ boston: 'withdrawn' });
    expect(await world.change(songs, { start })).toMatchObject({ start });
    expect(await propose([to(songs, '2027-06-10T21:30:00')])).toMatchObject({
      status: 'applied',
      asked: [],
      gone: [{ city: 'boston' }],
    });
  });

  it('is asked again by the next move when it is back', async () => {
    await partnersBecome({ rome: 'withdrawn' });
    await partnersBecome({ rome: 'accepted' });
    const move = await propose([to(opening, '2027-06-10T20:00:00')]);
    expect(move).toMatchObject({ awaiting: ['boston', 'rome'], gone: [] });
  });
});

describe('a city that leaves while a move awaits its answer', () => {
  it('no longer holds it up: the move is decided by the others, and says so', async () => {
    const move = await propose([to(opening, '2027-06-10T20:00:00')]);
    await accept(move, 'boston');
    await partnersAre({ rome: 'withdrawn' });
    const done = await ended(move);
    expect(done).toMatchObject({
      status: 'applied',
      version: 3,
      gone: [{ city: 'rome', status: 'withdrawn', detail: expect.stringContaining('since it was asked') }],
      outcome: { kind: 'agreed', detail: expect.stringContaining('rome, which has withdrawn') },
    });
    expect(done.answers).not.toHaveProperty('rome');
    expect((await told(move)).map((state) => state.status)).toEqual(['proposed', 'proposed', 'applied']);
  });

  it('is not listed as awaited, nor heard, while others are still to answer', async () => {
    const move = await propose([to(opening, '2027-06-10T20:00:00')]);
    await counter(move, 'rome', '2027-06-10T20:15:00');
    await partnersAre({ rome: 'withdrawn', boston: 'tentative' });
    await waitFor(async () => (await read(move))!.gone?.length === 1);
    expect(await read(move)).toMatchObject({ status: 'proposed', awaiting: ['boston'] });
    expect(await list({ awaiting: 'rome', sessionIds: [opening.id] }, liaisonOf('rome'))).toEqual([]);
    await expect(accept(move, 'rome')).rejects.toMatchObject({
      code: 'move.state',
      detail: expect.stringContaining('has left the event'),
    });
    // Its other time is no reason against deciding any more.
    expect(await decide(move)).toMatchObject({
      status: 'applied',
      outcome: { kind: 'decided', detail: expect.stringMatching(/^Decided without boston: /) },
    });
  });

  it('stays out of that move when it comes back', async () => {
    const move = await propose([to(opening, '2027-06-10T20:00:00')]);
    await partnersAre({ rome: 'declined' });
    await waitFor(async () => (await read(move))!.gone?.length === 1);
    await partnersBecome({ rome: 'accepted' });
    expect(await accept(move, 'boston')).toMatchObject({ status: 'applied', gone: [{ city: 'rome' }] });
  });
});
