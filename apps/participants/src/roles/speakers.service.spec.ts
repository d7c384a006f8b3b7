import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  CityChanged,
  FindProgrammes,
  FindSessionStates,
  GiveGrant,
  NameSpeaker,
  PageRoleHolders,
  pageVersions,
  republish,
  RoleChanged,
  type InputOf,
} from '#contracts';
import { newId } from '#platform';
import type { TestService } from '#platform/testing';
import { answerFor } from '../testing/answering.js';
import { aCity, aProgramme } from '../testing/events.js';
import { tell } from '../testing/facts.js';
import {
  ADMIN,
  NOTIFICATIONS,
  ORGANIZER,
  person,
  PROGRAMME,
  sessionState,
  startParticipants,
} from '../testing/participants.js';
import { register } from '../testing/people.js';

const SPEAKER = newId();
const SESSION = sessionState({ speakers: [{ id: SPEAKER, city: 'tokyo' }] });

describe('roles of people', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startParticipants();
    await tell(service, CityChanged, aCity('rome', 'Europe/Rome'));
    await tell(service, CityChanged, aCity('tokyo', 'Asia/Tokyo'));
    await answerFor(service, FindProgrammes, () => ({
      items: [{ ...aProgramme(), cities: ['rome', 'tokyo'] }],
      next: null,
    }));
    await answerFor(service, FindSessionStates, ({ ids }) => ({
      items: ids?.includes(SESSION.id) ? [SESSION] : [],
    }));
  });
  afterAll(() => service.stop());

  const name = (input: Partial<InputOf<typeof NameSpeaker>>, actor = ORGANIZER) =>
    service.ask(
      NameSpeaker,
      { sessionId: SESSION.id, speakerId: SPEAKER, who: { participantId: 'none' }, ...input },
      { actor },
    );
  const published = async () =>
    (await service.factsOf(RoleChanged)).map(({ role, personId, city, zone, version }) => ({
      ...{ role, personId, city, zone, version },
    }));

  it('are told of when they are given, once', async () => {
    const liaison = await register(service);
    const grant = { participantId: liaison.id, role: 'liaison' as const, programme: PROGRAMME, city: 'rome' };
    const { id } = await service.ask(GiveGrant, grant, { actor: ADMIN });
    await service.ask(GiveGrant, grant, { actor: ADMIN });
    expect(await published()).toEqual([
      { role: 'liaison', personId: liaison.id, city: 'rome', zone: 'Europe/Rome', version: 1 },
    ]);
    // As the doctor compares copies with them, and has them published again.
    const versions = await service.ask(
      pageVersions('participants'),
      { noun: 'role' },
      { actor: NOTIFICATIONS },
    );
    expect(versions.items).toContainEqual({ id, version: 1 });
    const again = { noun: 'role', ids: [id, 'unknown'] };
    expect(await service.ask(republish('participants'), again, { actor: NOTIFICATIONS })).toEqual({
      published: 1,
    });
  });

  it('name a speaker by address or id, newly registered in the speaker’s city, and may be corrected', async () => {
    const before = (await published()).length;
    const who = { email: 'Speaker@Example.org', name: 'Guest speaker', language: 'ja' };
    const named = await name({ who });
    expect(await name({ who })).toEqual(named);
    const other = await register(service, { zone: 'Asia/Kolkata' });
    expect(await name({ who: { participantId: other.id } })).toEqual({
      speakerId: SPEAKER,
      personId: other.id,
    });
    expect((await published()).slice(before)).toEqual([
      { role: 'speaker', personId: named.personId, city: null, zone: 'Asia/Tokyo', version: 1 },
      { role: 'speaker', personId: other.id, city: null, zone: 'Asia/Kolkata', version: 2 },
    ]);
    const page = (input: Partial<InputOf<typeof PageRoleHolders>>) =>
      service.ask(
        PageRoleHolders,
        { programmeId: PROGRAMME, role: 'speaker', ...input },
        { actor: NOTIFICATIONS },
      );
    expect((await page({ speakers: [SPEAKER], zone: 'Asia/Kolkata' })).items).toMatchObject([
      { personId: other.id },
    ]);
    expect((await page({ speakers: [SPEAKER], zone: 'Asia/Tokyo' })).items).toEqual([]);
    expect((await page({ speakers: ['another'] })).items).toEqual([]);
  });

  it('name speakers that the session has, by who organizes it', async () => {
    await expect(name({ sessionId: 'none' })).rejects.toMatchObject({ code: 'not-found' });
    await expect(name({ speakerId: 'none' })).rejects.toMatchObject({ code: 'not-found' });
    await expect(name({})).rejects.toMatchObject({ code: 'not-found' });
    await expect(name({}, person('somebody'))).rejects.toMatchObject({ code: 'access.forbidden' });
  });
});
