import { beforeEach, describe, expect, it } from '@jest/globals';
import { CancelSession, SessionChanged, type Session } from '#contracts';
import { waitFor } from '#platform/testing';
import { localTime } from '#time';
import { withFestival } from '../testing/festival.js';
import { LIAISON, ORGANIZER } from '../testing/forum.js';
import { moving } from '../testing/moving.js';

const world = withFestival();
const { to, preview, propose, accept, recordingOnly, counter, decide, withdraw, read, list, told } =
  moving(world);

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

describe('a preview', () => {
  it('shows clocks and burdens before and after, what is dragged along, and who is asked', async () => {
    const shown = await preview(to(opening, '2027-06-10T20:00:00'));

    expect(shown.sessions).toMatchObject([
      { id: opening.id, version: opening.version, dragged: false, to: { local: '2027-06-10T20:00:00' } },
      { id: songs.id, dragged: true, from: songs.start, to: { local: '2027-06-10T21:15:00' } },
    ]);
    expect(shown.effects.relations).toMatchObject([
      { kind: 'follows', session: songs.id, earlier: opening.id, dragged: songs.id },
    ]);
    expect(shown.effects.sessions[0]!.cities).toMatchObject([
      { city: 'nha-trang', part: 'required', before: { burden: 1 }, after: { burden: 2 } },
      {
        city: 'boston',
        before: { local: '2027-06-10T08:00:00', burden: 1 },
        after: { local: '2027-06-10T09:00:00', burden: 0 },
      },
      { city: 'rome', before: { burden: 0 }, after: { burden: 0 } },
      { city: 'tokyo', part: 'invited', after: { burden: 4 } },
    ]);
    expect(shown.asked).toMatchObject([
      { city: 'boston', onSilence: 'accept' },
      { city: 'rome', onSilence: 'accept' },
    ]);
    expect(await list({ sessionIds: [opening.id] })).toEqual([]);
  });

  it('shows double bookings and relations that can’t be kept', async () => {
    const other = await world.create({
      title: 'Lanterns',
      start: { local: '2027-06-11T09:30:00', zone: 'Asia/Ho_Chi_Minh' },
    });
    const { effects } = await preview(to(songs, '2027-06-11T09:00:00'));
    expect(effects.conflicts).toMatchObject([{ kind: 'place', sessions: [songs.id, other.id] }]);

    const both = await preview(to(opening, '2027-06-10T20:00:00'), to(songs, '2027-06-10T19:00:00'));
    expect(both.effects.relations).toMatchObject([{ session: songs.id, earlier: opening.id, dragged: null }]);
  });

  it('gives the programme’s time to answer, but half of the time left at most, on each city’s clock', async () => {
    const now = Date.now();
    const { deadline, remindAt, asked } = await preview(to(opening, '2027-06-10T20:00:00'));
    const hours = (instant: string) => (Date.parse(instant) - now) / 3_600_000;
    expect(hours(deadline)).toBeCloseTo(168, 0);
    expect(hours(remindAt)).toBeCloseTo(84, 0);
    const rome = asked.find(({ city }) => city === 'rome')!;
    expect(rome.deadline).toBe(localTime(deadline, 'Europe/Rome').local);
  });
});

