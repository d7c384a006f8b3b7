import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  CancelSeat,
  CityChanged,
  CreateSlot,
  PageRecipients,
  SessionChanged,
  TakeSeat,
  type InputOf,
} from '#contracts';
import type { TestService } from '#platform/testing';
import { aCity } from '../testing/events.js';
import { tell } from '../testing/facts.js';
import { ADMIN, NOTIFICATIONS, ORGANIZER, sessionState, startParticipants } from '../testing/participants.js';
import { register } from '../testing/people.js';

describe('recipients', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startParticipants();
    await tell(service, CityChanged, aCity('rome', 'Europe/Rome'));
  });
  afterAll(() => service.stop());

  async function slotsOf(session: ReturnType<typeof sessionState>): Promise<[string, string]> {
    await tell(service, SessionChanged, session);
    const make = (mode: 'online' | 'in-person', capacity: number) =>
      service.ask(CreateSlot, { sessionId: session.id, mode, capacity }, { actor: ORGANIZER });
    return [(await make('online', 2)).id, (await make('in-person', 1)).id];
  }
  const page = (input: InputOf<typeof PageRecipients>) =>
    service.ask(PageRecipients, input, { actor: NOTIFICATIONS });
  const idsOf = async (input: InputOf<typeof PageRecipients>) =>
    (await page(input)).items.map((recipient) => recipient.personId);

  it('are one row per person, seated before waiting, by person, page by page', async () => {
    const session = sessionState();
    const [online, inPerson] = await slotsOf(session);
    const roman = await register(service, { city: 'rome' });
    const people = [roman, await register(service), await register(service, { zone: 'Asia/Tokyo' })];
    for (const actor of people) await service.ask(TakeSeat, { slotId: online }, { actor });
    await service.ask(TakeSeat, { slotId: inPerson }, { actor: people[2]! });

    const everybody = {
      sessionId: session.id,
      statuses: ['confirmed', 'waiting'] as ('confirmed' | 'waiting')[],
    };
    const first = await page({ ...everybody, limit: 2 });
    const rest = await page({ ...everybody, limit: 2, after: first.next! });
    const rows = [...first.items, ...rest.items];
    expect(rest.next).toBeNull();
    expect(rows.map((row) => row.personId)).toEqual(people.map((person) => person.id));
    expect(rows).toMatchObject([
      { zone: 'Europe/Rome', seatStatus: 'confirmed', mode: 'online' },
      { zone: 'Asia/Ho_Chi_Minh', seatStatus: 'confirmed', mode: 'online' },
      { zone: 'Asia/Tokyo', seatStatus: 'confirmed', mode: 'in-person' },
    ]);
    expect(rows[0]!.email).toContain('@example.org');
    expect(await idsOf({ ...everybody, zone: 'Europe/Rome' })).toEqual([roman.id]);
    expect(await idsOf({ ...everybody, personIds: [people[1]!.id] })).toEqual([people[1]!.id]);
    expect(await idsOf({ ...everybody, statuses: ['waiting'] })).toEqual([people[2]!.id]);
  });

  it('have each mode of their seats of one status named, when asked for by id', async () => {
    const session = sessionState();
    const [online, inPerson] = await slotsOf(session);
    const [both, queued] = [await register(service), await register(service)];
    for (const actor of [both, queued]) {
      for (const slotId of [inPerson, online]) await service.ask(TakeSeat, { slotId }, { actor });
    }
    const asked = { sessionId: session.id, statuses: ['confirmed' as const] };
    const { items } = await page({ ...asked, personIds: [both.id!, queued.id!] });
    expect(items.map(({ personId, modes }) => [personId, modes])).toEqual([
      [both.id, ['in-person', 'online']],
      [queued.id, ['online']],
    ]);
    expect((await page(asked)).items[0]).not.toHaveProperty('modes');
  });

  it('are only those who were in time, when asked so', async () => {
    const session = sessionState();
    const [online] = await slotsOf(session);
    const early = await register(service);
    const { seat } = await service.ask(TakeSeat, { slotId: online }, { actor: early });
    const due = new Date(Date.parse(seat.createdAt) + 1).toISOString();
    await service.ask(TakeSeat, { slotId: online }, { actor: await register(service) });
    expect(await idsOf({ sessionId: session.id, statuses: ['confirmed'], seatBefore: due })).toEqual([
      early.id,
    ]);
  });

  it('of a cancellation are those who were seated or waited then, not who had left before', async () => {
    const session = sessionState();
    const [, inPerson] = await slotsOf(session);
    const [left, seated, waiting] = [
      await register(service),
      await register(service),
      await register(service),
    ];
    const { seat } = await service.ask(TakeSeat, { slotId: inPerson }, { actor: left });
    await service.ask(CancelSeat, { id: seat.id }, { actor: left });
    await service.ask(TakeSeat, { slotId: inPerson }, { actor: seated });
    await service.ask(TakeSeat, { slotId: inPerson }, { actor: waiting });
    await tell(service, SessionChanged, { ...session, status: 'cancelled', version: 2 });
    const cancelled = { sessionId: session.id, statuses: ['cancelled'] as 'cancelled'[] };
    expect(await idsOf({ ...cancelled, cause: 'session-cancelled' })).toEqual([seated.id, waiting.id]);
  });

  it('are told to services only', async () => {
    const asked = service.ask(
      PageRecipients,
      { sessionId: 'any', statuses: ['confirmed'] },
      { actor: ADMIN },
    );
    await expect(asked).rejects.toMatchObject({ code: 'access.forbidden' });
  });
});
