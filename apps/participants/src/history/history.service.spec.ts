import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  CancelSeat,
  ChangeSlot,
  CityChanged,
  FindSeatHistory,
  ReplaySeats,
  type Actor,
  type Seat,
} from '#contracts';
import type { TestService } from '#platform/testing';
import { aCity } from '../testing/events.js';
import { tell } from '../testing/facts.js';
import { ADMIN, ORGANIZER, person, startParticipants } from '../testing/participants.js';
import { register, registerMany } from '../testing/people.js';
import { openSlot, take } from '../testing/slots.js';

describe('the history of seats', () => {
  let service: TestService;
  beforeAll(async () => void (service = await startParticipants()));
  afterAll(() => service.stop());

  const historyOf = (id: string, actor: Actor) => service.ask(FindSeatHistory, { id }, { actor });

  it('says in words why somebody got a seat, to them and to organizers', async () => {
    const { slotId } = await openSlot(service);
    const [first, second] = await registerMany(service, 2);
    const seat = await take(service, slotId, first!);
    const waiting = await take(service, slotId, second!);
    await service.ask(CancelSeat, { id: seat.id }, { actor: first! });
    await service.ask(
      ChangeSlot,
      { id: slotId, patch: { capacity: 0, overflow: 'waiting' } },
      { actor: ORGANIZER },
    );

    const { items } = await historyOf(waiting.id, second!);
    expect(items.map(({ to, by, text }) => [to, by, text])).toEqual([
      ['waiting', 'self', 'Put at the end of the queue: not enough was free for it.'],
      [
        'confirmed',
        'service',
        expect.stringMatching(/^Promoted from the queue because a seat was cancelled at 2.*Z\.$/),
      ],
      ['waiting', 'organizer', expect.stringContaining('back to the front of the queue')],
    ]);
    expect((await historyOf(waiting.id, ORGANIZER)).items).toEqual(items);
    await expect(historyOf(waiting.id, first!)).rejects.toMatchObject({ code: 'not-found' });
    await expect(historyOf(waiting.id, { kind: 'anonymous' })).rejects.toMatchObject({
      code: 'access.unauthenticated',
    });
  });

  it('says of a seat that it was one of those kept for the person’s city', async () => {
    await tell(service, CityChanged, aCity('boston', 'America/New_York'));
    const { slotId } = await openSlot(service, { capacity: 3, allocations: { boston: 1 } });
    const [first, second] = [
      await register(service, { city: 'boston' }),
      await register(service, { city: 'boston' }),
    ];
    const kept = await take(service, slotId, first);
    const shared = await take(service, slotId, second);
    const textsOf = async (id: string) => (await historyOf(id, ORGANIZER)).items.map(({ text }) => text);
    expect(await textsOf(kept.id)).toEqual(['Taken: a seat kept for boston was free.']);
    expect(await textsOf(shared.id)).toEqual(['Taken: a seat was free.']);

    const { slotId: small } = await openSlot(service, { capacity: 1, allocations: { boston: 1 } });
    const before = await take(service, small, first);
    const waiting = await take(service, small, second);
    await service.ask(CancelSeat, { id: before.id }, { actor: first });
    expect((await textsOf(waiting.id)).at(-1)).toMatch(
      /^Promoted from the queue to a seat kept for boston because a seat was cancelled at /,
    );
  });

  it('is replayed, which proves that no instant oversold and finds a log that was tampered with', async () => {
    const { slotId } = await openSlot(service, { capacity: 2 });
    const people = await registerMany(service, 4);
    const seats: Seat[] = [];
    for (const actor of people) seats.push(await take(service, slotId, actor));
    await service.ask(CancelSeat, { id: seats[0]!.id }, { actor: people[0]! });
    const replay = () => service.ask(ReplaySeats, { limit: 100 }, { actor: ADMIN });
    const tamper = async (statement: string) => {
      await service.sql(`ALTER TABLE seat_log DISABLE TRIGGER seat_log_append_only; ${statement};
                         ALTER TABLE seat_log ENABLE TRIGGER seat_log_append_only`);
      return (await replay()).findings;
    };

    expect(await replay()).toMatchObject({ findings: [], entries: expect.any(Number) });
    const setSize = (size: number) => `UPDATE seat_log SET size = ${size} WHERE seat_id = '${seats[1]!.id}'`;
    expect(await tamper(setSize(2))).not.toEqual([]);
    expect(await tamper(setSize(1))).toEqual([]);
    const deleted = await tamper(
      `DELETE FROM seat_log WHERE seat_id = '${seats[0]!.id}' AND to_status = 'cancelled'`,
    );
    const detail = `seat ${seats[0]!.id} is cancelled, the log leaves it confirmed`;
    expect(deleted).toContainEqual({ slotId, entry: null, detail });
    expect(deleted.some((finding) => finding.detail.startsWith('oversold'))).toBe(true);
  });

  it('is replayed for operators only, page by page', async () => {
    const page = await service.ask(ReplaySeats, { limit: 1 }, { actor: ADMIN });
    expect(page).toMatchObject({ slots: 1, next: expect.any(String) });
    await expect(service.ask(ReplaySeats, {}, { actor: ORGANIZER })).rejects.toMatchObject({
      code: 'access.forbidden',
    });
    await expect(service.ask(ReplaySeats, {}, { actor: person('p') })).rejects.toMatchObject({
      code: 'access.forbidden',
    });
  });
});