describe('a move', () => {
  it('is applied when all have answered: every session told once, one release, no change before', async () => {
    const move = await propose([to(opening, '2027-06-10T20:00:00')]);
    expect(move).toMatchObject({ status: 'proposed', version: 1, awaiting: ['boston', 'rome'], answers: {} });
    const before = (await world.service.factsOf(SessionChanged)).length;

    const once = await accept(move, 'boston');
    expect(once).toMatchObject({ status: 'proposed', awaiting: ['rome'], version: 2 });
    expect(await session(opening)).toEqual(opening);

    const done = await accept(move, 'rome');
    expect(done).toMatchObject({
      status: 'applied',
      awaiting: [],
      answers: { boston: { answer: 'accept', by: 'liaison' }, rome: { answer: 'accept' } },
      outcome: { kind: 'agreed' },
    });
    expect(await session(opening)).toMatchObject({
      start: { local: '2027-06-10T20:00:00' },
      sequence: 1,
      timeVersion: 2,
      version: opening.version + 1,
    });
    expect(await session(songs)).toMatchObject({ start: { local: '2027-06-10T21:15:00' }, timeVersion: 2 });
    const facts = (await world.service.factsOf(SessionChanged)).slice(before);
    expect(facts.map(({ id }) => id).sort()).toEqual([opening.id, songs.id].sort());
    expect((await world.releases())[0]).toMatchObject({
      number: 2,
      changes: [{ kind: 'moved' }, { kind: 'moved' }],
    });
    expect((await told(move)).map(({ status, version }) => `${version} ${status}`)).toEqual([
      '1 proposed',
      '2 proposed',
      '3 applied',
    ]);
  });

  it('makes a city that asks for it receive the recording, in the same change', async () => {
    const move = await propose([to(opening, '2027-06-10T20:00:00')]);
    await recordingOnly(move, 'rome');
    expect((await session(opening)).parts['rome']).toBe('required');
    await accept(move, 'boston');
    expect(await session(opening)).toMatchObject({
      parts: { rome: 'recording', boston: 'required' },
      version: opening.version + 1,
    });
  });

  it('with another time proposed by one city changes nothing, and says which', async () => {
    const move = await propose([to(opening, '2027-06-10T20:00:00')]);
    await counter(move, 'boston', '2027-06-10T20:15:00');
    const done = await accept(move, 'rome');
    expect(done).toMatchObject({
      status: 'rejected',
      outcome: { kind: 'countered', detail: expect.stringContaining('boston (2027-06-10T20:15:00') },
      answers: { boston: { counter: { session: opening.id, start: { instant: '2027-06-10T13:15:00Z' } } } },
    });
    expect(await session(opening)).toEqual(opening);
  });

  it('takes as another time none that is proposed already, nor one too soon to be told', async () => {
    const move = await propose([to(opening, '2027-06-10T20:00:00')]);
    for (const local of ['2027-06-10T20:00:00', '2020-01-01T09:00:00']) {
      await expect(counter(move, 'boston', local)).rejects.toMatchObject({
        code: 'validation.failed',
        errors: [{ path: 'start' }],
      });
    }
    // The present start asks to leave it where it is.
    expect(await counter(move, 'boston', '2027-06-10T19:00:00')).toMatchObject({ awaiting: ['rome'] });
  });

  it('takes another answer of a city until the last has answered, and the same again changes nothing', async () => {
    const move = await propose([to(opening, '2027-06-10T20:00:00')]);
    await counter(move, 'boston', '2027-06-10T20:15:00');
    const accepted = await accept(move, 'boston');
    expect(await accept(move, 'boston')).toEqual(accepted);
    const done = await accept(move, 'rome');
    expect(done.status).toBe('applied');
    expect(await accept(move, 'boston')).toEqual(done);
    await expect(counter(move, 'boston', '2027-06-10T20:15:00')).rejects.toMatchObject({
      code: 'move.state',
    });
  });

  it('is applied at once when no other city is required', async () => {
    const own = await world.create({
      title: 'Rehearsal',
      start: { local: '2027-06-09T09:00', zone: 'Asia/Tokyo' },
      parts: { 'nha-trang': 'required' },
    });
    await world.release();
    const move = await propose([to(own, '2027-06-09T10:00:00')]);
    expect(move).toMatchObject({ status: 'applied', asked: [], outcome: { kind: 'agreed' } });
    expect(await session(own)).toMatchObject({ start: { local: '2027-06-09T10:00:00' } });
  });

  it('is decided without the missing answers for a reason, which is shown', async () => {
    const move = await propose([to(opening, '2027-06-10T20:00:00')]);
    await accept(move, 'rome');
    for (const actor of [LIAISON]) {
      await expect(decide(move, 'Mine.', actor)).rejects.toMatchObject({ code: 'access.forbidden' });
    }
    expect(await decide(move, 'The tide table is final.')).toMatchObject({
      status: 'applied',
      decision: { reason: 'The tide table is final.' },
      answers: { boston: { answer: 'accept', by: 'decision' }, rome: { by: 'liaison' } },
      outcome: { kind: 'decided', detail: expect.stringContaining('boston') },
    });
    expect(await session(opening)).toMatchObject({ start: { local: '2027-06-10T20:00:00' } });
  });

  it('is not decided against a city that has answered with another time', async () => {
    const move = await propose([to(opening, '2027-06-10T20:00:00')]);
    await counter(move, 'boston', '2027-06-10T20:15:00');
    await expect(decide(move)).rejects.toMatchObject({
      code: 'move.state',
      detail: expect.stringContaining('boston'),
    });
  });

  it('is withdrawn, and that is final', async () => {
    const move = await propose([to(opening, '2027-06-10T20:00:00')]);
    expect(await withdraw(move)).toMatchObject({ status: 'withdrawn', awaiting: [] });
    await expect(accept(move, 'boston')).rejects.toMatchObject({ code: 'move.state' });
    expect(await withdraw(move)).toMatchObject({ status: 'withdrawn', version: 2 });
    expect(await session(opening)).toEqual(opening);
  });
});

