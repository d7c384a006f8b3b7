import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  CancelSession,
  ChangeSession,
  CityChanged,
  CreateSession,
  EventChanged,
  FindScheduleVersions,
  FindSessions,
  PublishRelease,
  type InputOf,
} from '#contracts';
import { waitFor, type TestService } from '#platform/testing';
import { answerForEvents } from '../testing/events-owner.js';
import {
  forumCities,
  forumProgramme,
  ORGANIZER,
  SEA_FESTIVAL,
  seaFestival,
  startSessions,
  talk,
} from '../testing/forum.js';

describe('the version of a schedule', () => {
  let service: TestService;
  let end: () => Promise<void>;
  let id: string;

  beforeAll(async () => {
    service = await startSessions();
    end = await answerForEvents(service, {
      cities: forumCities(),
      programmes: [forumProgramme()],
      events: [seaFestival()],
      imports: new Map(),
    });
    id = await create('Opening', '2027-06-10T09:00');
    await create('Closing', '2027-06-10T15:00');
    await release();
  });
  afterAll(async () => {
    await end();
    await service.stop();
  });

  const create = async (title: string, local: string) => {
    const start = { local, zone: 'Asia/Ho_Chi_Minh' };
    const place = { name: 'Hall of Schedules', city: 'nha-trang' };
    const speakers = [{ name: `Speaker of ${title}`, city: 'boston' }];
    const made = await service.ask(
      CreateSession,
      talk({ title, start, place, speakers, parts: { 'nha-trang': 'required' } }),
      { actor: ORGANIZER },
    );
    return made.id;
  };
  const release = () => service.ask(PublishRelease, { eventId: SEA_FESTIVAL }, { actor: ORGANIZER });
  const change = (patch: InputOf<typeof ChangeSession>['patch']) =>
    service.ask(ChangeSession, { id, patch }, { actor: ORGANIZER });
  const version = async () => {
    const { items } = await service.ask(FindScheduleVersions, { eventIds: [SEA_FESTIVAL, 'none'] });
    expect(items).toHaveLength(1);
    return items[0]!.version;
  };
  /** What anybody reads of it. */
  const reply = async () => JSON.stringify(await service.ask(FindSessions, { eventIds: [SEA_FESTIVAL] }));

  it('stays while nothing changes, and while drafts do', async () => {
    const before = await version();
    await create('Draft', '2027-06-10T18:00');
    expect(await version()).toBe(before);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['a release', () => release()],
    ['a title', () => change({ title: 'Opening at last' })],
    ['a start', () => change({ start: { local: '2027-06-10T10:00', zone: 'Asia/Ho_Chi_Minh' } })],
    ['a place', () => change({ place: { name: 'Beach', city: 'nha-trang' } })],
    ['a place’s name', () => service.sql(`UPDATE places SET name = 'Beach, north' WHERE name = 'Beach'`)],
    ['speakers', () => change({ speakers: [{ name: 'Somebody else', city: 'rome' }] })],
    ['a speaker’s name', () => service.sql(`UPDATE speakers SET name = 'Dr ' || name`)],
    ['a speaker’s answer', () => service.sql(`UPDATE session_speakers SET status = 'confirmed'`)],
    ['a cancellation', () => service.ask(CancelSession, { id }, { actor: ORGANIZER })],
  ])('changes with %s, as what is read does', async (_what, act) => {
    const before = { version: await version(), reply: await reply() };
    await act();
    expect(await reply()).not.toBe(before.reply);
    expect(await version()).not.toBe(before.version);
  });

  it('changes with a city’s zone, and with the host city', async () => {
    let before = await version();
    const rome = forumCities().find(({ slug }) => slug === 'rome')!;
    await service.publish(CityChanged, { ...rome, zone: 'Atlantic/Azores', version: 9 });
    await waitFor(async () => (await version()) !== before);
    before = await version();
    await service.publish(EventChanged, seaFestival({ hostCity: 'rome', version: 9 }));
    await waitFor(async () => (await version()) !== before);
  });
});
