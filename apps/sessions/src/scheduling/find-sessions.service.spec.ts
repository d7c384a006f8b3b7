import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  CancelSession,
  CityChanged,
  CreateSession,
  EventChanged,
  FindSessions,
  FindSessionStates,
  ProgrammeChanged,
  PublishRelease,
  type Actor,
  type InputOf,
} from '#contracts';
import { waitFor, type TestService } from '#platform/testing';
import { answerForEvents } from '../testing/events-owner.js';
import {
  forumCities,
  forumProgramme,
  LIAISON,
  ORGANIZER,
  PARTICIPANT,
  PARTICIPANTS_SERVICE,
  PROGRAMME,
  SEA_FESTIVAL,
  seaFestival,
  startSessions,
  STRANGER,
  talk,
} from '../testing/forum.js';

describe('finding sessions', () => {
  let service: TestService;
  let end: () => Promise<void>;

  beforeAll(async () => {
    service = await startSessions();
    end = await answerForEvents(service, {
      cities: forumCities(),
      programmes: [forumProgramme()],
      events: [seaFestival()],
      imports: new Map(),
    });
    await create('Evening', '2027-06-10T19:00');
    await create('Morning', '2027-06-10T09:00');
    await create('Withdrawn', '2027-06-10T11:00');
    await service.ask(PublishRelease, { eventId: SEA_FESTIVAL }, { actor: ORGANIZER });
    await create('Unplaced');
    await create('Noon', '2027-06-10T12:00');
    const withdrawn = (await find()).find(({ slug }) => slug === 'withdrawn')!;
    await service.ask(CancelSession, { id: withdrawn.id }, { actor: ORGANIZER });
  });
  afterAll(async () => {
    await end();
    await service.stop();
  });

  const create = (title: string, local?: string) => {
    const start = local ? { local, zone: 'Asia/Ho_Chi_Minh' } : null;
    return service.ask(CreateSession, talk({ title, start }), { actor: ORGANIZER });
  };
  const find = async (actor: Actor = ORGANIZER, input: InputOf<typeof FindSessions> = {}) =>
    (await service.ask(FindSessions, { eventIds: [SEA_FESTIVAL], ...input }, { actor })).items;
  const titles = async (actor: Actor) => (await find(actor)).map(({ title }) => title);

  it('orders by start, the unplaced last', async () => {
    expect(await titles(ORGANIZER)).toEqual(['Morning', 'Withdrawn', 'Noon', 'Evening', 'Unplaced']);
  });

  it('shows drafts to organizers and liaisons of the programme and to services, and to nobody else', async () => {
    const released = ['Morning', 'Withdrawn', 'Evening'];
    expect(await titles(LIAISON)).toHaveLength(5);
    expect(await titles(PARTICIPANTS_SERVICE)).toHaveLength(5);
    expect(await titles(STRANGER)).toEqual(released);
    expect(await titles(PARTICIPANT)).toEqual(released);
    expect(await titles({ kind: 'anonymous' })).toEqual(released);
  });

  it('pages to the end, each session once', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await service.ask(
        FindSessions,
        { programmeIds: [PROGRAMME], limit: 2, ...(cursor && { cursor }) },
        { actor: ORGANIZER },
      );
      seen.push(...page.items.map(({ slug }) => slug));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(seen).toEqual(['morning', 'withdrawn', 'noon', 'evening', 'unplaced']);
  });

  it('finds by id, and nothing for ids that are none', async () => {
    const [morning] = await find();
    const input = { eventIds: undefined, ids: [morning!.id, 'no-such-session'] };
    expect((await find(ORGANIZER, input)).map(({ id }) => id)).toEqual([morning!.id]);
    expect(await find(ORGANIZER, { programmeIds: ['elsewhere'] })).toEqual([]);
  });

  it('gives the times of the cities and zones that are asked for', async () => {
    const evening = (await find(PARTICIPANT, { cities: ['rome', 'tokyo'], zones: ['Pacific/Auckland'] }))[2]!;
    expect(evening.localTimes).toEqual([
      {
        city: 'rome',
        zone: 'Europe/Rome',
        local: '2027-06-10T14:00:00',
        offset: '+02:00',
        dayShift: 0,
        burden: 0,
      },
      {
        city: 'tokyo',
        zone: 'Asia/Tokyo',
        local: '2027-06-10T21:00:00',
        offset: '+09:00',
        dayShift: 0,
        burden: 2,
      },
    ]);
    expect(evening.zoneTimes).toEqual([
      { zone: 'Pacific/Auckland', local: '2027-06-11T00:00:00', offset: '+12:00', dayShift: 1 },
    ]);
  });

  it('refuses cities and zones that do not exist', async () => {
    await expect(find(ORGANIZER, { cities: ['atlantis'] })).rejects.toMatchObject({ code: 'city.unknown' });
    await expect(find(ORGANIZER, { zones: ['Mars/Olympus'] })).rejects.toMatchObject({ code: 'time.zone' });
  });

  it('gives states with the own city to services only', async () => {
    const ask = (actor: Actor) => service.ask(FindSessionStates, { eventIds: [SEA_FESTIVAL] }, { actor });
    expect((await ask(PARTICIPANTS_SERVICE)).items).toHaveLength(5);
    expect((await ask(PARTICIPANTS_SERVICE)).items[0]).toMatchObject({ ownCity: 'nha-trang' });
    await expect(ask(ORGANIZER)).rejects.toMatchObject({ code: 'access.forbidden' });
  });

  it('follows a city to a new zone and profile without moving a session, and ignores older news', async () => {
    const rome = forumCities().find(({ slug }) => slug === 'rome')!;
    const comfort = [{ from: '00:00', to: '24:00', weight: 3 }];
    await service.publish(CityChanged, { ...rome, zone: 'Atlantic/Azores', comfort, version: 3 });
    await service.publish(CityChanged, { ...rome, version: 2 });
    const evening = await waitFor(async () => {
      const found = (await find(PARTICIPANT, { cities: ['rome'] }))[2]!;
      return found.localTimes[0]!.zone === 'Atlantic/Azores' ? found : undefined;
    });
    expect(evening.localTimes[0]).toMatchObject({ local: '2027-06-10T12:00:00', burden: 3 });
    expect(evening).toMatchObject({ version: 2, start: { instant: '2027-06-10T12:00:00Z' } });
  });

  it('knows events and programmes from facts alone', async () => {
    const programme = { ...forumProgramme(), id: 'programme-heard-of' };
    await service.publish(ProgrammeChanged, programme);
    await service.publish(EventChanged, seaFestival({ id: 'event-heard-of', programmeId: programme.id }));
    await waitFor(async () => {
      const rows = await service.sql<{ known: boolean }>(
        `SELECT true AS known FROM events, programmes WHERE events.id = 'event-heard-of'
         AND programmes.id = events.programme_id AND 'rome' = ANY (programmes.cities)`,
      );
      return rows.length === 1;
    });
  });
});