describe('a move whose sessions have changed meanwhile', () => {
  it('is rejected whole, with what has changed', async () => {
    const move = await propose([to(opening, '2027-06-10T20:00:00')]);
    await accept(move, 'boston');
    await world.change(songs, { durationMinutes: 90 });
    await waitFor(async () => (await read(move))!.status !== 'proposed', { what: 'the end of the move' });
    expect(await read(move)).toMatchObject({
      status: 'rejected',
      outcome: { kind: 'stale', detail: expect.stringMatching(/“Songs” has changed .*durationMinutes/) },
    });
    expect(await session(opening)).toEqual(opening);
  });

  it.each<[string, string, Parameters<typeof world.change>[1]]>([
    ['length', 'durationMinutes', { durationMinutes: 45 }],
    ['parts', 'parts', { parts: { 'nha-trang': 'required', tokyo: 'required' } }],
    ['place', 'place', { place: { name: 'Piazza', city: 'rome' } }],
    ['speakers', 'speakers', { speakers: [{ name: 'Chair', city: 'boston' }] }],
    ['purpose', 'purpose', { purpose: 'family' }],
    ['zone', 'start', { start: { local: '2027-06-10T19:00:00', zone: 'Asia/Bangkok' } }],
    ['clock', 'start', { start: { local: '2027-06-10T14:00:00', zone: 'Europe/Rome' } }],
  ])('ends at once when another %s is set, which says why', async (_, field, patch) => {
    const move = await propose([to(opening, '2027-06-10T20:00:00')]);
    await world.change(opening, patch);
    await waitFor(async () => (await read(move))!.status !== 'proposed', { what: 'the end of the move' });
    expect(await read(move)).toMatchObject({
      status: 'rejected',
      outcome: {
        kind: 'stale',
        detail: expect.stringContaining(`has changed since it was proposed (${field})`),
      },
    });
    expect(await told(move)).toHaveLength(2);
  });

  it('ends at once when what it drags along is tied otherwise, or loses its start', async () => {
    const move = await propose([to(opening, '2027-06-10T20:00:00')]);
    await world.change(songs, { relations: [{ kind: 'follows', session: opening.slug, gapMinutes: 20 }] });
    await waitFor(async () => (await read(move))!.status !== 'proposed', { what: 'the end of the move' });
    expect(await read(move)).toMatchObject({ outcome: { detail: expect.stringContaining('(relations)') } });

    const dance = await world.create({
      title: 'Dance',
      start: { local: '2027-06-10T21:45:00', zone: 'Asia/Ho_Chi_Minh' },
      relations: [{ kind: 'follows', session: songs.slug, gapMinutes: 15 }],
    });
    const again = await propose([to(songs, '2027-06-10T21:00:00')]);
    await world.change(dance, { start: null });
    await waitFor(async () => (await read(again))!.status !== 'proposed', { what: 'the end of the move' });
    expect(await read(again)).toMatchObject({ outcome: { detail: expect.stringContaining('(start)') } });
  });

  it('is rejected when one of them was cancelled, or somebody else was placed there', async () => {
    const move = await propose([to(opening, '2027-06-10T20:00:00')]);
    await world.create({
      title: 'Lanterns',
      start: { local: '2027-06-10T21:30', zone: 'Asia/Ho_Chi_Minh' },
      allowConflicts: true,
    });
    await accept(move, 'boston');
    expect(await accept(move, 'rome')).toMatchObject({
      outcome: { kind: 'stale', detail: expect.stringContaining('Lanterns') },
    });

    const again = await propose([to(songs, '2027-06-12T21:30:00')]);
    await world.service.ask(CancelSession, { id: songs.id }, { actor: ORGANIZER });
    await waitFor(async () => (await read(again))!.status !== 'proposed', { what: 'the end of the move' });
    expect(await read(again)).toMatchObject({
      status: 'rejected',
      outcome: { kind: 'stale', detail: expect.stringContaining('cancelled') },
    });
  });

  it('is applied all the same when only a title was mended', async () => {
    const move = await propose([to(opening, '2027-06-10T20:00:00')]);
    await world.change(opening, { title: 'The opening' });
    await accept(move, 'boston');
    expect(await accept(move, 'rome')).toMatchObject({ status: 'applied' });
    expect(await session(opening)).toMatchObject({
      title: 'The opening',
      start: { local: '2027-06-10T20:00:00' },
    });
  });
});

