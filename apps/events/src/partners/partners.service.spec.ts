import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  ANONYMOUS,
  AnswerPartner,
  ChangeEvent,
  EventChanged,
  FindEvents,
  InvitePartner,
  type Actor,
  type Event,
  type InputOf,
} from '#contracts';
import { newId } from '#platform';
import type { TestService } from '#platform/testing';
import {
  liaisonOf,
  makeCities,
  makeEvent,
  makeProgramme,
  organizerOf,
  PARTICIPANT,
  refusalOf,
  SESSIONS,
  startEvents,
} from '../testing/world.js';

describe('partners', () => {
  let service: TestService;
  let event: Event;
  let organizer: Actor;
  let count = 0;

  beforeAll(async () => {
    service = await startEvents();
    await makeCities(service);
  });
  afterAll(() => service.stop());

  /** A new event for each test. */
  async function start(cities?: string[]): Promise<void> {
    event = await makeEvent(service, await makeProgramme(service, `forum-${++count}`, cities));
    organizer = organizerOf(event.programmeId);
  }
  const invite = (city: string, actor = organizer) =>
    service.ask(InvitePartner, { eventId: event.id, city, modes: ['online', 'input'] }, { actor });
  const answer = (input: InputOf<typeof AnswerPartner>, actor: Actor, idempotencyKey?: string) =>
    service.ask(AnswerPartner, input, { actor, ...(idempotencyKey && { idempotencyKey }) });
  const current = async () =>
    (await service.ask(FindEvents, { ids: [event.id] }, { actor: SESSIONS })).items[0]!;

  it('are invited by the organizer; the event tells its whole state', async () => {
    await start();
    const rome = await invite('rome');
    const boston = await invite('boston');
    expect(rome).toMatchObject({
      eventId: event.id,
      city: 'rome',
      modes: ['input', 'online'],
      status: 'invited',
    });
    const told = (await service.factsOf(EventChanged)).at(-1)!;
    expect(told).toMatchObject({ id: event.id, version: 3 });
    expect(new Set(told.partners)).toEqual(new Set([boston, rome]));
    expect(await current()).toMatchObject({ version: 3, partners: [{ city: 'boston' }, { city: 'rome' }] });
  });

  it('are other cities of the programme, once each', async () => {
    await start();
    await invite('rome');
    for (const [city, code, paths] of [
      ['rome', 'partner.state', []],
      ['nha-trang', 'validation.failed', ['city']],
      ['tokyo', 'validation.failed', ['city']],
      ['atlantis', 'city.unknown', ['city']],
    ] as const) {
      expect(await refusalOf(invite(city))).toEqual({ code, paths });
    }
    expect(await refusalOf(invite('boston', liaisonOf(event.programmeId, 'boston')))).toMatchObject({
      code: 'access.forbidden',
    });
  });

  it('are invited and answer once each when all do it at the same moment', async () => {
    const others = ['bengaluru', 'boston', 'rome', 'tokyo', 'washington-dc'];
    await start(['nha-trang', ...others]);
    const invitations = await Promise.allSettled([...others, ...others].map((city) => invite(city)));
    expect(invitations.filter(({ status }) => status === 'rejected')).toHaveLength(others.length);
    const { partners, version } = await current();
    expect(partners.map(({ city }) => city)).toEqual(others);
    expect(version).toBe(1 + others.length);

    await Promise.all(
      [...partners, ...partners].map(({ id, city }) =>
        answer({ partnerId: id, answer: 'accept' }, liaisonOf(event.programmeId, city)),
      ),
    );
    expect(await current()).toMatchObject({ version: 1 + 2 * others.length });
  });

  it('answer through their own liaison', async () => {
    await start();
    const { id: partnerId } = await invite('rome');
    const accept: InputOf<typeof AnswerPartner> = {
      partnerId,
      answer: 'accept',
      modes: ['online'],
      note: 'With joy',
    };
    expect(await refusalOf(answer(accept, liaisonOf(event.programmeId, 'boston')))).toMatchObject({
      code: 'access.forbidden',
    });
    expect(await refusalOf(answer(accept, organizer))).toMatchObject({ code: 'access.forbidden' });
    expect(await refusalOf(answer(accept, PARTICIPANT))).toMatchObject({ code: 'not-found' });

    const partner = await answer(accept, liaisonOf(event.programmeId, 'rome'));
    expect(partner).toMatchObject({ status: 'accepted', modes: ['online'], note: 'With joy' });
    expect((await service.factsOf(EventChanged)).at(-1)).toMatchObject({ version: 3, partners: [partner] });
  });

  it('note what only those read who plan the event', async () => {
    await start();
    const { id: partnerId } = await invite('rome');
    const rome = liaisonOf(event.programmeId, 'rome');
    await answer({ partnerId, answer: 'tentative', note: 'Our hall is not sure yet.' }, rome);
    const patch = { status: 'published' } as const;
    await service.ask(ChangeEvent, { id: event.id, patch }, { actor: organizer });
    const noteFor = async (actor: Actor) =>
      (await service.ask(FindEvents, { ids: [event.id] }, { actor })).items[0]!.partners[0]!.note;

    for (const actor of [organizer, rome, liaisonOf(event.programmeId, 'boston'), SESSIONS]) {
      expect(await noteFor(actor)).toBe('Our hall is not sure yet.');
    }
    expect(await noteFor(PARTICIPANT)).toBeNull();
    expect(await noteFor(ANONYMOUS)).toBeNull();
  });

  it('answer once when the same answer comes again, with its key or without', async () => {
    await start();
    const { id: partnerId } = await invite('rome');
    const liaison = liaisonOf(event.programmeId, 'rome');
    const first = await answer({ partnerId, answer: 'more-time' }, liaison, 'key-1');
    expect(await answer({ partnerId, answer: 'more-time' }, liaison, 'key-1')).toEqual(first);
    expect(await refusalOf(answer({ partnerId, answer: 'more-time' }, liaison))).toMatchObject({
      code: 'partner.state',
    });
    await answer({ partnerId, answer: 'decline' }, liaison);
    await answer({ partnerId, answer: 'decline' }, liaison);
    expect((await current()).version).toBe(4);
  });

  it('are withdrawn by their liaison or the organizer, whose answer stands', async () => {
    await start();
    const [rome, boston] = [await invite('rome'), await invite('boston')];
    const liaison = liaisonOf(event.programmeId, 'rome');
    expect(await answer({ partnerId: rome.id, answer: 'withdraw' }, liaison)).toMatchObject({
      status: 'withdrawn',
    });
    expect(await answer({ partnerId: boston.id, answer: 'withdraw' }, organizer)).toMatchObject({
      status: 'withdrawn',
    });
    expect(await refusalOf(answer({ partnerId: rome.id, answer: 'accept' }, liaison))).toMatchObject({
      code: 'partner.state',
    });
  });

  it('are invited again after they declined or withdrew, as if for the first time', async () => {
    await start();
    const { id: partnerId } = await invite('rome');
    const rome = liaisonOf(event.programmeId, 'rome');
    for (const leave of ['decline', 'withdraw'] as const) {
      await answer({ partnerId, answer: 'more-time' }, rome);
      await answer({ partnerId, answer: leave, note: 'Exams in June' }, rome);
      const { version } = await current();

      const again = { eventId: event.id, city: 'rome', modes: ['delegation' as const] };
      expect(await refusalOf(service.ask(InvitePartner, again, { actor: rome }))).toMatchObject({
        code: 'access.forbidden',
      });
      const respondBy = leave === 'decline' ? '2027-05-01T00:00:00.000Z' : '2027-05-20T00:00:00.000Z';
      const partner = await service.ask(InvitePartner, { ...again, respondBy }, { actor: organizer });

      const invited = { id: partnerId, status: 'invited', modes: ['delegation'], note: null, respondBy };
      expect(partner).toMatchObject(invited);
      expect(await current()).toMatchObject({ version: version + 1, partners: [invited] });
      expect((await service.factsOf(EventChanged)).at(-1)).toMatchObject({
        version: version + 1,
        partners: [invited],
      });
      expect(await refusalOf(answer({ partnerId, answer: 'accept', modes: ['online'] }, rome))).toEqual({
        code: 'validation.failed',
        paths: ['modes'],
      });
      expect(await refusalOf(invite('rome'))).toMatchObject({ code: 'partner.state' });
    }
    await answer({ partnerId, answer: 'more-time' }, rome);
    expect(await answer({ partnerId, answer: 'accept' }, rome)).toMatchObject({ status: 'accepted' });
  });

  it('do not change any more when the event is cancelled', async () => {
    await start();
    const { id: partnerId } = await invite('rome');
    await service.ask(ChangeEvent, { id: event.id, patch: { status: 'cancelled' } }, { actor: organizer });
    expect(await refusalOf(invite('boston'))).toMatchObject({ code: 'event.state' });
    const liaison = liaisonOf(event.programmeId, 'rome');
    expect(await refusalOf(answer({ partnerId, answer: 'accept' }, liaison))).toMatchObject({
      code: 'event.state',
    });
    for (const partnerId of [newId(), 'not-an-id']) {
      expect(await refusalOf(answer({ partnerId, answer: 'accept' }, liaison))).toMatchObject({
        code: 'not-found',
      });
    }
  });
});
