import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Plan } from '#contracts';
import { newId } from '#platform';
import { withFestival } from '../testing/festival.js';
import { PROGRAMME, seaFestival } from '../testing/forum.js';
import { planning, START_ONLY } from '../testing/planning.js';

const world = withFestival();
const { create, change, find } = world;
const { planned, apply } = planning(world);

// The festivals of all tests are of one programme, and their halls and chairs are the same.
afterEach(() =>
  world.service.sql(`UPDATE sessions SET status = 'cancelled' WHERE programme_id = $1`, [PROGRAMME]),
);

describe('a plan beside other events of the programme', () => {
  const zone = 'Asia/Ho_Chi_Minh';
  const day = { from: '2027-06-11', to: '2027-06-11' };
  const speakers = [{ name: 'Chair', city: 'nha-trang' }];
  const morning = { hours: { from: '09:00', to: '11:00' }, stepMinutes: 60 };
  const at = (local: string) => ({ local: `2027-06-11T${local}`, zone });
  const starts = (plan: Plan) => plan.proposal!.changes.map(({ to }) => to.start.local.slice(11, 16));
  let elsewhere: string;

  beforeEach(() => {
    elsewhere = newId();
    world.owned.events.push(seaFestival({ id: elsewhere }));
  });

  it('keeps relations with their sessions', async () => {
    const { id } = await create({ eventId: elsewhere, title: 'Elsewhere', place: null, start: at('09:00') });
    const relations = [{ kind: 'follows' as const, session: id }];
    await create({ ...START_ONLY, title: 'After it', place: null, window: day, relations });

    expect(starts(await planned(morning))).toEqual(['10:00']);
    const none = await planned({ hours: { from: '09:00', to: '10:00' } });
    expect(none.clash!.constraints.map(({ kind }) => kind)).toContain('follows');
  });

  it('takes nobody and no place that they have taken', async () => {
    await create({ eventId: elsewhere, title: 'Same chair', place: null, speakers, start: at('09:00') });
    await create({ ...START_ONLY, title: 'Here', place: null, speakers, window: day });
    expect(starts(await planned(morning))).toEqual(['10:00']);

    await create({ eventId: elsewhere, title: 'Same hall', start: at('10:00') });
    await create({ ...START_ONLY, title: 'In the hall', window: day });
    expect(starts(await planned(morning)).sort()).toEqual(['09:00', '10:00']);
  });

  it('lets what is simulcast share its speakers', async () => {
    const { id } = await create({
      eventId: elsewhere,
      title: 'There',
      place: null,
      speakers,
      start: at('10:00'),
    });
    const relations = [{ kind: 'simulcast' as const, session: id }];
    const shared = await create({ ...START_ONLY, title: 'Here', speakers, window: day, relations });
    const plan = await planned(morning);
    expect(starts(plan)).toEqual(['10:00']);
    await apply(plan);
    expect((await find()).find((session) => session.id === shared.id)!.start!.local).toContain('T10:00');
  });

  it('is outdated once one of them that it was fitted to has moved', async () => {
    const other = await create({
      eventId: elsewhere,
      title: 'Elsewhere',
      place: null,
      start: at('09:00'),
    });
    const relations = [{ kind: 'follows' as const, session: other.id }];
    await create({ ...START_ONLY, title: 'After it', place: null, window: day, relations });
    const plan = await planned(morning);
    await change(other, { start: at('10:00') });
    await expect(apply(plan)).rejects.toMatchObject({
      code: 'plan.outdated',
      detail: expect.stringContaining('Elsewhere'),
    });
  });

  it('keeps to the hours in which speakers and places can', async () => {
    const availability = [{ from: '2027-06-11T10:00', to: '2027-06-11T12:00' }];
    const late = { name: 'Guest', city: 'nha-trang', availability };
    await create({ ...START_ONLY, title: 'Late guest', place: null, speakers: [late], window: day });
    await create({
      ...START_ONLY,
      title: 'Late hall',
      place: { name: 'Terrace', city: 'nha-trang', availability },
      window: day,
    });
    expect(starts(await planned(morning))).toEqual(['10:00', '10:00']);
    const none = await planned({ hours: { from: '08:00', to: '10:00' } });
    expect(none.clash!.constraints.map(({ kind }) => kind)).toEqual(['session', 'hours', 'availability']);
    expect(none.clash!.detail).toMatch(/“(Guest|Terrace)”, whom or which “Late (guest|hall)” needs/);
  });
});
