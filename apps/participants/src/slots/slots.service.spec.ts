import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  ChangeSlot,
  CityChanged,
  CreateSlot,
  FindCities,
  FindSessionStates,
  SessionChanged,
  TakeSeat,
  type InputOf,
} from '#contracts';
import type { TestService } from '#platform/testing';
import { answerFor } from '../testing/answering.js';
import { aCity } from '../testing/events.js';
import { tell } from '../testing/facts.js';
import { ORGANIZER, person, PROGRAMME, sessionState, startParticipants } from '../testing/participants.js';
import { register } from '../testing/people.js';

describe('slots', () => {
  const session = sessionState();
  /** Known to its owner, but the fact has not come. */
  const unheardOf = sessionState({ slug: 'closing' });
  let service: TestService;
  beforeAll(async () => {
    service = await startParticipants();
    await tell(service, CityChanged, aCity('boston', 'America/New_York'));
    await tell(service, SessionChanged, session);
    await answerFor(service, FindSessionStates, ({ ids }) => ({
      items: ids?.includes(unheardOf.id) ? [unheardOf] : [],
    }));
    await answerFor(service, FindCities, ({ slugs }) => ({
      items: slugs?.includes('rome') ? [aCity('rome', 'Europe/Rome')] : [],
      next: null,
    }));
  });
  afterAll(() => service.stop());

  const create = (input: Partial<InputOf<typeof CreateSlot>>, actor = ORGANIZER) =>
    service.ask(CreateSlot, { sessionId: session.id, mode: 'online', capacity: 30, ...input }, { actor });

  it('are made by an organizer, one per mode, and keep allocations until 48 hours before the start', async () => {
    const slot = await create({ allocations: { boston: 10 } });
    const keptUntil = new Date(Date.parse(session.start!.instant) - 48 * 3_600_000).toISOString();
    expect(slot).toMatchObject({
      sessionId: session.id,
      capacity: 30,
      confirmed: 0,
      allocations: { boston: { reserved: 10, taken: 0 } },
      keptUntil,
      version: 1,
    });
    await expect(create({})).rejects.toMatchObject({ code: 'slot.exists' });
    expect(await create({ mode: 'in-person', capacity: null })).toMatchObject({ capacity: null });
  });

  it('let nobody’s seat lapse where nobody checks in', async () => {
    const own = sessionState({ slug: 'hall' });
    await tell(service, SessionChanged, own);
    const wrong = { code: 'validation.failed', errors: [expect.objectContaining({ path: 'lapse' })] };
    const input = { sessionId: own.id, mode: 'in-person' as const };
    await expect(create({ ...input, lapse: true })).rejects.toMatchObject(wrong);
    const { id } = await create({ ...input, lapse: false });
    const change = (lapse: boolean) =>
      service.ask(ChangeSlot, { id, patch: { lapse } }, { actor: ORGANIZER });
    await expect(change(true)).rejects.toMatchObject(wrong);
    expect(await change(false)).toMatchObject({ lapse: false });
  });

  it('can be made of a session that its owner knows, before its fact has come', async () => {
    expect(await create({ sessionId: unheardOf.id, allocations: { rome: 1 } })).toMatchObject({
      capacity: 30,
    });
    await expect(create({ sessionId: 'none' })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('are made once by many who try at the same time', async () => {
    const other = sessionState();
    await tell(service, SessionChanged, other);
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => create({ sessionId: other.id })));
    const refused = tries.filter((one) => one.status === 'rejected').map((one) => one.reason.code);
    expect(refused).toEqual(Array(7).fill('slot.exists'));
  });

  it.each([
    ['allocations above the capacity', { capacity: 5, allocations: { boston: 6 } }, 'allocations'],
    ['allocations of what is open to all', { capacity: null, allocations: { boston: 1 } }, 'allocations'],
    ['an allocation for no city', { allocations: { atlantis: 1 } }, 'allocations.atlantis'],
  ])('refuse %s', async (_, input, path) => {
    await expect(create(input)).rejects.toMatchObject({ code: 'validation.failed', errors: [{ path }] });
  });

  it('are an organizer’s of the programme, and of a draft not even known to others', async () => {
    const liaison = person('l', { role: 'liaison', programmeId: PROGRAMME, city: 'boston' });
    await expect(create({}, liaison)).rejects.toMatchObject({ code: 'access.forbidden' });
    const draft = sessionState({ status: 'draft', release: null });
    await tell(service, SessionChanged, draft);
    const stranger = create({ sessionId: draft.id }, person('stranger'));
    await expect(stranger).rejects.toMatchObject({ code: 'not-found' });
    expect(await create({ sessionId: draft.id })).toMatchObject({ sessionId: draft.id });
  });

  it('keep seats for cities until a time ahead that is not after the start', async () => {
    const other = sessionState();
    await tell(service, SessionChanged, other);
    const wrong = { code: 'validation.failed', errors: [{ path: 'keptUntil' }] };
    const start = Date.parse(other.start!.instant);
    const [past, late] = ['2020-01-01T00:00:00.000Z', new Date(start + 1_000).toISOString()];
    const input = { sessionId: other.id, capacity: 5, allocations: { boston: 2 } };
    for (const keptUntil of [past, late]) {
      await expect(create({ ...input, keptUntil })).rejects.toMatchObject(wrong);
    }
    const keptUntil = new Date(start - 60_000).toISOString();
    const { id } = await create({ ...input, keptUntil });
    const change = (patch: InputOf<typeof ChangeSlot>['patch']) =>
      service.ask(ChangeSlot, { id, patch }, { actor: ORGANIZER });
    await expect(change({ keptUntil: past })).rejects.toMatchObject(wrong);
    await expect(change({ keptUntil: late })).rejects.toMatchObject(wrong);
    expect(await change({ keptUntil, capacity: 6 })).toMatchObject({ keptUntil, capacity: 6 });
  });

  it('can’t shrink below what is taken, and say how much that is', async () => {
    const other = sessionState();
    await tell(service, SessionChanged, other);
    const { id } = await create({ sessionId: other.id, capacity: 5, allocations: { boston: 2 } });
    const actor = await register(service, { city: 'boston' });
    await service.ask(TakeSeat, { slotId: id, groupSize: 2 }, { actor });
    const change = (patch: InputOf<typeof ChangeSlot>['patch'], ifVersion?: number) =>
      service.ask(ChangeSlot, { id, patch, ifVersion }, { actor: ORGANIZER });

    await expect(change({ capacity: 1, allocations: {} })).rejects.toMatchObject({
      code: 'slot.capacity',
      extensions: { taken: 2 },
    });
    await expect(change({ allocations: { boston: 1 } })).rejects.toMatchObject({ code: 'slot.capacity' });
    await expect(change({ capacity: 1 })).rejects.toMatchObject({ errors: [{ path: 'allocations' }] });
    await expect(change({ capacity: 9 }, 7)).rejects.toMatchObject({ code: 'version.mismatch' });
    expect(await change({ allocations: {} }, 1)).toMatchObject({
      allocations: {},
      confirmed: 2,
      version: 2,
    });
    expect(await change({ allocations: { boston: 3 } })).toMatchObject({
      allocations: { boston: { reserved: 3, taken: 0 } },
    });
  });

  it('are answered the same to the byte when the same key comes again', async () => {
    const [slot] = await service.sql<{ id: string }>('SELECT id FROM slots WHERE capacity > 1 LIMIT 1');
    const ask = () =>
      service.ask(
        ChangeSlot,
        { id: slot!.id, patch: { allocations: { boston: 1, rome: 1 } } },
        { actor: ORGANIZER, idempotencyKey: 'same bytes' },
      );
    expect(JSON.stringify(await ask())).toBe(JSON.stringify(await ask()));
  });
});
