import { describe, expect, it } from '@jest/globals';
import {
  CancelSeries,
  ChangeSeries,
  CreateSeries,
  FindSeries,
  SessionChanged,
  type Actor,
  type InputOf,
  type Series,
  type Session,
} from '#contracts';
import { newId } from '#platform';
import { withFestival } from '../testing/festival.js';
import { LIAISON, ORGANIZER, PARTICIPANT, STRANGER } from '../testing/forum.js';
import { placeOccurrences } from './occurrence.rules.js';

const world = withFestival();
const ANYBODY: Actor = { kind: 'anonymous' };

/** Every second Tuesday at 19:00 in Nha Trang, eight times. */
const talks = (overrides: Partial<InputOf<typeof CreateSeries>> = {}): InputOf<typeof CreateSeries> => ({
  eventId: world.festival.id,
  title: 'Harbour talk',
  durationMinutes: 60,
  place: { name: 'Hall 1', city: 'nha-trang' },
  start: { local: '2027-06-01T19:00', zone: 'Asia/Ho_Chi_Minh' },
  rule: 'FREQ=WEEKLY;INTERVAL=2;COUNT=8',
  ...overrides,
});
const make = (overrides: Partial<InputOf<typeof CreateSeries>> = {}, actor = ORGANIZER) =>
  world.service.ask(CreateSeries, talks(overrides), { actor });
const read = async ({ id }: Series, actor: Actor = ORGANIZER) =>
  (await world.service.ask(FindSeries, { ids: [id] }, { actor })).items[0];
const sessionOf = async (series: Series, index: number): Promise<Session> => {
  const id = series.occurrences[index]!.sessionId;
  return (await world.find()).find((session) => session.id === id)!;
};
const locals = (series: Series) => series.occurrences.map(({ start }) => start?.local);

