import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Session } from '#contracts';
import { withFestival } from '../testing/festival.js';
import { LIAISON, ORGANIZER, PARTICIPANT, STRANGER } from '../testing/forum.js';
import { liaisonOf, moving } from '../testing/moving.js';

const world = withFestival();
const { to, propose, answer, accept, read, list } = moving(world);

/** Required of Boston, where it is 08:00, and of Rome, where it is 14:00. */
let opening: Session;
/** Begins fifteen minutes after the opening has ended, at the earliest. */
let songs: Session;
const session = async ({ id }: Session) => (await world.find()).find((found) => found.id === id)!;

beforeEach(async () => {
  const parts = { 'nha-trang': 'required', boston: 'required', rome: 'required', tokyo: 'invited' } as const;
  opening = await world.create({ parts });
  songs = await world.create({
    title: 'Songs',
    start: { local: '2027-06-10T20:30:00', zone: 'Asia/Ho_Chi_Minh' },
    parts: { 'nha-trang': 'required', boston: 'required' },
    relations: [{ kind: 'follows', session: opening.slug, gapMinutes: 15 }],
  });
  await world.release();
  [opening, songs] = [await session(opening), await session(songs)];
});

describe('who may', () => {
  it('answer: a liaison of an asked city, for that city', async () => {
    const move = await propose([to(opening, '2027-06-10T20:00:00')]);
    const by = (actor: Parameters<typeof answer>[3], city?: string) =>
      answer(move, 'boston', { answer: 'accept', ...(city && { city }) }, actor);
    await expect(by(liaisonOf('tokyo'))).rejects.toMatchObject({ code: 'access.forbidden' });
    await expect(by(LIAISON, 'boston')).rejects.toMatchObject({ code: 'access.forbidden' });
    await expect(by(ORGANIZER)).rejects.toMatchObject({ code: 'access.forbidden' });
    await expect(by(liaisonOf('tokyo'), 'tokyo')).rejects.toMatchObject({ code: 'move.state' });
    for (const actor of [PARTICIPANT, STRANGER]) {
      await expect(by(actor)).rejects.toMatchObject({ code: 'not-found' });
    }
    const ofBoth = liaisonOf('boston', 'rome');
    await expect(by(ofBoth)).rejects.toMatchObject({ errors: [{ path: 'city' }] });
    expect(await by(ofBoth, 'boston')).toMatchObject({ awaiting: ['rome'] });
    expect(await by(LIAISON)).toMatchObject({ status: 'applied' });
  });

  it('see it: organizers and liaisons of the programme', async () => {
    const move = await propose([to(opening, '2027-06-10T20:00:00')]);
    for (const actor of [ORGANIZER, LIAISON, liaisonOf('tokyo')])
      expect(await read(move, actor)).toEqual(move);
    for (const actor of [PARTICIPANT, STRANGER]) expect(await read(move, actor)).toBeUndefined();
  });

  it('propose: its organizers, and of a draft nobody else learns that it exists', async () => {
    const wish = [to(opening, '2027-06-10T20:00:00')];
    for (const actor of [LIAISON, STRANGER, PARTICIPANT]) {
      await expect(propose(wish, {}, actor)).rejects.toMatchObject({ code: 'access.forbidden' });
    }
    const draft = await world.create({
      title: 'Secret',
      start: { local: '2027-06-14T09:00', zone: 'Asia/Tokyo' },
    });
    await expect(propose([to(draft, '2027-06-14T10:00:00')], {}, STRANGER)).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('find what awaits a city', async () => {
    const move = await propose([to(opening, '2027-06-10T20:00:00')]);
    const ids = async (city: string) =>
      (await list({ awaiting: city, sessionIds: [opening.id] }, liaisonOf(city))).map(({ id }) => id);
    expect([await ids('boston'), await ids('rome'), await ids('tokyo')]).toEqual([[move.id], [move.id], []]);
    await accept(move, 'boston');
    expect([await ids('boston'), await ids('rome')]).toEqual([[], [move.id]]);
  });
});

describe('what is no move', () => {
  it.each([
    ['its own start', '2027-06-10T19:00:00', 'sessions[0].start'],
    ['a start in the past', '2020-06-10T19:00:00', 'sessions[0].start'],
  ])('%s', async (_, local, path) => {
    await expect(propose([to(opening, local)])).rejects.toMatchObject({ errors: [{ path }] });
  });

  it('a session without a start, or one that is cancelled', async () => {
    const unplaced = await world.create({ title: 'Someday', start: null });
    await expect(propose([to(unplaced, '2027-06-10T20:00:00')])).rejects.toMatchObject({
      code: 'session.state',
    });
    await world.cancel(songs);
    await expect(propose([to(songs, '2027-06-10T22:00:00')])).rejects.toMatchObject({
      code: 'session.state',
    });
  });

  it('a session that has begun, or has taken place', async () => {
    const begun = (minutes: number) =>
      world.service.sql(
        `UPDATE sessions SET starts_at = clock_now() - make_interval(mins => $2) WHERE id = $1`,
        [opening.id, minutes],
      );
    for (const [minutes, instead] of [
      [30, '/delay'],
      [90, '/recording'],
    ] as const) {
      await begun(minutes);
      await expect(propose([to(opening, '2027-06-12T20:00:00')])).rejects.toMatchObject({
        code: 'session.state',
        detail: expect.stringContaining(instead),
      });
    }
  });

  it('a wall time that does not exist, by its field', async () => {
    const start = { local: '2027-03-14T02:30:00', zone: 'America/New_York' };
    await expect(propose([{ id: opening.id, start }])).rejects.toMatchObject({
      code: 'time.gap',
      errors: [{ path: 'sessions[0].start.local' }],
    });
  });
});
