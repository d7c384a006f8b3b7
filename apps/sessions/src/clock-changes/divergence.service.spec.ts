import { describe, expect, it } from '@jest/globals';
import {
  CreateSeries,
  DivergenceWarned,
  FindDivergence,
  SettleDivergence,
  type InputOf,
  type Series,
} from '#contracts';
import { waitFor } from '#platform/testing';
import { withFestival } from '../testing/festival.js';
import { LIAISON, ORGANIZER, PARTICIPANT } from '../testing/forum.js';
import { DivergenceService } from './divergence.service.js';

const world = withFestival();

/** Eight Wednesdays of an autumn at 18:00 in Rome; on one of them Boston is 5 hours behind instead of 6. */
const autumn = (overrides: Partial<InputOf<typeof CreateSeries>> = {}) =>
  world.service.ask(
    CreateSeries,
    {
      eventId: world.festival.id,
      title: 'Dialogue',
      durationMinutes: 60,
      place: { name: 'Aula', city: 'rome' },
      parts: { rome: 'required', boston: 'invited' },
      start: { local: '2027-10-06T18:00', zone: 'Europe/Rome' },
      rule: 'FREQ=WEEKLY;COUNT=8',
      ...overrides,
    },
    { actor: ORGANIZER },
  );
const find = ({ id }: Series, actor = ORGANIZER) =>
  world.service.ask(FindDivergence, { seriesId: id }, { actor });
const settle = (
  { id }: Series,
  input: Omit<InputOf<typeof SettleDivergence>, 'seriesId'>,
  actor = ORGANIZER,
) => world.service.ask(SettleDivergence, { seriesId: id, ...input }, { actor });
const SHIFTED = 4;
const shiftedOf = (series: Series) => series.occurrences[SHIFTED]!.sessionId;
const warnAll = async () => {
  const service = world.service.app.get(DivergenceService);
  for (const id of await service.unwarned()) await service.warnOf(id);
};
const warningsOf = async ({ id }: Series) =>
  (await world.service.factsOf(DivergenceWarned)).filter(({ seriesId }) => seriesId === id);

