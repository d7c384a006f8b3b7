import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  CancelSeat,
  ChangeSlot,
  CityChanged,
  ClearPlace,
  FindBlock,
  FindBlocks,
  FindEvents,
  FindSeatHistory,
  BlockMade,
  MakeBlock,
  NamePlace,
  ReleaseBlock,
  ReplaySeats,
  SessionChanged,
  SlotCounted,
  SwapSeat,
  type Actor,
  type InputOf,
  type SignalDataOf,
} from '#contracts';
import { Signals } from '#platform';
import { waitFor, type TestService } from '#platform/testing';
import { answerFor } from '../testing/answering.js';
import { aCity, anEvent } from '../testing/events.js';
import { tell } from '../testing/facts.js';
import { ADMIN, ORGANIZER, person, PROGRAMME, startParticipants } from '../testing/participants.js';
import { MOST_PASSES } from '../seats/queue.rules.js';
import { register } from '../testing/people.js';
import { forward, logOf, openSlot, sessionIn, slotOf, statusOf, take } from '../testing/slots.js';

describe('a block for a delegation', () => {
  const liaison = person('liaison', { role: 'liaison', programmeId: PROGRAMME, city: 'boston' });
  let service: TestService;
  beforeAll(async () => {
    service = await startParticipants();
    await tell(service, CityChanged, aCity('boston', 'America/New_York'));
    await answerFor(service, FindEvents, () => ({ items: [anEvent()], next: null }));
  });
  afterAll(() => service.stop());

  const slotWith = async (capacity: number) => {
    const session = await sessionIn(service, 6_000);
    const opened = await openSlot(service, { capacity }, session);
    return { ...opened, namesUntil: new Date(Date.parse(session.start!.instant) - 3_600_000).toISOString() };
  };
  const make = (slotId: string, size: number, namesUntil: string, actor = liaison) =>
    service.ask(MakeBlock, { slotId, city: 'boston', size, namesUntil }, { actor });
  const name = (blockId: string, place: number, who: InputOf<typeof NamePlace>['who'], actor = liaison) =>
    service.ask(NamePlace, { blockId, place, who }, { actor });

  it('keeps places, gets names and substitutes in them, and never frees one in between', async () => {
    const { slotId, namesUntil } = await slotWith(2);
    const block = await make(slotId, 2, namesUntil);
    expect(await slotOf(service, slotId)).toMatchObject({ held: 2, confirmed: 0 });
    expect((await service.factsOf(BlockMade)).at(-1)).toMatchObject({
      id: block.id,
      city: 'boston',
      namesUntil,
    });
    const queued = await take(service, slotId, await register(service));
    expect(queued.status).toBe('waiting');

    const delegate = { email: 'Delegate@Example.org', name: 'Delegate' };
    const seat = await name(block.id, 1, delegate);
    expect(seat).toMatchObject({ status: 'confirmed', slotId });
    expect(await name(block.id, 1, delegate)).toEqual(seat);
    const substitute = await register(service);
    const other = await name(block.id, 1, { participantId: substitute.id });
    expect(other.personId).toBe(substitute.id);
    expect([await statusOf(service, seat), await statusOf(service, queued)]).toEqual([
      'cancelled',
      'waiting',
    ]);
    expect(await slotOf(service, slotId)).toMatchObject({ held: 1, confirmed: 1, waiting: 1 });
    expect((await logOf(service, slotId)).map(({ cause }) => cause)).toEqual([
      ...['blocked', 'blocked', 'taken', 'named', 'named', 'substituted', 'substituted'],
    ]);
    await expect(name(block.id, 2, { participantId: substitute.id })).rejects.toMatchObject({
      code: 'seat.state',
    });
    expect((await service.ask(ReplaySeats, { limit: 100 }, { actor: ADMIN })).findings).toEqual([]);
  });

  it('lets places without a name fall free in time, to who waits', async () => {
    const { slotId, namesUntil } = await slotWith(2);
    const block = await make(slotId, 2, namesUntil);
    const queued = await take(service, slotId, await register(service));
    await name(block.id, 1, { participantId: (await register(service)).id });
    await forward(service, 5_950);
    await waitFor(async () => (await statusOf(service, queued)) === 'confirmed');
    expect((await logOf(service, slotId)).at(-1)).toMatchObject({ because: 'released' });
    await expect(name(block.id, 2, { participantId: (await register(service)).id })).rejects.toMatchObject({
      code: 'seat.state',
    });
    const late = await register(service);
    expect((await name(block.id, 1, { participantId: late.id })).personId).toBe(late.id);
  });

  it('is counted live when it is made and when its places fall free, though they are nobody’s', async () => {
    const counted: SignalDataOf<typeof SlotCounted>[] = [];
    service.app.get(Signals).listen(SlotCounted, (slot) => counted.push(slot));
    const { slotId, namesUntil } = await slotWith(2);
    const heldNow = () => counted.filter(({ id }) => id === slotId).at(-1)?.held;
    await make(slotId, 2, namesUntil);
    await waitFor(() => heldNow() === 2);
    await forward(service, 5_950);
    await waitFor(() => heldNow() === 0);
  });

  it('is for nobody once the session has begun, also when that was moved earlier', async () => {
    const { slotId, session, namesUntil } = await slotWith(1);
    const block = await make(slotId, 1, namesUntil);
    const queued = await take(service, slotId, await register(service));
    const sooner = await sessionIn(service, 60);
    await tell(service, SessionChanged, { ...session, start: sooner.start, version: 2 });
    expect(await find(block.id)).toMatchObject({ namesUntil: sooner.start!.instant, free: 1 });
    expect(await statusOf(service, queued)).toBe('waiting');
    await forward(service, 61);
    await waitFor(async () => (await statusOf(service, queued)) === 'confirmed');
    expect(await replay()).toEqual([]);
  });

  it('seats those behind a group that waited when its first is named', async () => {
    const { slotId, namesUntil } = await slotWith(4);
    const [first, ahead] = [await register(service), await register(service)];
    const seats = [];
    for (let count = 0; count < 3; count++) {
      const actor = await register(service);
      seats.push({ actor, seat: await take(service, slotId, actor) });
    }
    const block = await make(slotId, 1, namesUntil);
    const group = await take(service, slotId, first, 3);
    const queued = await take(service, slotId, ahead);
    // Nobody may pass the group any more, and it does not fit.
    await service.sql('UPDATE seats SET passed_over = $2 WHERE id = $1', [group.id, MOST_PASSES]);
    await service.ask(CancelSeat, { id: seats[0]!.seat.id }, { actor: seats[0]!.actor });
    expect(await statusOf(service, queued)).toBe('waiting');
    await name(block.id, 1, { participantId: first.id });
    expect(await statusOf(service, queued)).toBe('confirmed');
    expect(await replay()).toEqual([]);
  });

  it('stays when the slot is made smaller, and how small that can be is said', async () => {
    const { slotId, namesUntil } = await slotWith(4);
    await make(slotId, 2, namesUntil);
    const seat = await take(service, slotId, await register(service));
    const shrink = (capacity: number) =>
      service.ask(ChangeSlot, { id: slotId, patch: { capacity, overflow: 'waiting' } }, { actor: ORGANIZER });
    await expect(shrink(1)).rejects.toMatchObject({
      code: 'slot.capacity',
      errors: [{ path: 'capacity', message: expect.stringContaining('at least 2') as unknown }],
    });
    expect(await shrink(2)).toMatchObject({ held: 2, confirmed: 0, waiting: 1 });
    expect(await statusOf(service, seat)).toBe('waiting');
  });

  const clear = (blockId: string, place: number, actor: Actor = liaison) =>
    service.ask(ClearPlace, { blockId, place }, { actor });
  const find = (id: string, actor: Actor = liaison) => service.ask(FindBlock, { id }, { actor });
  const replay = async () => (await service.ask(ReplaySeats, { limit: 100 }, { actor: ADMIN })).findings;

  it('gets the place back of a delegate who cancels, swaps or is taken out, while names may come', async () => {
    const { slotId, namesUntil } = await slotWith(3);
    const other = await openSlot(service, { capacity: 5 });
    const block = await make(slotId, 3, namesUntil);
    const delegates = [await register(service), await register(service), await register(service)];
    const seats = [];
    for (const [index, { id }] of delegates.entries())
      seats.push(await name(block.id, index + 1, { participantId: id }));
    const queued = await take(service, slotId, await register(service));

    await service.ask(CancelSeat, { id: seats[0]!.id }, { actor: delegates[0]! });
    await service.ask(SwapSeat, { id: seats[1]!.id, slotId: other.slotId }, { actor: delegates[1]! });
    expect(await clear(block.id, 3)).toMatchObject({ place: 3, state: 'free', participantId: null });
    expect(await clear(block.id, 3)).toMatchObject({ state: 'free' });

    expect(await slotOf(service, slotId)).toMatchObject({ held: 3, confirmed: 0, waiting: 1 });
    expect(await statusOf(service, queued)).toBe('waiting');
    const { items } = await service.ask(FindSeatHistory, { id: seats[2]!.id }, { actor: delegates[2]! });
    expect(items.at(-1)).toMatchObject({ to: 'cancelled', cause: 'withdrawn', by: 'organizer' });
    const next = await register(service);
    expect(await name(block.id, 1, { participantId: next.id })).toMatchObject({ status: 'confirmed' });
    expect(await replay()).toEqual([]);
  });

  it('is given back before its time: who waits gets the places without a name, those with one stay', async () => {
    const { slotId, namesUntil } = await slotWith(3);
    const block = await make(slotId, 3, namesUntil);
    const delegate = await register(service);
    const seat = await name(block.id, 2, { participantId: delegate.id });
    const queued = await take(service, slotId, await register(service));
    const release = (actor: Actor = liaison) => service.ask(ReleaseBlock, { id: block.id }, { actor });
    await expect(release(person('stranger'))).rejects.toMatchObject({ code: 'not-found' });

    const released = await release(ORGANIZER);
    expect(released).toMatchObject({ named: 1, free: 0 });
    expect(released.places.map(({ state }) => state)).toEqual(['gone', 'named', 'gone']);
    expect(Date.parse(released.namesUntil)).toBeLessThan(Date.parse(namesUntil));
    expect(await slotOf(service, slotId)).toMatchObject({ held: 0, confirmed: 2, waiting: 0 });
    expect([await statusOf(service, seat), await statusOf(service, queued)]).toEqual([
      'confirmed',
      'confirmed',
    ]);
    expect(await release()).toEqual(released);

    const next = await take(service, slotId, await register(service));
    const last = await take(service, slotId, await register(service));
    expect([next.status, last.status]).toEqual(['confirmed', 'waiting']);
    await service.ask(CancelSeat, { id: seat.id }, { actor: delegate });
    expect(await statusOf(service, last)).toBe('confirmed');
    expect(await replay()).toEqual([]);
  });

  it('gets none back after its time for names: the first who waits has it', async () => {
    const { slotId, namesUntil } = await slotWith(2);
    const block = await make(slotId, 2, namesUntil);
    const [one, two] = [await register(service), await register(service)];
    const seat = await name(block.id, 1, { participantId: one.id });
    await name(block.id, 2, { participantId: two.id });
    const queue = [
      await take(service, slotId, await register(service)),
      await take(service, slotId, await register(service)),
    ];
    await forward(service, 5_950);
    await service.ask(CancelSeat, { id: seat.id }, { actor: one });
    expect(await statusOf(service, queue[0]!)).toBe('confirmed');
    expect(await clear(block.id, 2)).toMatchObject({ place: 2, state: 'gone', seatId: null });
    expect(await statusOf(service, queue[1]!)).toBe('confirmed');
    expect(await slotOf(service, slotId)).toMatchObject({ held: 0, confirmed: 2, waiting: 0 });
  });

  it('is read with its places, its deadline and what became of them, in words', async () => {
    const { slotId, namesUntil } = await slotWith(9);
    const block = await make(slotId, 3, namesUntil);
    const delegate = await register(service);
    const seat = await name(block.id, 2, { email: 'first@example.org', name: 'First delegate' });
    await name(block.id, 2, { participantId: delegate.id });
    await clear(block.id, 2);
    await name(block.id, 1, { participantId: delegate.id });

    const read = await find(block.id);
    expect(read).toMatchObject({ ...block, named: 1, free: 2 });
    expect(Date.parse(read.namesUntil)).toBe(Date.parse(namesUntil));
    expect(read.places).toEqual([
      expect.objectContaining({ place: 1, state: 'named', participantId: delegate.id, name: 'Participant' }),
      { place: 2, state: 'free', seatId: null, participantId: null, name: null },
      { place: 3, state: 'free', seatId: null, participantId: null, name: null },
    ]);
    expect(read.history.map(({ text }) => text)).toEqual([
      '3 places were kept for the delegation of boston.',
      'Place 2 got a name.',
      'Place 2 went to a substitute.',
      'Place 2 had its name taken out.',
      'Place 2 is kept again: another name may come.',
      'Place 1 got a name.',
    ]);
    expect(read.history[1]).toMatchObject({ place: 2, to: 'confirmed', participantId: seat.personId });

    await forward(service, 5_950);
    await waitFor(async () => (await find(block.id)).free === 0);
    const later = await find(block.id);
    expect(later.places.map(({ state }) => state)).toEqual(['named', 'gone', 'gone']);
    expect(later.history.at(-1)).toMatchObject({
      place: null,
      text: '2 places were without a name and fell free.',
    });
  });

  it('is found by its slot and by its city, for those who speak for it', async () => {
    const { slotId, namesUntil } = await slotWith(9);
    const mine = await make(slotId, 1, namesUntil);
    await tell(service, CityChanged, aCity('tokyo', 'Asia/Tokyo'));
    const tokyo = person('tokyo', { role: 'liaison', programmeId: PROGRAMME, city: 'tokyo' });
    const theirs = await service.ask(
      MakeBlock,
      { slotId, city: 'tokyo', size: 1, namesUntil },
      { actor: ORGANIZER },
    );
    const idsOf = async (of: InputOf<typeof FindBlocks>['of'], actor: Actor) =>
      (await service.ask(FindBlocks, { of, limit: 500 }, { actor })).items.map(({ id }) => id);

    expect(await idsOf({ slotId }, liaison)).toEqual([mine.id]);
    expect(await idsOf({ slotId }, tokyo)).toEqual([theirs.id]);
    expect(await idsOf({ slotId }, ORGANIZER)).toEqual([mine.id, theirs.id]);
    expect(await idsOf({ programmeId: PROGRAMME, city: 'tokyo' }, tokyo)).toEqual([theirs.id]);
    expect(await idsOf({ programmeId: PROGRAMME, city: 'boston' }, liaison)).toContain(mine.id);
    const first = await service.ask(FindBlocks, { of: { slotId }, limit: 1 }, { actor: ORGANIZER });
    expect(first).toMatchObject({ items: [{ id: mine.id, named: 0, free: 1 }], next: expect.any(String) });
    const second = { of: { slotId }, limit: 1, cursor: first.next! };
    expect(await service.ask(FindBlocks, second, { actor: ORGANIZER })).toMatchObject({
      items: [{ id: theirs.id }],
      next: null,
    });

    const refused = { code: 'access.forbidden' };
    await expect(idsOf({ slotId }, person('p'))).rejects.toMatchObject(refused);
    await expect(idsOf({ programmeId: PROGRAMME, city: 'boston' }, tokyo)).rejects.toMatchObject(refused);
    await expect(find(mine.id, tokyo)).rejects.toMatchObject({ code: 'not-found' });
    await expect(clear(mine.id, 1, tokyo)).rejects.toMatchObject({ code: 'not-found' });
    await expect(clear(mine.id, 2)).rejects.toMatchObject({ errors: [{ path: 'place' }] });
  });

  it('is kept whole or not at all, and by its own city’s liaison or an organizer', async () => {
    const { slotId, namesUntil } = await slotWith(3);
    await expect(make(slotId, 4, namesUntil)).rejects.toMatchObject({
      code: 'seat.full',
      extensions: { free: 3 },
    });
    expect(await slotOf(service, slotId)).toMatchObject({ held: 0 });
    const neighbour = person('n', { role: 'liaison', programmeId: PROGRAMME, city: 'rome' });
    await expect(make(slotId, 1, namesUntil, neighbour)).rejects.toMatchObject({ code: 'access.forbidden' });
    const past = make(slotId, 1, '2020-01-01T00:00:00Z');
    await expect(past).rejects.toMatchObject({ errors: [{ path: 'namesUntil' }] });
    const block = await make(slotId, 3, namesUntil, ORGANIZER);
    const foreign = name(block.id, 1, { participantId: 'p' }, neighbour);
    await expect(foreign).rejects.toMatchObject({ code: 'not-found' });
    await expect(name(block.id, 4, { participantId: ADMIN.kind })).rejects.toMatchObject({
      errors: [{ path: 'place', message: 'must be a place of the block, from 1 to 3' }],
    });
  });
});
