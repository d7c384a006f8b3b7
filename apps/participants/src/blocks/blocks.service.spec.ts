import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CityChanged, MakeBlock, NamePlace, ReplaySeats, type InputOf } from '#contracts';
import { waitFor, type TestService } from '#platform/testing';
import { aCity } from '../testing/events.js';
import { tell } from '../testing/facts.js';
import { ADMIN, ORGANIZER, person, PROGRAMME, startParticipants } from '../testing/participants.js';
import { register } from '../testing/people.js';
import { forward, logOf, openSlot, sessionIn, slotOf, statusOf, take } from '../testing/slots.js';

describe('a block for a delegation', () => {
  const liaison = person('liaison', { role: 'liaison', programmeId: PROGRAMME, city: 'boston' });
  let service: TestService;
  beforeAll(async () => {
    service = await startParticipants();
    await tell(service, CityChanged, aCity('boston', 'America/New_York'));
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
      code: 'seat.state',
    });
  });
});