describe('a second move of the same session', () => {
  it('is told of the first, also where it would only drag the session along', async () => {
    const first = await propose([to(songs, '2027-06-10T22:00:00')]);
    const second = to(opening, '2027-06-10T21:00:00');
    expect((await preview(second)).effects.openMoves).toEqual([{ id: first.id, sessions: [songs.id] }]);
    await expect(propose([second])).rejects.toMatchObject({
      code: 'move.open',
      extensions: { moves: [{ id: first.id, sessions: [songs.id] }] },
    });
    await withdraw(first);
    expect(await propose([second])).toMatchObject({ status: 'proposed' });
  });

  it('may be proposed alongside; whichever is applied first ends the other', async () => {
    const first = await propose([to(songs, '2027-06-10T22:00:00')]);
    const second = await propose([to(songs, '2027-06-10T21:00:00')], { alongside: true });
    expect(await accept(second, 'boston')).toMatchObject({ status: 'applied' });
    await waitFor(async () => (await read(first))!.status !== 'proposed', { what: 'the end of the other' });
    expect(await read(first)).toMatchObject({ status: 'rejected', outcome: { kind: 'stale' } });
    expect(await session(songs)).toMatchObject({ start: { local: '2027-06-10T21:00:00' }, timeVersion: 2 });
  });

  it('cannot slip in at the same moment', async () => {
    const attempts = ['21:00', '21:30', '22:00'].map((hour) => propose([to(songs, `2027-06-10T${hour}:00`)]));
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await list({ sessionIds: [songs.id] })).toHaveLength(1);
  });
});

/** Last, since time goes only forward. */
describe('time', () => {
  it('reminds half-way, once, and closes at the deadline by what silence means', async () => {
    const move = await propose([to(opening, '2027-06-10T20:00:00')]);
    await accept(move, 'rome');
    await world.service.moveClockTo(move.remindAt);
    await waitFor(async () => (await read(move))!.remindedAt !== null, { what: 'the reminder' });
    expect(await read(move)).toMatchObject({ status: 'proposed', awaiting: ['boston'], version: 3 });

    await world.service.moveClockTo(move.deadline);
    await waitFor(async () => (await read(move))!.status !== 'proposed', { what: 'the deadline' });
    expect(await read(move)).toMatchObject({
      status: 'applied',
      answers: { boston: { answer: 'accept', by: 'silence' }, rome: { by: 'liaison' } },
      version: 4,
    });
    expect((await told(move)).map(({ remindedAt }) => remindedAt !== null)).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  it('takes no answer after the deadline, even before the clock’s worker comes', async () => {
    const move = await propose([to(opening, '2027-06-10T04:00:00')]);
    expect(move.asked).toMatchObject([
      { city: 'boston', onSilence: 'accept' },
      { city: 'rome', onSilence: 'reject' },
    ]);
    await world.service.moveClockTo(move.deadline);
    await expect(accept(move, 'boston')).rejects.toMatchObject({ code: 'move.state' });
    await waitFor(async () => (await read(move))!.status === 'rejected', { what: 'the deadline' });
    expect(await read(move)).toMatchObject({ outcome: { kind: 'refused' } });
    expect(await session(opening)).toEqual(opening);
  });

  it('within 24 hours of the start leaves announced delays only, also of what is dragged along', async () => {
    await world.service.moveClockTo('2027-06-09T12:30:00Z');
    await expect(propose([to(opening, '2027-06-12T20:00:00')])).rejects.toMatchObject({
      code: 'delay.required',
    });
    const { effects } = await preview(to(songs, '2027-06-12T19:00:00'));
    expect(effects.relations).toEqual([]);
    await expect(propose([to(songs, '2027-06-10T19:25:00')])).rejects.toMatchObject({
      errors: [{ path: 'sessions[0].start' }],
    });
  });
});