describe('a new series', () => {
  it('is every second Tuesday at 19:00 in Nha Trang, eight times, not on 2 September', async () => {
    const series = await make({
      start: { local: '2025-08-05T19:00', zone: 'Asia/Ho_Chi_Minh' },
      exclude: ['2025-09-02'],
    });
    expect(locals(series)).toEqual([
      '2025-08-05T19:00:00',
      '2025-08-19T19:00:00',
      '2025-09-16T19:00:00',
      '2025-09-30T19:00:00',
      '2025-10-14T19:00:00',
      '2025-10-28T19:00:00',
      '2025-11-11T19:00:00',
    ]);
    expect(series).toMatchObject({ status: 'active', version: 1, withoutEffect: [], skipped: [] });
    expect(await read(series)).toEqual(series);
  });

  it('makes ordinary sessions, drafts with numbers in their slugs and facts of their own', async () => {
    const speakers = [{ name: 'Host', city: 'nha-trang' }];
    const series = await make({ speakers, rule: 'FREQ=DAILY;COUNT=3', purpose: 'evening' });
    const sessions = await world.find();
    expect(sessions.map(({ slug }) => slug)).toEqual(['harbour-talk-1', 'harbour-talk-2', 'harbour-talk-3']);
    expect(sessions[1]).toMatchObject({
      title: 'Harbour talk',
      status: 'draft',
      purpose: 'evening',
      version: 1,
      timeVersion: 1,
      parts: { 'nha-trang': 'required', boston: 'invited' },
      place: { slug: 'hall-1' },
      speakers: [{ slug: 'host' }],
      start: { local: '2027-06-02T19:00:00', instant: '2027-06-02T12:00:00Z' },
      series: { id: series.id, occurrence: '2027-06-02T19:00:00', exceptions: [] },
    });
    const facts = (await world.service.factsOf(SessionChanged)).filter(
      ({ eventId }) => eventId === world.festival.id,
    );
    expect(facts.map(({ series }) => series?.occurrence)).toEqual(
      series.occurrences.map(({ occurrence }) => occurrence),
    );
    const again = await make({
      rule: 'FREQ=DAILY;COUNT=1',
      start: { local: '2027-07-01T19:00', zone: 'Asia/Ho_Chi_Minh' },
    });
    expect(again.occurrences[0]!.slug).toBe('harbour-talk-1-2');
  });

  it('keeps the wall time where clocks change, whatever the instant', async () => {
    const series = await make({
      place: null,
      start: { local: '2027-10-24T18:00', zone: 'Europe/Rome' },
      rule: 'FREQ=WEEKLY;COUNT=2',
    });
    expect(series.occurrences.map(({ start }) => start)).toMatchObject([
      { local: '2027-10-24T18:00:00', offset: '+02:00', instant: '2027-10-24T16:00:00Z' },
      { local: '2027-10-31T18:00:00', offset: '+01:00', instant: '2027-10-31T17:00:00Z' },
    ]);
  });

  it.each([
    ['FREQ=WEEKLY', 'endless'],
    ['FREQ=HOURLY;COUNT=3', 'daily at most'],
    ['FREQ=DAILY;COUNT=501', 'more than 500'],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3', 'never happens'],
    ['every second Tuesday', 'NAME=VALUE'],
  ])('by the rule %s is refused: %s', async (rule, reason) => {
    await expect(make({ rule })).rejects.toMatchObject({
      code: 'validation.failed',
      errors: [{ path: 'rule', message: expect.stringContaining(reason) }],
    });
    expect(await world.find()).toEqual([]);
  });

  it('may have 500 occurrences', async () => {
    const series = await make({ rule: 'FREQ=DAILY;COUNT=500' });
    expect(series.occurrences).toHaveLength(500);
    const [row] = await world.service.sql<{ sessions: string; facts: string }>(
      `SELECT count(*) AS sessions, (SELECT count(*) FROM outbox WHERE envelope #>> '{data,eventId}' = $1) AS facts
       FROM sessions WHERE event_id = $1`,
      [world.festival.id],
    );
    expect(row).toEqual({ sessions: '500', facts: '500' });
  });

  it('asks what to do where clocks skip or repeat an occurrence, listing each', async () => {
    const zone = 'America/New_York';
    const skipped = { place: null, start: { local: '2027-03-13T02:30', zone }, rule: 'FREQ=DAILY;COUNT=3' };
    await expect(make(skipped)).rejects.toMatchObject({
      code: 'time.gap',
      extensions: {
        occurrences: [
          {
            occurrence: '2027-03-14T02:30:00',
            kind: 'gap',
            suggestions: ['2027-03-14T01:30:00', '2027-03-14T03:30:00'],
          },
        ],
      },
      errors: [{ path: 'onGap', message: expect.stringContaining('2027-03-14T02:30:00') }],
    });
    expect((await make({ ...skipped, onGap: 'later' })).occurrences[1]).toMatchObject({
      occurrence: '2027-03-14T02:30:00',
      start: { local: '2027-03-14T03:30:00' },
    });
    expect((await make({ ...skipped, onGap: 'earlier' })).occurrences[1]!.start).toMatchObject({
      local: '2027-03-14T01:30:00',
    });
    const without = await make({ ...skipped, onGap: 'skip' });
    expect(without.occurrences).toHaveLength(2);
    expect(without.skipped).toEqual(['2027-03-14T02:30:00']);

    const repeated = { place: null, start: { local: '2027-11-06T01:30', zone }, rule: 'FREQ=DAILY;COUNT=3' };
    await expect(make(repeated)).rejects.toMatchObject({
      code: 'time.overlap',
      extensions: {
        occurrences: [
          {
            occurrence: '2027-11-07T01:30:00',
            kind: 'overlap',
            choices: ['2027-11-07T05:30:00Z', '2027-11-07T06:30:00Z'],
          },
        ],
      },
      errors: [{ path: 'start.disambiguation' }],
    });
    const later = await make({ ...repeated, start: { ...repeated.start, disambiguation: 'later' } });
    expect(later.occurrences[1]!.start).toMatchObject({ instant: '2027-11-07T06:30:00Z' });
  });

  it('tells every double-booking of place and speakers at once', async () => {
    const [first, second] = [
      await world.create({ start: { local: '2027-06-15T19:30', zone: 'Asia/Ho_Chi_Minh' } }),
      await world.create({ start: { local: '2027-06-29T18:30', zone: 'Asia/Ho_Chi_Minh' } }),
    ];
    await expect(make()).rejects.toMatchObject({
      code: 'schedule.conflict',
      extensions: {
        sessions: [first.id, second.id],
        conflicts: [
          { occurrence: '2027-06-15T19:00:00', kind: 'place', sessions: [first.id] },
          { occurrence: '2027-06-29T19:00:00', kind: 'place', sessions: [second.id] },
        ],
      },
    });
    expect((await make({ allowConflicts: true })).occurrences).toHaveLength(8);
    const overlapping = make({
      place: { name: 'Hall 2', city: 'nha-trang' },
      rule: 'FREQ=DAILY;COUNT=1',
      include: ['2027-06-01T19:30'],
    });
    await expect(overlapping).rejects.toMatchObject({
      extensions: { conflicts: [{ occurrence: '2027-06-01T19:30:00' }] },
    });
  });

  it('is for organizers, and happens once for one Idempotency-Key', async () => {
    for (const actor of [PARTICIPANT, STRANGER, LIAISON]) {
      await expect(make({}, actor)).rejects.toMatchObject({ code: 'access.forbidden' });
    }
    const as = { actor: ORGANIZER, idempotencyKey: newId() };
    const first = await world.service.ask(CreateSeries, talks(), as);
    expect(await world.service.ask(CreateSeries, talks(), as)).toEqual(first);
    expect(await world.find()).toHaveLength(8);
  });

  it('is unknown to others until an occurrence is released', async () => {
    const series = await make({ rule: 'FREQ=DAILY;COUNT=2' });
    expect(await read(series, PARTICIPANT)).toBeUndefined();
    await world.release();
    expect((await read(series, PARTICIPANT))?.occurrences).toHaveLength(2);
    await world.service.sql(`UPDATE sessions SET release = NULL, status = 'draft' WHERE id = $1`, [
      series.occurrences[0]!.sessionId,
    ]);
    expect((await read(series, PARTICIPANT))?.occurrences).toHaveLength(1);
  });

  it('tells those who may not see drafts nothing of what has not been released', async () => {
    const series = await make({ rule: 'FREQ=DAILY;COUNT=3', exclude: ['2027-06-02'] });
    await world.release();
    const before = (await read(series, PARTICIPANT))!;
    expect(before).toMatchObject({ exclude: [], withoutEffect: [], occurrences: [{}, {}] });
    expect(await read(series)).toMatchObject({ exclude: ['2027-06-02'] });

    const patch = { rule: 'FREQ=DAILY;COUNT=6', exclude: ['2027-06-02', '2027-06-05', '2027-07-01'] };
    const changed = await world.service.ask(ChangeSeries, { id: series.id, patch }, { actor: ORGANIZER });
    expect(changed).toMatchObject({ version: 2, withoutEffect: ['2027-07-01'], occurrences: { length: 4 } });
    for (const actor of [PARTICIPANT, STRANGER, ANYBODY]) {
      expect(await read(series, actor)).toEqual(before);
    }
    expect(await read(series, LIAISON)).toEqual(changed);

    await world.release();
    const { occurrences, start, rule, exclude, include } = (await read(series, PARTICIPANT))!;
    expect(occurrences).toHaveLength(4);
    // It stands for what has been released, and nothing else.
    const meant = placeOccurrences({ start, rule, exclude, include, onGap: null }).occurrences;
    expect(meant.map((each) => each.start.instant)).toEqual(occurrences.map((each) => each.start!.instant));
  });

  it('is told as cancelled to those who knew of what was', async () => {
    const series = await make({ rule: 'FREQ=DAILY;COUNT=1' });
    await world.release();
    await world.service.sql(`UPDATE sessions SET starts_at = clock_now() - interval '1 day' WHERE id = $1`, [
      series.occurrences[0]!.sessionId,
    ]);
    const patch = { rule: 'FREQ=DAILY;COUNT=2' };
    await world.service.ask(ChangeSeries, { id: series.id, patch }, { actor: ORGANIZER });
    await world.service.ask(CancelSeries, { id: series.id }, { actor: ORGANIZER });
    expect(await read(series, PARTICIPANT)).toMatchObject({ status: 'active', occurrences: { length: 1 } });
    expect(await read(series)).toMatchObject({ status: 'cancelled' });
  });

  it('is listed with others of its event, page by page', async () => {
    const made = [];
    for (const day of ['01', '02', '03']) {
      made.push(
        await make({
          start: { local: `2027-06-${day}T19:00`, zone: 'Asia/Ho_Chi_Minh' },
          rule: 'FREQ=DAILY;COUNT=1',
        }),
      );
    }
    const page = (cursor?: string) =>
      world.service.ask(
        FindSeries,
        { eventIds: [world.festival.id], limit: 2, cursor },
        { actor: ORGANIZER },
      );
    const first = await page();
    expect(first.items).toEqual(made.slice(0, 2));
    expect(await page(first.next!)).toEqual({ items: made.slice(2), next: null });
  });
});