describe('an occurrence whose local times shift', () => {
  it('is shown to organizers and liaisons, and in the reply of its release', async () => {
    const series = await autumn();
    const found = await find(series);
    expect(found.occurrences).toMatchObject([
      {
        sessionId: shiftedOf(series),
        cities: [{ city: 'boston', differenceMinutes: 60 }],
        moveRequired: [],
        choice: null,
      },
    ]);
    expect(await find(series, LIAISON)).toEqual(found);
    await expect(find(series, PARTICIPANT)).rejects.toMatchObject({ code: 'not-found' });
    expect((await world.release()).divergence).toEqual([found]);
    await expect(find(series, PARTICIPANT)).rejects.toMatchObject({ code: 'access.forbidden' });
    expect((await world.releases())[0]).not.toHaveProperty('divergence');
  });

  it('keeps its wall time when the organizers say so, and is not warned of any more', async () => {
    const series = await autumn();
    await world.release();
    const settled = await settle(series, { occurrences: [shiftedOf(series)], keep: 'wall' });
    expect(settled.occurrences).toMatchObject([{ start: { local: '2027-11-03T18:00:00' }, choice: 'wall' }]);
    const [session] = (await world.find()).filter(({ id }) => id === shiftedOf(series));
    expect(session).toMatchObject({ timeVersion: 1, series: { exceptions: [] } });
  });

  it('keeps its instant for a city by another wall time, as an exception that is released', async () => {
    const series = await autumn();
    await world.release();
    const settled = await settle(series, {
      occurrences: [shiftedOf(series)],
      keep: 'instant',
      city: 'boston',
    });
    expect(settled.occurrences).toEqual([]);
    const [session] = (await world.find()).filter(({ id }) => id === shiftedOf(series));
    expect(session).toMatchObject({
      start: { local: '2027-11-03T17:00:00', zone: 'Europe/Rome', instant: '2027-11-03T16:00:00Z' },
      timeVersion: 2,
      sequence: 1,
      series: { occurrence: '2027-11-03T18:00:00', exceptions: ['start'] },
    });
    expect(session!.localTimes.find(({ city }) => city === 'boston')!.local).toBe('2027-11-03T12:00:00');
    expect((await world.releases())[0]!.changes).toMatchObject([{ session: session!.id, kind: 'moved' }]);
  });

  it('needs a move to keep its instant when a city is required', async () => {
    const series = await autumn({ parts: { rome: 'required', boston: 'required' } });
    await world.release();
    expect((await find(series)).occurrences).toMatchObject([{ moveRequired: ['boston'] }]);
    const instant = { occurrences: [shiftedOf(series)], keep: 'instant' as const };
    await expect(settle(series, instant)).rejects.toMatchObject({
      code: 'move.required',
      extensions: {
        cities: ['boston'],
        propose: {
          body: {
            sessions: [
              { id: shiftedOf(series), start: { local: '2027-11-03T17:00:00', zone: 'Europe/Rome' } },
            ],
          },
        },
      },
    });
    expect(await settle(series, { ...instant, keep: 'wall' })).toMatchObject({
      occurrences: [{ choice: 'wall' }],
    });
  });

  it('is named by the session and the city that shift, by organizers only', async () => {
    const series = await autumn();
    const wrong = [series.occurrences[0]!.sessionId, shiftedOf(series)];
    await expect(settle(series, { occurrences: wrong, keep: 'wall' })).rejects.toMatchObject({
      code: 'validation.failed',
      errors: [{ path: 'occurrences[0]' }],
    });
    const elsewhere = { occurrences: [shiftedOf(series)], keep: 'instant' as const, city: 'rome' };
    await expect(settle(series, elsewhere)).rejects.toMatchObject({ errors: [{ path: 'city' }] });
    await expect(settle(series, { ...elsewhere, city: 'boston' }, LIAISON)).rejects.toMatchObject({
      code: 'access.forbidden',
    });
  });

  it('double-books nobody by its new time unless that is allowed', async () => {
    const series = await autumn();
    const other = await world.create({
      place: 'aula',
      start: { local: '2027-11-03T16:30', zone: 'Europe/Rome' },
    });
    const instant = { occurrences: [shiftedOf(series)], keep: 'instant' as const };
    await expect(settle(series, instant)).rejects.toMatchObject({
      code: 'schedule.conflict',
      extensions: { sessions: [other.id] },
    });
    expect((await settle(series, { ...instant, allowConflicts: true })).occurrences).toEqual([]);
  });
});

describe('four weeks ahead', () => {
  it('organizers are warned once of each released occurrence that nobody has chosen for', async () => {
    const [released, chosen, draft] = [
      await autumn(),
      await autumn({ place: null }),
      await autumn({ place: null, title: 'Not yet' }),
    ];
    await world.service.sql(
      `UPDATE sessions SET starts_at = NULL, start_local = NULL, start_zone = NULL,
      start_offset = NULL, start_tzdb = NULL WHERE series_id = $1`,
      [draft.id],
    );
    await world.release();
    await settle(chosen, { occurrences: [shiftedOf(chosen)], keep: 'wall' });

    await world.service.moveClockTo('2027-10-06T15:00:00Z');
    await warnAll();
    expect(await warningsOf(released)).toEqual([]);

    // 28 days before 3 November 2027, 17:00 UTC.
    await world.service.moveClockTo('2027-10-06T17:00:01Z');
    await waitFor(async () => (await warningsOf(released)).length > 0);
    expect(await warningsOf(released)).toEqual([
      {
        programmeId: released.programmeId,
        eventId: released.eventId,
        seriesId: released.id,
        occurrences: [
          {
            sessionId: shiftedOf(released),
            city: 'boston',
            usualLocal: '2027-11-03T12:00:00',
            local: '2027-11-03T13:00:00',
            differenceMinutes: 60,
          },
        ],
      },
    ]);
    await Promise.all([warnAll(), warnAll(), warnAll()]);
    expect(await warningsOf(released)).toHaveLength(1);
    expect(await warningsOf(chosen)).toEqual([]);
    expect(await warningsOf(draft)).toEqual([]);
  });
});
