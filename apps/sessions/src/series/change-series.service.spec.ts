import { describe, expect, it } from '@jest/globals';
import {
  AnswerMove,
  ChangeSeries,
  CreateSeries,
  ProposeMove,
  type Actor,
  type InputOf,
  type Series,
  type Session,
} from '#contracts';
import { withFestival } from '../testing/festival.js';
import { ORGANIZER, PROGRAMME } from '../testing/forum.js';

const world = withFestival();
const zone = 'Asia/Ho_Chi_Minh';

/** Four Tuesdays in June 2027 at 19:00. */
const make = (overrides: Partial<InputOf<typeof CreateSeries>> = {}) =>
  world.service.ask(
    CreateSeries,
    {
      eventId: world.festival.id,
      title: 'Harbour talk',
      durationMinutes: 60,
      place: { name: 'Hall 1', city: 'nha-trang' },
      parts: { 'nha-trang': 'required', boston: 'invited' },
      start: { local: '2027-06-01T19:00', zone },
      rule: 'FREQ=WEEKLY;COUNT=4',
      ...overrides,
    },
    { actor: ORGANIZER },
  );
const change = ({ id }: Series, patch: InputOf<typeof ChangeSeries>['patch'], ifVersion?: number) =>
  world.service.ask(ChangeSeries, { id, patch, ifVersion }, { actor: ORGANIZER });
const sessionAt = async (series: Series, index: number): Promise<Session> =>
  (await world.find()).find(({ id }) => id === series.occurrences[index]!.sessionId)!;
const live = (series: Series) =>
  series.occurrences.flatMap(({ status, start }) =>
    status === 'cancelled' ? [] : [start?.local.slice(0, 16)],
  );
const at = (local: string) => ({ local, zone });
const BOSTON: Actor = {
  kind: 'person',
  id: 'liaison-boston',
  grants: [{ role: 'liaison', programmeId: PROGRAMME, city: 'boston' }],
};

describe('a session of a series', () => {
  it('that is changed alone is an exception in just that field', async () => {
    const series = await make();
    const alone = await world.change(await sessionAt(series, 1), { title: 'Guest night' });
    expect(alone.series!.exceptions).toEqual(['title']);
    const changed = await change(series, { title: 'Talk at the harbour', durationMinutes: 90 });
    expect(changed).toMatchObject({ version: 2, title: 'Talk at the harbour', durationMinutes: 90 });
    const sessions = await world.find();
    expect(sessions.map(({ title }) => title)).toEqual([
      'Talk at the harbour',
      'Guest night',
      'Talk at the harbour',
      'Talk at the harbour',
    ]);
    expect(sessions.map(({ durationMinutes }) => durationMinutes)).toEqual([90, 90, 90, 90]);
    expect(sessions[0]!.series!.exceptions).toEqual([]);
  });

  it('keeps its own time when all others move', async () => {
    const series = await make();
    await world.change(await sessionAt(series, 1), { start: at('2027-06-09T17:00') });
    const moved = await change(series, { start: at('2027-06-01T20:00') });
    expect(live(moved)).toEqual([
      '2027-06-01T20:00',
      '2027-06-09T17:00',
      '2027-06-15T20:00',
      '2027-06-22T20:00',
    ]);
    // It still stands for 8 June: no other takes its place.
    expect(moved.occurrences[1]).toMatchObject({ occurrence: '2027-06-08T20:00:00', exceptions: ['start'] });
  });

  it('that was cancelled alone stays cancelled', async () => {
    const series = await make();
    await world.cancel(await sessionAt(series, 2));
    const later = await change(series, { start: at('2027-06-02T19:00') });
    expect(live(later)).toEqual(['2027-06-02T19:00', '2027-06-09T19:00', '2027-06-23T19:00']);
  });
});

describe('an exception from a series', () => {
  it('ends with its occurrence when that is excluded by name', async () => {
    const series = await make();
    await world.change(await sessionAt(series, 1), { start: at('2027-06-09T17:00') });
    const fewer = await change(series, { rule: 'FREQ=WEEKLY;COUNT=1' });
    // A shorter rule has no say over what was arranged for it alone; whoever names the day means it.
    expect(live(fewer)).toEqual(['2027-06-01T19:00', '2027-06-09T17:00']);
    const without = await change(series, { rule: 'FREQ=WEEKLY;COUNT=4', exclude: ['2027-06-08'] });
    expect(live(without)).toEqual(['2027-06-01T19:00', '2027-06-15T19:00', '2027-06-22T19:00']);
    expect(without.withoutEffect).toEqual([]);
  });

  it('is one no more once the series goes where it is', async () => {
    const series = await make({ parts: { 'nha-trang': 'required', boston: 'required' } });
    await world.release();
    const sessions = series.occurrences.map(({ sessionId, occurrence }) => ({
      id: sessionId,
      start: at(`${occurrence.slice(0, 10)}T20:00`),
    }));
    const { id } = await world.service.ask(
      ProposeMove,
      { sessions, reason: 'Later sunsets' },
      { actor: ORGANIZER },
    );
    await world.service.ask(AnswerMove, { id, answer: 'accept' }, { actor: BOSTON });
    const moved = await change(series, { start: at('2027-06-01T20:00') });
    expect(moved.occurrences.map(({ exceptions }) => exceptions)).toEqual([[], [], [], []]);
    expect(await change(moved, { start: at('2027-06-01T20:00') })).toEqual(moved);
    await expect(change(moved, { start: at('2027-06-01T21:00') })).rejects.toMatchObject({
      code: 'move.required',
      extensions: { sessions: series.occurrences.map(({ sessionId }) => sessionId) },
    });
  });
});