describe('cancelling a series', () => {
  const cancel = ({ id }: Series, more: { ifVersion?: number } = {}) =>
    world.service.ask(CancelSeries, { id, ...more }, { actor: ORGANIZER });

  it('cancels what is still to come, in one release, and is final', async () => {
    const series = await make({ rule: 'FREQ=DAILY;COUNT=3' });
    await world.release();
    await world.service.sql(`UPDATE sessions SET starts_at = clock_now() - interval '1 day' WHERE id = $1`, [
      series.occurrences[0]!.sessionId,
    ]);
    await expect(cancel(series, { ifVersion: 7 })).rejects.toMatchObject({ code: 'version.mismatch' });
    const cancelled = await cancel(series);
    expect(cancelled).toMatchObject({ status: 'cancelled', version: 2 });
    expect(cancelled.occurrences.map(({ status }) => status)).toEqual([
      'scheduled',
      'cancelled',
      'cancelled',
    ]);
    expect((await world.releases())[0]!.changes.map(({ kind }) => kind)).toEqual(['cancelled', 'cancelled']);
    expect((await sessionOf(series, 1)).series!.exceptions).toEqual([]);
    await expect(cancel(series)).rejects.toMatchObject({ code: 'session.state' });
  });

  it('is for organizers', async () => {
    const series = await make({ rule: 'FREQ=DAILY;COUNT=1' });
    const as = (actor: typeof ORGANIZER) => world.service.ask(CancelSeries, { id: series.id }, { actor });
    await expect(as(PARTICIPANT)).rejects.toMatchObject({ code: 'not-found' });
    await expect(as(LIAISON)).rejects.toMatchObject({ code: 'access.forbidden' });
  });
});
