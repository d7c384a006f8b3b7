import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  CancelSession,
  ChangeSession,
  CityChanged,
  FindLedger,
  ProgrammeChanged,
  PublishRelease,
  type Actor,
  type InputOf,
  type Session,
} from '#contracts';
import { newId } from '#platform';
import { waitFor } from '#platform/testing';
import { withFestival } from '../testing/festival.js';
import { forumCities, forumProgramme, PARTICIPANT, STRANGER } from '../testing/forum.js';
import { LedgerChecker } from './ledger-checker.worker.js';

describe('the ledger of a programme', () => {
  const world = withFestival();
  let programmeId: string;
  let organizer: Actor;
  beforeEach(() => {
    programmeId = newId();
    world.owned.programmes.push({ ...forumProgramme(), id: programmeId });
    world.festival.programmeId = programmeId;
    organizer = { kind: 'person', id: 'o', grants: [{ role: 'organizer', programmeId, city: null }] };
  });

  /** At 19:00 in Nha Trang and 08:00 in Boston (1 each), 14:00 in Rome (0). */
  const talk = (parts: Session['parts'], local = '2027-06-10T19:00') =>
    world.create({ parts, start: { local, zone: 'Asia/Ho_Chi_Minh' }, allowConflicts: true }, organizer);
  const release = () =>
    world.service.ask(PublishRelease, { eventId: world.festival.id }, { actor: organizer });
  const change = ({ id }: Session, patch: InputOf<typeof ChangeSession>['patch']) =>
    world.service.ask(ChangeSession, { id, patch }, { actor: organizer });
  const ledger = (input: Partial<InputOf<typeof FindLedger>> = {}, actor = organizer) =>
    world.service.ask(FindLedger, { programmeId, ...input }, { actor });
  const totals = async () =>
    Object.fromEntries((await ledger()).cities.map(({ city, total }) => [city, total]));
  const others = { tokyo: 0, bengaluru: 0, 'washington-dc': 0 };

  it('knows nothing of drafts, and of released sessions a line per required city', async () => {
    const session = await talk({ 'nha-trang': 'required', boston: 'required', rome: 'invited' });
    expect(await totals()).toEqual({ ...others, 'nha-trang': 0, boston: 0, rome: 0 });
    await release();

    const { cities, lines, series, evenness, newcomerMinutes } = await ledger();
    expect(Object.fromEntries(cities.map(({ city, total }) => [city, total]))).toEqual({
      ...others,
      'nha-trang': 1,
      boston: 1,
      rome: 0,
    });
    expect(cities.map(({ city }) => city).slice(-2)).toEqual(['boston', 'nha-trang']);
    expect(cities.at(-1)).toEqual({
      city: 'nha-trang',
      opening: 0,
      total: 1,
      totalMinutes: 60,
      sessions: 1,
      balance: 0.6667,
    });
    expect({ evenness, newcomerMinutes }).toEqual({ evenness: 0.3333, newcomerMinutes: 0 });
    expect(series.find(({ city }) => city === 'boston')!.points).toEqual([
      { at: '2027-06-10T12:00:00Z', burden: 1, total: 1 },
    ]);
    expect(lines.map(({ city, kind, session, change }) => ({ city, kind, session, change }))).toEqual([
      { city: 'nha-trang', kind: 'borne', session: session.id, change: 1 },
      { city: 'boston', kind: 'borne', session: session.id, change: 1 },
    ]);
  });

  it('is corrected when a session changes its time or its parts, and reversed when it is cancelled', async () => {
    const session = await talk({ 'nha-trang': 'required', rome: 'recording' });
    await release();
    await change(session, { start: { local: '2027-06-10T20:00', zone: 'Asia/Ho_Chi_Minh' } });
    expect(await totals()).toMatchObject({ 'nha-trang': 2, boston: 0 });
    await change(session, { parts: { 'nha-trang': 'invited', boston: 'required' } });
    expect(await totals()).toMatchObject({ 'nha-trang': 0, boston: 0 });
    await change(session, { parts: { tokyo: 'required' }, durationMinutes: 90 });
    expect(await totals()).toMatchObject({ tokyo: 8, boston: 0 });
    await world.service.ask(CancelSession, { id: session.id }, { actor: organizer });
    expect(await totals()).toEqual({ ...others, 'nha-trang': 0, boston: 0, rome: 0 });

    const { lines, series } = await ledger();
    expect(lines.map(({ city, kind, burden }) => `${city} ${kind} ${burden}`)).toEqual([
      'tokyo reversed null',
      'tokyo borne 8',
      'boston reversed null',
      'nha-trang reversed null',
      'boston borne 0',
      'nha-trang corrected 2',
      'nha-trang borne 1',
    ]);
    expect(series.every(({ points }) => points.length === 0)).toBe(true);
  });

  it('lets a city that joins later start at the median, and those of the beginning at nothing', async () => {
    await talk({ 'nha-trang': 'required', boston: 'required' });
    await talk(
      { 'nha-trang': 'required', boston: 'required', rome: 'required', tokyo: 'required' },
      '2027-06-11T20:00',
    );
    await release();
    const cities = [...forumProgramme().cities, 'hanoi'];
    world.owned.cities.push({ ...forumCities()[0]!, slug: 'hanoi', zone: 'Asia/Ho_Chi_Minh' });
    await world.service.publish(ProgrammeChanged, {
      ...forumProgramme(),
      id: programmeId,
      cities,
      version: 2,
    });
    await waitFor(async () => (await totals())['hanoi'] === 0.5);
    // 0, 0, 0, 1, 3, 4 of Bengaluru, Washington, Rome, Boston, Nha Trang, Tokyo.
    expect(await totals()).toEqual({ ...others, rome: 0, boston: 1, tokyo: 4, 'nha-trang': 3, hanoi: 0.5 });
  });

  it('is corrected when a city weighs its hours otherwise', async () => {
    const session = await talk({ 'nha-trang': 'required', boston: 'required' });
    await release();
    const boston = world.owned.cities.find(({ slug }) => slug === 'boston')!;
    const comfort = [{ from: '00:00', to: '24:00', weight: 0.7 }];
    await world.service.publish(CityChanged, { ...boston, comfort, version: boston.version + 1 });
    await waitFor(async () => (await totals())['boston'] === 0.7);
    expect((await ledger()).lines[0]).toMatchObject({
      session: session.id,
      city: 'boston',
      kind: 'corrected',
    });
    await world.service.publish(CityChanged, { ...boston, comfort: null, version: boston.version + 2 });
    await waitFor(async () => (await totals())['boston'] === 1);
  });

  it('is the same when it is made anew from the sessions', async () => {
    const kept = await talk({ 'nha-trang': 'required', boston: 'required' });
    const cancelled = await talk({ rome: 'required', tokyo: 'required' }, '2027-06-11T19:00');
    await release();
    await change(kept, { parts: { 'nha-trang': 'required', bengaluru: 'required' }, purpose: 'evening' });
    await world.service.ask(CancelSession, { id: cancelled.id }, { actor: organizer });
    const stored = await ledger();

    const checker = world.service.app.get(LedgerChecker);
    expect(await checker.checkAll()).toBe(0);
    await world.service.sql('DELETE FROM ledger_entries WHERE programme_id = $1', [programmeId]);
    expect(await checker.checkAll()).toBe(2);
    const rebuilt = await ledger();
    expect({ ...rebuilt, lines: [] }).toEqual({ ...stored, lines: [] });
  });

  it('is read page by page', async () => {
    await talk({ 'nha-trang': 'required', boston: 'required', rome: 'required' });
    await release();
    const first = await ledger({ limit: 2 });
    expect(first.lines.map(({ city }) => city)).toEqual(['rome', 'nha-trang']);
    const last = await ledger({ limit: 2, cursor: first.next! });
    expect({ cities: last.lines.map(({ city }) => city), next: last.next }).toEqual({
      cities: ['boston'],
      next: null,
    });
    await expect(ledger({ cursor: 'x' })).rejects.toMatchObject({ code: 'validation.failed' });
    expect(await ledger({ isBrief: true })).toMatchObject({ series: [], lines: [], next: null });
  });

  it('is for the people of the programme', async () => {
    const liaison: Actor = {
      kind: 'person',
      id: 'l',
      grants: [{ role: 'liaison', programmeId, city: 'rome' }],
    };
    expect(await ledger({}, liaison)).toMatchObject({ programmeId, evenness: 1 });
    for (const actor of [STRANGER, PARTICIPANT]) {
      await expect(ledger({}, actor)).rejects.toMatchObject({ code: 'access.forbidden' });
    }
    const admin: Actor = {
      kind: 'person',
      id: 'a',
      grants: [{ role: 'admin', programmeId: null, city: null }],
    };
    await expect(ledger({ programmeId: 'none' }, admin)).rejects.toMatchObject({ code: 'not-found' });
  });
});
