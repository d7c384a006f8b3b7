import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  ChangeMe,
  CityChanged,
  FindCities,
  FindMe,
  FindProgrammes,
  GiveGrant,
  PageRecipients,
  RoleChanged,
  SeatsChanged,
} from '#contracts';
import type { TestService } from '#platform/testing';
import { answerFor } from '../testing/answering.js';
import { aCity, aProgramme } from '../testing/events.js';
import { tell } from '../testing/facts.js';
import { ADMIN, NOTIFICATIONS, PROGRAMME, startParticipants } from '../testing/participants.js';
import { register } from '../testing/people.js';
import { openSlot, take } from '../testing/slots.js';

describe('what people say of themselves', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startParticipants();
    await tell(service, CityChanged, aCity('boston', 'America/New_York'));
    await tell(service, CityChanged, aCity('rome', 'Europe/Rome'));
    await answerFor(service, FindProgrammes, () => ({ items: [aProgramme()], next: null }));
    await answerFor(service, FindCities, () => ({ items: [], next: null }));
  });
  afterAll(() => service.stop());

  it('changes what is named and nothing else; null takes it away', async () => {
    const actor = await register(service, { city: 'boston' });
    const other = await register(service, { city: 'boston' });
    const change = (patch: object) => service.ask(ChangeMe, patch, { actor });
    const before = await service.ask(FindMe, {}, { actor });

    expect(await change({})).toEqual(before);
    expect(await change({ name: 'Delegate', language: 'it' })).toEqual({
      ...before,
      name: 'Delegate',
      language: 'it',
    });
    expect(await change({ zone: 'Asia/Tokyo' })).toMatchObject({ name: 'Delegate', zone: 'Asia/Tokyo' });
    expect(await change({ city: 'rome', zone: null })).toMatchObject({ city: 'rome', zone: 'Europe/Rome' });
    expect(await change({ city: null, language: null })).toMatchObject({
      city: null,
      zone: null,
      language: null,
    });
    expect(await service.ask(FindMe, {}, { actor: other })).toMatchObject({
      name: 'Participant',
      city: 'boston',
    });
  });

  it.each([
    ['a zone that is none', { zone: 'Mars/Olympus' }, 'time.zone', 'zone'],
    ['a city that is none', { city: 'atlantis' }, 'city.unknown', 'city'],
    ['an empty name', { name: ' ' }, 'validation.failed', 'name'],
  ])('refuses %s', async (_what, patch, code, path) => {
    const actor = await register(service);
    await expect(service.ask(ChangeMe, patch, { actor })).rejects.toMatchObject({ code, errors: [{ path }] });
  });

  it('is said only by people who are signed in', async () => {
    await expect(service.ask(ChangeMe, { name: 'Nobody' })).rejects.toMatchObject({
      code: 'access.unauthenticated',
    });
  });

  it('takes seats ahead to another zone, where reminders are read then', async () => {
    const actor = await register(service, { city: 'boston' });
    const { slotId, session } = await openSlot(service);
    const own = await openSlot(service);
    const given = await take(service, slotId, actor);
    await take(service, own.slotId, await register(service));
    const waits = await take(service, own.slotId, actor);
    const told = async () => (await service.factsOf(SeatsChanged)).slice(before);
    const before = (await service.factsOf(SeatsChanged)).length;

    await service.ask(ChangeMe, { name: 'Delegate', zone: 'America/New_York' }, { actor });
    expect(await told()).toEqual([]);

    await service.ask(ChangeMe, { zone: 'Asia/Tokyo' }, { actor });
    const facts = await told();
    expect(facts).toHaveLength(2);
    expect(facts.flatMap(({ changes }) => changes)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          seatId: given.id,
          from: 'confirmed',
          to: 'confirmed',
          cause: 'taken',
          zone: 'Asia/Tokyo',
        }),
        expect.objectContaining({ seatId: waits.id, from: 'waiting', to: 'waiting', zone: 'Asia/Tokyo' }),
      ]),
    );
    expect(facts.find((fact) => fact.slotId === slotId)).toMatchObject({ sessionId: session.id });
    const { items } = await service.ask(
      PageRecipients,
      { sessionId: session.id, statuses: ['confirmed'], zone: 'Asia/Tokyo' },
      { actor: NOTIFICATIONS },
    );
    expect(items).toMatchObject([{ personId: actor.id }]);
  });

  it('takes roles to another zone, as newer states', async () => {
    const actor = await register(service, { city: 'boston' });
    const grant = { participantId: actor.id, role: 'liaison' as const, programme: 'forum', city: 'boston' };
    const { id } = await service.ask(GiveGrant, grant, { actor: ADMIN });
    await service.ask(ChangeMe, { city: 'rome' }, { actor });
    const told = (await service.factsOf(RoleChanged)).filter((role) => role.id === id);
    expect(told).toMatchObject([
      { version: 1, zone: 'America/New_York', programmeId: PROGRAMME },
      { version: 2, zone: 'Europe/Rome', city: 'boston' },
    ]);
  });
});
