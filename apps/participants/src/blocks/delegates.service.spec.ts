import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  CityChanged,
  FindBlocks,
  FindEvents,
  FindSeatHistory,
  MakeBlock,
  NamePlace,
  type Actor,
  type InputOf,
  type Partner,
} from '#contracts';
import { newId } from '#platform';
import type { TestService } from '#platform/testing';
import { answerFor } from '../testing/answering.js';
import { aCity, anEvent } from '../testing/events.js';
import { tell } from '../testing/facts.js';
import { ORGANIZER, person, PROGRAMME, sessionState, startParticipants } from '../testing/participants.js';
import { register } from '../testing/people.js';
import { openSlot, slotOf, statusOf, take } from '../testing/slots.js';

describe('a delegation', () => {
  const liaison = person('liaison', { role: 'liaison', programmeId: PROGRAMME, city: 'boston' });
  const namesUntil = '2040-06-01T12:00:00.000Z';
  let service: TestService;
  let partners: Partner[];
  beforeAll(async () => {
    service = await startParticipants();
    await tell(service, CityChanged, aCity('boston', 'America/New_York'));
    await answerFor(service, FindEvents, ({ ids }) => ({
      items: [{ ...anEvent(), id: ids![0]!, partners }],
      next: null,
    }));
  });
  beforeEach(() => {
    partners = [];
  });
  afterAll(() => service.stop());

  const slotIn = async (eventId: string, maxPerPerson: number | null = null) =>
    (await openSlot(service, { capacity: 9, maxPerPerson }, sessionState({ eventId }))).slotId;
  const make = (slotId: string, actor: Actor = liaison) =>
    service.ask(MakeBlock, { slotId, city: 'boston', size: 2, namesUntil }, { actor });
  const name = (blockId: string, place: number, who: InputOf<typeof NamePlace>['who'], actor = liaison) =>
    service.ask(NamePlace, { blockId, place, who }, { actor });

  it.each(['declined', 'withdrawn'] as const)(
    'of a city that has %s gets no places, whoever asks for them',
    async (status) => {
      const eventId = newId();
      const slotId = await slotIn(eventId);
      const asked = { id: newId(), eventId, city: 'boston', modes: ['delegation' as const], note: null };
      partners = [{ ...asked, status, respondBy: namesUntil }];
      for (const actor of [liaison, ORGANIZER])
        await expect(make(slotId, actor)).rejects.toMatchObject({
          code: 'partner.state',
          errors: [{ path: 'city' }],
        });
      const { items } = await service.ask(FindBlocks, { of: { slotId }, limit: 5 }, { actor: ORGANIZER });
      expect(items).toEqual([]);
      partners = [{ ...asked, status: 'accepted', respondBy: namesUntil }];
      await make(slotId);
      expect(await slotOf(service, slotId)).toMatchObject({ held: 2 });
    },
  );

  it('counts a place towards the limit per person of who is named, and says of whom', async () => {
    const eventId = newId();
    const [slotId, other] = [await slotIn(eventId, 1), await slotIn(eventId, 1)];
    const block = await make(slotId);
    const delegate = await register(service);
    await take(service, other, delegate);
    for (const actor of [liaison, ORGANIZER])
      await expect(name(block.id, 1, { participantId: delegate.id }, actor)).rejects.toMatchObject({
        code: 'registration.limit',
        extensions: { maxPerPerson: 1, taken: 1 },
        errors: [{ path: 'participantId' }],
      });
    const [{ email }] = (await service.sql<{ email: string }>('SELECT email FROM persons WHERE id = $1', [
      delegate.id,
    ])) as [{ email: string }];
    await expect(name(block.id, 1, { email, name: 'Delegate' })).rejects.toMatchObject({
      code: 'registration.limit',
      errors: [{ path: 'email' }],
    });
    expect(await slotOf(service, slotId)).toMatchObject({ held: 2, confirmed: 0 });

    const next = await register(service);
    await name(block.id, 1, { participantId: next.id });
    await expect(take(service, other, next)).rejects.toMatchObject({ code: 'registration.limit' });
  });

  it('takes somebody out of the queue of its slot, which is no second seat', async () => {
    const slotId = await slotIn(newId(), 1);
    const block = await make(slotId);
    await take(service, slotId, await register(service));
    await service.sql('UPDATE slots SET capacity = 3 WHERE id = $1', [slotId]);
    const delegate = await register(service);
    const queued = await take(service, slotId, delegate);
    expect(queued.status).toBe('waiting');
    const seat = await name(block.id, 1, { participantId: delegate.id });
    expect([seat.status, await statusOf(service, queued)]).toEqual(['confirmed', 'cancelled']);
  });

  it('is named by its liaison or by an organizer, and the seat’s history says by which', async () => {
    const [speaksForBoston, both] = [await register(service), await register(service)];
    const grant = ({ id }: { id: string }, role: string, city: string | null) =>
      service.sql(
        `INSERT INTO grants (id, person_id, role, programme_id, city, given_by, created_at)
         VALUES ($1, $2, $3, $4, $5, 'test', clock_now())`,
        [newId(), id, role, PROGRAMME, city],
      );
    await grant(speaksForBoston, 'liaison', 'boston');
    await grant(both, 'liaison', 'boston');
    await grant(both, 'organizer', null);
    const block = await make(await slotIn(newId()));
    const moversOf = async (actor: Actor, place: number) => {
      const delegate = await register(service);
      const seat = await name(block.id, place, { participantId: delegate.id }, actor);
      const { items } = await service.ask(FindSeatHistory, { id: seat.id }, { actor: delegate });
      return items.map(({ by }) => by);
    };
    const granted = { role: 'liaison', programmeId: PROGRAMME, city: 'boston' } as const;
    expect(await moversOf(person(speaksForBoston.id, granted), 1)).toEqual(['liaison']);
    expect(await moversOf(person(both.id, granted), 2)).toEqual(['organizer']);
  });
});
