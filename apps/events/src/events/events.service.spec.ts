import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  ANONYMOUS,
  ChangeEvent,
  CreateEvent,
  EventChanged,
  FindEvents,
  FindProgrammes,
  ProgrammeChanged,
  ReleasePublished,
  type Actor,
  type Event,
  type Programme,
} from '#contracts';
import { newId } from '#platform';
import { waitFor, type TestService } from '#platform/testing';
import {
  ADMIN,
  liaisonOf,
  makeCities,
  makeEvent,
  makeProgramme,
  ORGANIZER_ELSEWHERE,
  organizerOf,
  PARTICIPANT,
  refusalOf,
  SESSIONS,
  startEvents,
} from '../testing/world.js';

describe('events', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startEvents();
    await makeCities(service);
  });
  afterAll(() => service.stop());

  const find = async (actor: Actor, ...ids: string[]) =>
    (await service.ask(FindEvents, { ids }, { actor })).items;
  const change = (event: Event, patch: object, ifVersion?: number) =>
    service.ask(ChangeEvent, { id: event.id, patch, ifVersion }, { actor: organizerOf(event.programmeId) });
  const isPublished = async ({ id }: Programme) =>
    (await service.ask(FindProgrammes, { idsOrSlugs: [id] }, { actor: ADMIN })).items[0]!.published;

  it('are drafts at first, seen by their own people, admins and services only', async () => {
    const programme = await makeProgramme(service, 'drafts');
    const event = await makeEvent(service, programme);
    expect(event).toMatchObject({
      title: { en: 'Sea Festival', vi: 'Festival Biển' },
      startsOn: '2027-06-10',
      endsOn: '2027-06-13',
      status: 'draft',
      partners: [],
      version: 1,
    });
    expect((await service.factsOf(EventChanged)).at(-1)).toEqual(event);
    for (const actor of [organizerOf(programme.id), liaisonOf(programme.id, 'rome'), ADMIN, SESSIONS]) {
      expect(await find(actor, event.id, newId(), 'not-an-id')).toEqual([event]);
    }
    for (const actor of [ANONYMOUS, PARTICIPANT, ORGANIZER_ELSEWHERE]) {
      expect(await find(actor, event.id)).toEqual([]);
    }
  });

  it('are made under a programme’s id or slug, by its organizer', async () => {
    const programme = await makeProgramme(service, 'making');
    const input = {
      programme: 'making',
      slug: 'spring',
      title: 'Spring',
      hostCity: 'rome',
      startsOn: '2027-03-18',
      endsOn: '2027-03-18',
    };
    const create = (actor: Actor, values: object) =>
      service.ask(CreateEvent, { ...input, ...values }, { actor });
    const organizer = organizerOf(programme.id);
    expect(await create(organizer, {})).toMatchObject({ programmeId: programme.id, hostCity: 'rome' });
    for (const [values, code, path] of [
      [{}, 'slug.taken', 'slug'],
      [{ hostCity: 'atlantis' }, 'city.unknown', 'hostCity'],
      [{ hostCity: 'tokyo' }, 'validation.failed', 'hostCity'],
      [{ endsOn: '2027-03-17' }, 'validation.failed', 'endsOn'],
    ] as const) {
      expect(await refusalOf(create(organizer, values))).toEqual({ code, paths: [path] });
    }
    expect(await refusalOf(create(organizer, { programme: 'nothing' }))).toMatchObject({ code: 'not-found' });
    expect(await refusalOf(create(PARTICIPANT, {}))).toMatchObject({ code: 'not-found' });
    expect(await refusalOf(create(liaisonOf(programme.id, 'rome'), {}))).toMatchObject({
      code: 'access.forbidden',
    });
  });

  it('make their programme public when they are published, and stay public when cancelled', async () => {
    const programme = await makeProgramme(service, 'publishing');
    const [event, neverShown] = [
      await makeEvent(service, programme),
      await makeEvent(service, programme, 'b'),
    ];
    const published = await change(event, { status: 'published' }, 1);
    expect(published).toMatchObject({ status: 'published', version: 2 });
    expect(await isPublished(programme)).toBe(true);
    expect((await service.factsOf(ProgrammeChanged)).at(-1)).toMatchObject({ published: true, version: 2 });

    await change(event, { status: 'cancelled' });
    await change(neverShown, { status: 'cancelled' });
    expect(await find(ANONYMOUS, event.id, neverShown.id)).toMatchObject([
      { id: event.id, status: 'cancelled' },
    ]);
    expect(await isPublished(programme)).toBe(true);
    expect(await refusalOf(change(event, { title: 'Again' }))).toMatchObject({ code: 'event.state' });
  });

  it('change under the version that was seen, and only when something differs', async () => {
    const event = await makeEvent(service, await makeProgramme(service, 'versions'));
    expect(await change(event, { endsOn: '2027-06-14' }, 1)).toMatchObject({
      endsOn: '2027-06-14',
      version: 2,
    });
    expect(await change(event, { endsOn: '2027-06-14' }, 2)).toMatchObject({ version: 2 });
    expect(await refusalOf(change(event, { title: 'X' }, 1))).toMatchObject({ code: 'version.mismatch' });
    expect(await refusalOf(change(event, { endsOn: '2027-06-01' }))).toMatchObject({ paths: ['endsOn'] });
    const asLiaison = { actor: liaisonOf(event.programmeId, 'rome') };
    expect(await refusalOf(service.ask(ChangeEvent, { id: event.id, patch: {} }, asLiaison))).toMatchObject({
      code: 'access.forbidden',
    });
  });

  it('are listed page by page in the order of their days', async () => {
    const programme = await makeProgramme(service, 'paging');
    const days = ['2027-09-01', '2027-07-01', '2027-08-01', '2027-07-01'];
    for (const [index, day] of days.entries()) {
      const event = await makeEvent(service, programme, `event-${index}`);
      await change(event, { startsOn: day, endsOn: day });
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const input = { programmeIds: [programme.id], limit: 1, cursor };
      const page = await service.ask(FindEvents, input, { actor: SESSIONS });
      seen.push(...page.items.map(({ slug }) => slug));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(seen).toEqual(['event-1', 'event-3', 'event-2', 'event-0']);
  });

  it('are published by the release of their schedule, once, however often it is told', async () => {
    const programme = await makeProgramme(service, 'releasing');
    const [event, cancelled] = [
      await makeEvent(service, programme),
      await makeEvent(service, programme, 'off'),
    ];
    await change(cancelled, { status: 'cancelled' });
    const release = (eventId: string, number: number, id?: string) =>
      service.publish(ReleasePublished, { eventId, number, at: '2027-01-01T00:00:00Z', changes: [] }, id);

    const id = await release(event.id, 1);
    await release(event.id, 1, id);
    await release(event.id, 2);
    await release(cancelled.id, 1);
    await waitFor(async () => {
      const [row] = await service.sql<{ count: string }>('SELECT count(*) FROM inbox');
      return Number(row!.count) === 3;
    });
    expect(await find(ANONYMOUS, event.id, cancelled.id)).toMatchObject([
      { status: 'published', version: 2 },
    ]);
    expect(await isPublished(programme)).toBe(true);
  });
});