describe('changing all of a series', () => {
  it('takes the wall times that are left out along, and no day', async () => {
    const series = await make({ exclude: ['2027-06-08T19:00', '2027-06-22'] });
    const moved = await change(series, { start: at('2027-06-01T20:00') });
    expect(live(moved)).toEqual(['2027-06-01T20:00', '2027-06-15T20:00']);
    expect(moved).toMatchObject({ exclude: ['2027-06-08T20:00:00', '2027-06-22'], withoutEffect: [] });
    const said = await change(moved, { start: at('2027-06-01T21:00'), exclude: ['2027-06-22'] });
    expect(live(said)).toContain('2027-06-08T21:00');
  });

  it('moves each by as much as the start, also onto days of others', async () => {
    const series = await make({ rule: 'FREQ=DAILY;COUNT=3' });
    const moved = await change(series, { start: at('2027-06-02T19:00') });
    expect(live(moved)).toEqual(['2027-06-02T19:00', '2027-06-03T19:00', '2027-06-04T19:00']);
    expect(moved.occurrences.map(({ sessionId }) => sessionId)).toEqual(
      series.occurrences.map(({ sessionId }) => sessionId),
    );
    expect((await sessionAt(moved, 0)).series).toMatchObject({
      occurrence: '2027-06-02T19:00:00',
      exceptions: [],
    });
  });

  it('by another rule keeps what still fits, cancels the rest and adds drafts', async () => {
    const series = await make();
    await world.release();
    const changed = await change(series, { rule: 'FREQ=WEEKLY;INTERVAL=2;COUNT=4' });
    expect(live(changed)).toEqual([
      '2027-06-01T19:00',
      '2027-06-15T19:00',
      '2027-06-29T19:00',
      '2027-07-13T19:00',
    ]);
    const byStart = new Map(changed.occurrences.map((one) => [one.start!.local.slice(5, 10), one]));
    expect(byStart.get('06-08')).toMatchObject({ status: 'cancelled', exceptions: [] });
    expect(byStart.get('06-29')).toMatchObject({ status: 'draft', slug: 'harbour-talk-5' });
    expect((await world.releases())[0]!.changes.map(({ kind }) => kind)).toEqual(['cancelled', 'cancelled']);
    // What the rule has dropped comes back with it, as new sessions: cancelled ones are final.
    const back = await change(changed, { rule: 'FREQ=WEEKLY;COUNT=2' });
    expect(live(back)).toEqual(['2027-06-01T19:00', '2027-06-08T19:00']);
    expect(back.occurrences.find(({ slug }) => slug === 'harbour-talk-7')).toMatchObject({
      occurrence: '2027-06-08T19:00:00',
    });
  });

  it('leaves alone what has begun', async () => {
    const series = await make();
    await world.service.sql(
      `UPDATE sessions SET starts_at = clock_now() - interval '1 minute' WHERE id = $1`,
      [series.occurrences[0]!.sessionId],
    );
    const changed = await change(series, { title: 'Renamed', rule: 'FREQ=WEEKLY;COUNT=2' });
    expect((await sessionAt(series, 0)).title).toBe('Harbour talk');
    expect((await sessionAt(series, 1)).title).toBe('Renamed');
    expect(changed.occurrences.map(({ status }) => status)).toEqual([
      'draft',
      'draft',
      'cancelled',
      'cancelled',
    ]);
  });

  it('finds place and speakers once for all', async () => {
    const series = await make();
    await change(series, {
      place: { name: 'Terrace', city: 'nha-trang' },
      speakers: [{ name: 'Guest', city: 'boston' }],
    });
    const sessions = await world.find();
    expect(new Set(sessions.map(({ place }) => place!.id)).size).toBe(1);
    expect(sessions.map(({ place, speakers }) => [place!.slug, speakers[0]!.slug])).toEqual(
      Array(4).fill(['terrace', 'guest']),
    );
  });

  it('of released sessions is released once, and told of each', async () => {
    const series = await make();
    await world.release();
    await change(series, { durationMinutes: 45, start: at('2027-06-01T18:00') });
    const [release] = await world.releases();
    expect(release).toMatchObject({ number: 2 });
    expect(release!.changes.map(({ kind, fields }) => [kind, fields])).toEqual(
      Array(4).fill(['moved', ['durationMinutes']]),
    );
    const states = await world.statesOf(await sessionAt(series, 3));
    expect(states.at(-1)).toMatchObject({ version: 3, sequence: 1, timeVersion: 2 });
  });

  it('needs a move when other cities are required at the time of released sessions', async () => {
    const series = await make({ parts: { 'nha-trang': 'required', boston: 'required' } });
    await world.release();
    await expect(change(series, { start: at('2027-06-01T20:00') })).rejects.toMatchObject({
      code: 'move.required',
      extensions: { cities: ['boston'], sessions: series.occurrences.map(({ sessionId }) => sessionId) },
    });
    expect(await change(series, { title: 'Renamed' })).toMatchObject({ title: 'Renamed' });
  });

  it('proposes no more at once than a move may name', async () => {
    const parts = { 'nha-trang': 'required', boston: 'required' } as const;
    const series = await make({ rule: 'FREQ=DAILY;COUNT=51', parts });
    await world.release();
    const refused = change(series, { start: at('2027-06-01T20:00') });
    await expect(refused).rejects.toMatchObject({
      code: 'move.required',
      detail: expect.stringContaining('each of at most 50'),
    });
    const { extensions } = (await refused.catch((error: unknown) => error)) as {
      extensions: { sessions: string[]; propose: { body: InputOf<typeof ProposeMove> } };
    };
    expect(extensions.sessions).toHaveLength(51);
    const { body } = extensions.propose;
    expect(await world.service.ask(ProposeMove, body, { actor: ORGANIZER })).toMatchObject({
      status: 'proposed',
    });
  });

  it('tells every double-booking, and changes nothing then', async () => {
    const series = await make();
    const blocking = await world.create({ start: at('2027-06-08T20:30') });
    await expect(change(series, { start: at('2027-06-01T20:00'), title: 'Never' })).rejects.toMatchObject({
      code: 'schedule.conflict',
      extensions: { sessions: [blocking.id], conflicts: [{ occurrence: '2027-06-08T20:00:00' }] },
    });
    expect((await sessionAt(series, 0)).title).toBe('Harbour talk');
    const allowed = await change(series, { start: at('2027-06-01T20:00'), allowConflicts: true });
    expect(live(allowed)[0]).toBe('2027-06-01T20:00');
  });

  it.each(['2027-02-30T10:00', '2101-01-01T10:00', '2027-06-01'])(
    'refuses %s as its start',
    async (local) => {
      const series = await make({ exclude: ['2027-06-08T19:00'] });
      await expect(change(series, { start: at(local) })).rejects.toMatchObject({
        code: 'time.local',
        errors: [{ path: 'start.local' }],
      });
    },
  );

  it('asks about gaps of the new time', async () => {
    const series = await make({
      place: null,
      start: { local: '2027-03-13T10:00', zone: 'America/New_York' },
      rule: 'FREQ=DAILY;COUNT=2',
    });
    const night = { local: '2027-03-13T02:30', zone: 'America/New_York' };
    await expect(change(series, { start: night })).rejects.toMatchObject({ code: 'time.gap' });
    expect(live(await change(series, { start: night, onGap: 'later' }))).toEqual([
      '2027-03-13T02:30',
      '2027-03-14T03:30',
    ]);
  });

  it('lists what it drops and what it changes in the order of their starts', async () => {
    const series = await make();
    await world.release();
    const dates = async () =>
      (await world.releases())[0]!.changes.map(({ kind, from, to, session }) => {
        const known = series.occurrences.find(({ sessionId }) => sessionId === session)!;
        return `${kind} ${(to ?? from ?? known.start)!.local.slice(5, 10)}`;
      });
    await change(series, { rule: 'FREQ=WEEKLY;INTERVAL=2;COUNT=2', title: 'Talk' });
    expect(await dates()).toEqual(['changed 06-01', 'cancelled 06-08', 'changed 06-15', 'cancelled 06-22']);
  });

  it('counts and tells nothing when nothing changes, and is refused from an outdated page', async () => {
    const series = await make();
    const same = {
      title: 'Harbour talk',
      start: at('2027-06-01T19:00'),
      rule: 'FREQ=WEEKLY;COUNT=4',
      place: 'hall-1',
    };
    expect(await change(series, same)).toEqual(series);
    await change(series, { title: 'Renamed' }, 1);
    await expect(change(series, { title: 'Again' }, 1)).rejects.toMatchObject({ code: 'version.mismatch' });
  });
});
