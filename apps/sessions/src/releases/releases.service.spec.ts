import { describe, expect, it } from '@jest/globals';
import { CreateSession, FindReleases, ReleasePublished, SessionChanged, type InputOf } from '#contracts';
import { withFestival } from '../testing/festival.js';
import { LIAISON, ORGANIZER, talk } from '../testing/forum.js';

describe('releases', () => {
  const world = withFestival();
  const create = (title: string, local: string | null) => {
    const start = local === null ? null : { local, zone: 'Asia/Ho_Chi_Minh' };
    return world.service.ask(CreateSession, talk({ eventId: world.festival.id, title, start }), {
      actor: ORGANIZER,
    });
  };
  const publish = world.release;
  const find = (input: Partial<InputOf<typeof FindReleases>> = {}) =>
    world.service.ask(FindReleases, { eventId: world.festival.id, ...input });

  it('publishes the drafts that have a start, in order, and tells of each', async () => {
    const evening = await create('Evening', '2027-06-10T19:00');
    const morning = await create('Morning', '2027-06-10T09:00');
    await create('Unplaced', null);

    const release = await publish();

    expect(release).toEqual({
      eventId: world.festival.id,
      number: 1,
      at: expect.stringMatching(/Z$/),
      changes: [
        {
          session: morning.id,
          title: 'Morning',
          kind: 'new',
          to: { local: '2027-06-10T09:00:00', zone: 'Asia/Ho_Chi_Minh', instant: '2027-06-10T02:00:00Z' },
          words: '“Morning” is on Thursday 10 June 2027, 09:00 (Asia/Ho_Chi_Minh).',
        },
        {
          session: evening.id,
          title: 'Evening',
          kind: 'new',
          to: expect.anything(),
          words: expect.stringContaining('19:00'),
        },
      ],
    });
    const facts = await world.service.factsOf(ReleasePublished);
    expect(facts.filter(({ eventId }) => eventId === world.festival.id)).toEqual([release]);
    const states = await world.service.factsOf(SessionChanged);
    expect(states.filter(({ id }) => id === evening.id).at(-1)).toMatchObject({
      status: 'scheduled',
      release: 1,
      version: 2,
      sequence: 0,
    });
  });

  it('has nothing to publish twice, and new drafts wait for the next', async () => {
    await create('Morning', '2027-06-10T09:00');
    await publish();
    await expect(publish()).rejects.toMatchObject({ code: 'release.empty' });
    const evening = await create('Evening', '2027-06-10T19:00');
    expect(await publish()).toMatchObject({ number: 2, changes: [{ session: evening.id, kind: 'new' }] });
  });

  it('publishes once when two ask at the same moment', async () => {
    await create('Morning', '2027-06-10T09:00');
    const outcomes = await Promise.allSettled([publish(), publish(), publish()]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await find()).items).toHaveLength(1);
  });

  it('is read by anybody, newest first, page by page or by number', async () => {
    for (const hour of ['09', '11', '13']) {
      await create(`At ${hour}`, `2027-06-10T${hour}:00`);
      await publish();
    }
    const first = await find({ limit: 2 });
    expect(first.items.map(({ number }) => number)).toEqual([3, 2]);
    const last = await find({ limit: 2, cursor: first.next! });
    expect(last).toMatchObject({ items: [{ number: 1 }], next: null });
    expect((await find({ number: 2 })).items).toEqual([first.items[1]]);
    expect((await find({ number: 2_147_483_647 })).items).toEqual([]);
    await expect(find({ eventId: 'no-such-event' })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('stays readable with its whole schedule, whatever is changed later', async () => {
    const scheduleOf = async (number: number) =>
      (await find({ number, schedule: true })).items[0]!.schedule!.map(({ title, start, speakers }) => [
        title,
        start!.local.slice(11, 16),
        speakers.length,
      ]);
    const morning = await create('Morning', '2027-06-10T09:00');
    const evening = await create('Evening', '2027-06-10T19:00');
    await publish();
    await world.change(evening, {
      start: { local: '2027-06-10T08:00', zone: 'Asia/Ho_Chi_Minh' },
      speakers: [{ name: 'Host', city: 'nha-trang' }],
    });
    await world.cancel(morning);
    await create('Never published', '2027-06-10T12:00');

    expect(await scheduleOf(1)).toEqual([
      ['Morning', '09:00', 0],
      ['Evening', '19:00', 0],
    ]);
    expect(await scheduleOf(2)).toEqual([
      ['Evening', '08:00', 1],
      ['Morning', '09:00', 0],
    ]);
    expect(await scheduleOf(3)).toEqual([['Evening', '08:00', 1]]);
    expect((await find({ number: 3 })).items[0]).not.toHaveProperty('schedule');
  });

  it('of an event that is a draft are unknown to the public, as it is itself', async () => {
    world.festival.status = 'draft';
    await create('Secret', '2027-06-10T09:00');
    await expect(find()).rejects.toMatchObject({ code: 'not-found' });
    const asLiaison = { actor: LIAISON };
    const seen = await world.service.ask(FindReleases, { eventId: world.festival.id }, asLiaison);
    expect(seen.items).toEqual([]);
  });

  it('is for organizers', async () => {
    await expect(publish(LIAISON)).rejects.toMatchObject({ code: 'access.forbidden' });
  });

  it('is refused for a cancelled event', async () => {
    world.festival.status = 'cancelled';
    await expect(publish()).rejects.toMatchObject({ code: 'event.state' });
  });
});
