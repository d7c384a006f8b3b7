import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  CancelSeat,
  ChangeSlot,
  CityChanged,
  CreateSlot,
  FindSeats,
  FindSessionStates,
  FindSlots,
  SeatsChanged,
  SessionChanged,
  TakeSeat,
  type Actor,
  type InputOf,
} from '#contracts';
import { waitFor, type TestService } from '#platform/testing';
import { answerFor } from '../testing/answering.js';
import { aCity } from '../testing/events.js';
import { tell } from '../testing/facts.js';
import { ORGANIZER, person, sessionState, startParticipants } from '../testing/participants.js';
import { register } from '../testing/people.js';

describe('seats', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startParticipants();
    await tell(service, CityChanged, aCity('boston', 'America/New_York'));
    await tell(service, CityChanged, aCity('rome', 'Europe/Rome'));
  });
  afterAll(() => service.stop());

  const publish = (session: ReturnType<typeof sessionState>) => tell(service, SessionChanged, session);

  async function slotOf(
    settings: Partial<InputOf<typeof CreateSlot>>,
    session = sessionState(),
  ): Promise<{ session: typeof session; slotId: string }> {
    await publish(session);
    const input = { sessionId: session.id, mode: 'online', capacity: 1, ...settings } as const;
    const { id } = await service.ask(CreateSlot, input, { actor: ORGANIZER });
    return { session, slotId: id };
  }

  const take = async (slotId: string, actor: Actor, groupSize = 1) =>
    (await service.ask(TakeSeat, { slotId, groupSize }, { actor })).seat;
  const statusOf = async (id: string) =>
    (await service.ask(FindSeats, { ids: [id] }, { actor: ORGANIZER })).items[0]!.status;
  const countersOf = async (slotId: string) => (await service.ask(FindSlots, { ids: [slotId] })).items[0];
  const causesOf = async (slotId: string) =>
    (await service.factsOf(SeatsChanged))
      .filter((fact) => fact.slotId === slotId)
      .map((fact) => fact.changes.map(({ from, to, cause, zone }) => [from, to, cause, zone]));

  it('are confirmed while there is room, then waited for in order, and given up in favour of the first', async () => {
    const { slotId } = await slotOf({});
    const [first, second, third] = [
      await register(service),
      await register(service, { city: 'rome' }),
      await register(service, { zone: 'Asia/Tokyo' }),
    ];
    const seat = await take(slotId, first);
    expect(seat).toMatchObject({ status: 'confirmed', position: null, groupSize: 1 });
    const waiting = await take(slotId, second);
    expect(waiting).toMatchObject({ status: 'waiting', position: 1 });
    expect(await take(slotId, third)).toMatchObject({ status: 'waiting', position: 2 });

    const cancelled = await service.ask(CancelSeat, { id: seat.id }, { actor: first });
    expect(cancelled.status).toBe('cancelled');
    expect(await statusOf(waiting.id)).toBe('confirmed');
    const { items } = await service.ask(FindSeats, {}, { actor: third });
    expect(items).toMatchObject([{ status: 'waiting', position: 1 }]);
    expect(await countersOf(slotId)).toMatchObject({ confirmed: 1, waiting: 1, held: 0, offered: 0 });
    expect(await causesOf(slotId)).toEqual([
      [[null, 'confirmed', 'taken', 'Asia/Ho_Chi_Minh']],
      [[null, 'waiting', 'taken', 'Europe/Rome']],
      [[null, 'waiting', 'taken', 'Asia/Tokyo']],
      [
        ['confirmed', 'cancelled', 'cancelled', 'Asia/Ho_Chi_Minh'],
        ['waiting', 'confirmed', 'promoted', 'Europe/Rome'],
      ],
    ]);
  });

  it('are one per person and slot, however often asked for', async () => {
    const { slotId } = await slotOf({ capacity: 5 });
    const actor = await register(service);
    const first = await service.ask(TakeSeat, { slotId }, { actor });
    const again = await service.ask(TakeSeat, { slotId, groupSize: 3 }, { actor });
    expect([first.created, again.created]).toEqual([true, false]);
    expect(again.seat).toEqual(first.seat);
    await service.ask(CancelSeat, { id: first.seat.id }, { actor });
    expect((await service.ask(TakeSeat, { slotId }, { actor })).seat.id).not.toBe(first.seat.id);
  });

  it('answer the same key the same, also when it has been given up since', async () => {
    const { slotId } = await slotOf({});
    const actor = await register(service);
    const as = { actor, idempotencyKey: 'my seat' };
    const first = await service.ask(TakeSeat, { slotId }, as);
    await service.ask(CancelSeat, { id: first.seat.id }, { actor });
    expect(await service.ask(TakeSeat, { slotId }, as)).toEqual(first);
    const other = service.ask(TakeSeat, { slotId, groupSize: 2 }, as);
    await expect(other).rejects.toMatchObject({ code: 'idempotency.reused' });
  });

  it('of a city’s allocation go to that city’s queue, pool seats to the first of all', async () => {
    const { slotId } = await slotOf({ capacity: 2, allocations: { boston: 1 } });
    const [boston, rome] = [
      await register(service, { city: 'boston' }),
      await register(service, { city: 'rome' }),
    ];
    const kept = await take(slotId, boston);
    const pool = await take(slotId, rome);
    const romeWaits = await take(slotId, await register(service, { city: 'rome' }));
    const bostonWaits = await take(slotId, await register(service, { city: 'boston' }));
    expect(await countersOf(slotId)).toMatchObject({
      allocations: { boston: { reserved: 1, taken: 1 } },
      waiting: 2,
    });

    await service.ask(CancelSeat, { id: kept.id }, { actor: boston });
    expect([await statusOf(romeWaits.id), await statusOf(bostonWaits.id)]).toEqual(['waiting', 'confirmed']);
    await service.ask(CancelSeat, { id: pool.id }, { actor: rome });
    expect(await statusOf(romeWaits.id)).toBe('confirmed');
  });

  it('of an allocation fall to the pool when it is no longer kept, by time alone', async () => {
    const keptUntil = new Date(Date.now() + 3_600_000).toISOString();
    const { slotId } = await slotOf({ capacity: 1, allocations: { boston: 1 }, keptUntil });
    const waiting = await take(slotId, await register(service, { city: 'rome' }));
    expect(waiting.status).toBe('waiting');
    await service.moveClockTo(new Date(Date.now() + 3_700_000).toISOString());
    await waitFor(async () => (await statusOf(waiting.id)) === 'confirmed');
  });

  it('that have just become free go to who waits, not to who comes', async () => {
    const { slotId } = await slotOf({ capacity: 1, allocations: { boston: 1 } });
    const waiting = await take(slotId, await register(service, { city: 'rome' }));
    await service.sql('UPDATE slots SET kept_until = clock_now() WHERE id = $1', [slotId]);
    expect((await take(slotId, await register(service))).status).toBe('waiting');
    expect(await statusOf(waiting.id)).toBe('confirmed');
  });

  it('are given to a group together, or not yet', async () => {
    const { slotId } = await slotOf({ capacity: 3 });
    expect(await take(slotId, await register(service), 2)).toMatchObject({ status: 'confirmed' });
    expect(await take(slotId, await register(service), 2)).toMatchObject({ status: 'waiting', position: 1 });
    expect(await take(slotId, await register(service))).toMatchObject({ status: 'confirmed' });
    expect(await countersOf(slotId)).toMatchObject({ confirmed: 3, waiting: 2 });
  });

  it('are refused to a group that the slot could never hold', async () => {
    const { slotId } = await slotOf({ capacity: 3 });
    await expect(take(slotId, await register(service), 4)).rejects.toMatchObject({
      code: 'validation.failed',
      errors: [{ path: 'groupSize', message: expect.stringContaining('at most 3') }],
    });
    expect(await take(slotId, await register(service), 3)).toMatchObject({ status: 'confirmed' });
    const closed = await slotOf({ capacity: 0 });
    expect(await take(closed.slotId, await register(service))).toMatchObject({ status: 'waiting' });
  });

  it('are added from the queue when the capacity is raised, and open to all when it has none', async () => {
    const { slotId } = await slotOf({ capacity: 0 });
    const [first, second] = [
      await take(slotId, await register(service)),
      await take(slotId, await register(service)),
    ];
    const raised = await service.ask(
      ChangeSlot,
      { id: slotId, patch: { capacity: 1 } },
      { actor: ORGANIZER },
    );
    expect(raised).toMatchObject({ capacity: 1, confirmed: 1, waiting: 1 });
    expect([await statusOf(first.id), await statusOf(second.id)]).toEqual(['confirmed', 'waiting']);
    await service.ask(ChangeSlot, { id: slotId, patch: { capacity: null } }, { actor: ORGANIZER });
    expect(await statusOf(second.id)).toBe('confirmed');
  });

  it('are cancelled with their session, waiting ones too, and nobody is promoted or let in', async () => {
    const { session, slotId } = await slotOf({});
    const [first, second] = [await register(service), await register(service)];
    const seats = [await take(slotId, first), await take(slotId, second)];
    const cancelled = { ...session, status: 'cancelled' as const, version: 2 };
    await publish(cancelled);
    await publish(cancelled);
    expect(await Promise.all(seats.map((seat) => statusOf(seat.id)))).toEqual(['cancelled', 'cancelled']);
    expect(await countersOf(slotId)).toMatchObject({ confirmed: 0, waiting: 0 });
    expect((await causesOf(slotId)).at(-1)).toEqual([
      ['confirmed', 'cancelled', 'session-cancelled', 'Asia/Ho_Chi_Minh'],
      ['waiting', 'cancelled', 'session-cancelled', 'Asia/Ho_Chi_Minh'],
    ]);
    await expect(take(slotId, first)).rejects.toMatchObject({ code: 'seat.closed' });
  });

  it('stay once the session has taken place, whoever gives them up', async () => {
    const { session, slotId } = await slotOf({ capacity: 1 });
    const [actor, waiting] = [await register(service), await register(service)];
    const seats = [await take(slotId, actor), await take(slotId, waiting)];
    const instant = new Date(Date.now() - 7_200_000).toISOString();
    await publish({ ...session, start: { ...session.start!, instant }, version: 2 });
    const attempts = [
      [seats[0]!, actor],
      [seats[0]!, ORGANIZER],
      [seats[1]!, waiting],
    ] as const;
    for (const [seat, by] of attempts) {
      await expect(service.ask(CancelSeat, { id: seat.id }, { actor: by })).rejects.toMatchObject({
        code: 'seat.state',
        detail: expect.stringContaining('taken place'),
      });
    }
    expect(await Promise.all(seats.map(({ id }) => statusOf(id)))).toEqual(['confirmed', 'waiting']);
  });

  it('keep what the newest state of a session says, whatever comes late', async () => {
    const { session, slotId } = await slotOf({});
    await publish({ ...session, status: 'cancelled', version: 3 });
    await publish({ ...session, version: 2 });
    await expect(take(slotId, await register(service))).rejects.toMatchObject({ code: 'seat.closed' });
  });

  it('can’t be taken when the session is over', async () => {
    const ended = sessionState();
    ended.start!.instant = new Date(Date.now() - 7_200_000).toISOString();
    const { slotId } = await slotOf({}, ended);
    await expect(take(slotId, await register(service))).rejects.toMatchObject({ code: 'seat.closed' });
  });

  it('of a draft are hidden from all but its organizers, until its owner says that it is released', async () => {
    const draft = sessionState({ status: 'draft', release: null });
    const { slotId } = await slotOf({}, draft);
    const actor = await register(service);
    await expect(take(slotId, actor)).rejects.toMatchObject({ code: 'not-found' });
    expect((await service.ask(FindSlots, { sessionIds: [draft.id] })).items).toEqual([]);
    expect((await service.ask(FindSlots, { ids: [slotId] }, { actor: ORGANIZER })).items).toHaveLength(1);
    const forParticipant = service.ask(TakeSeat, { slotId, participantId: actor.id }, { actor: ORGANIZER });
    await expect(forParticipant).rejects.toMatchObject({ code: 'seat.closed' });

    const released = { ...draft, status: 'scheduled' as const, release: 1, version: 2 };
    await answerFor(service, FindSessionStates, () => ({ items: [released] }));
    expect((await take(slotId, actor)).status).toBe('confirmed');
  });

  it('are taken, read and given up by the person or an organizer of the programme, and by nobody else', async () => {
    const { slotId } = await slotOf({ capacity: 5 });
    const actor = await register(service);
    const { seat } = await service.ask(TakeSeat, { slotId, participantId: actor.id }, { actor: ORGANIZER });
    expect(seat.personId).toBe(actor.id);
    const stranger = person('stranger');
    const forAnother = service.ask(TakeSeat, { slotId, participantId: actor.id }, { actor: stranger });
    await expect(forAnother).rejects.toMatchObject({ code: 'access.forbidden' });
    await expect(service.ask(TakeSeat, { slotId })).rejects.toMatchObject({ code: 'access.unauthenticated' });
    const cancel = service.ask(CancelSeat, { id: seat.id }, { actor: stranger });
    await expect(cancel).rejects.toMatchObject({ code: 'not-found' });
    expect((await service.ask(FindSeats, { ids: [seat.id] }, { actor: stranger })).items).toEqual([]);
    const unknown = service.ask(TakeSeat, { slotId, participantId: 'nobody' }, { actor: ORGANIZER });
    await expect(unknown).rejects.toMatchObject({ code: 'not-found' });
    const cancelled = await service.ask(CancelSeat, { id: seat.id }, { actor: ORGANIZER });
    expect(await service.ask(CancelSeat, { id: seat.id }, { actor })).toEqual(cancelled);
  });

  it('of a person come in pages, newest first', async () => {
    const actor = await register(service);
    const taken = [];
    for (let count = 0; count < 3; count++) taken.push(await take((await slotOf({})).slotId, actor));
    const first = await service.ask(FindSeats, { limit: 2 }, { actor });
    const rest = await service.ask(FindSeats, { limit: 2, cursor: first.next! }, { actor });
    expect([...first.items, ...rest.items].map((seat) => seat.id)).toEqual(
      taken.map((seat) => seat.id).reverse(),
    );
    expect(rest.next).toBeNull();
    const broken = service.ask(FindSeats, { cursor: 'broken' }, { actor });
    await expect(broken).rejects.toMatchObject({ errors: [{ path: 'cursor' }] });
  });

  it('leave a log that can’t be rewritten', async () => {
    await expect(service.sql(`UPDATE seat_log SET cause = 'taken'`)).rejects.toThrow(/only appended/);
  });
});
