import { describe, expect, it } from '@jest/globals';
import { ANONYMOUS, CreateSession, FindBusy, type Actor } from '#contracts';
import { newId } from '#platform';
import { withFestival } from '../testing/festival.js';
import { LIAISON, ORGANIZER, seaFestival, talk } from '../testing/forum.js';

const JUNE = { from: '2027-06-10T00:00:00Z', to: '2027-06-11T00:00:00Z' };

describe('busy speakers and places', () => {
  const world = withFestival();
  const chair = { name: 'Chair', city: 'boston' };
  const find = (ids: { speakers?: string[]; places?: string[] }, actor: Actor) =>
    world.service.ask(FindBusy, { ...ids, ...JUNE }, { actor });

  it('are taken by released sessions, and for those who see drafts by drafts too', async () => {
    const released = await world.create({ title: 'Released', speakers: [chair] });
    await world.release();
    await world.create({
      title: 'Draft',
      speakers: [chair],
      start: { local: '2027-06-10T21:00', zone: 'Asia/Ho_Chi_Minh' },
    });
    const ids = { speakers: [released.speakers[0]!.id], places: [released.place!.id] };
    const speaker = { kind: 'speaker', id: ids.speakers[0] };
    const place = { kind: 'place', id: ids.places[0] };
    const first = { from: '2027-06-10T12:00:00Z', to: '2027-06-10T13:00:00Z' };
    const second = { from: '2027-06-10T14:00:00Z', to: '2027-06-10T15:00:00Z' };

    expect((await find(ids, ANONYMOUS)).items).toEqual([
      { ...speaker, ...first },
      { ...place, ...first },
    ]);
    expect((await find(ids, LIAISON)).items).toEqual([
      { ...speaker, ...first },
      { ...speaker, ...second },
      { ...place, ...first },
      { ...place, ...second },
    ]);
    await world.cancel(released);
    expect((await find(ids, ANONYMOUS)).items).toEqual([]);
  });

  it('of the same name and city are the same in every event of the programme', async () => {
    const other = seaFestival({ id: newId(), slug: 'other' });
    world.owned.events.push(other);
    const here = await world.create({ speakers: [chair], start: null });
    await world.service.ask(CreateSession, talk({ eventId: other.id, speakers: [chair] }), {
      actor: ORGANIZER,
    });
    const { items } = await find({ speakers: [here.speakers[0]!.id] }, ORGANIZER);
    expect(items.map(({ from }) => from)).toContain('2027-06-10T12:00:00Z');
  });

  it('cannot outside of their windows, by their own clocks, which only insiders learn', async () => {
    const availability = [
      { from: '2027-06-10T08:00', to: '2027-06-10T10:00' },
      { from: '2027-06-10T10:00', to: '2027-06-10T18:00' },
    ];
    const session = await world.create({
      speakers: [{ ...chair, name: 'Guest', availability }],
      start: null,
    });
    const ids = { speakers: [session.speakers[0]!.id] };
    // 08:00 to 18:00 in Boston.
    expect((await find(ids, ORGANIZER)).items.map(({ from, to }) => [from, to])).toEqual([
      [JUNE.from, '2027-06-10T12:00:00Z'],
      ['2027-06-10T22:00:00Z', JUNE.to],
    ]);
    expect(await find(ids, ANONYMOUS)).toEqual({
      items: [],
      unknown: { speakers: ids.speakers, places: [] },
    });
    expect((await find({ places: ['no-such-place'] }, ORGANIZER)).unknown.places).toEqual(['no-such-place']);
  });
});
