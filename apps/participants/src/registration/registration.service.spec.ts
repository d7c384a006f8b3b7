import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  CancelSeat,
  ChangeSlot,
  CityChanged,
  FindCodes,
  MakeCode,
  SwapSeat,
  TakeSeat,
  type Actor,
  type InputOf,
  type Seat,
} from '#contracts';
import { newId } from '#platform';
import { waitFor, type TestService } from '#platform/testing';
import { DataSource } from 'typeorm';
import { aCity } from '../testing/events.js';
import { tell } from '../testing/facts.js';
import { ORGANIZER, person, sessionState, startParticipants } from '../testing/participants.js';
import { register, registerMany } from '../testing/people.js';
import { forward, logOf, openSlot, seatOf, slotOf, statusOf, take } from '../testing/slots.js';

describe('registration', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startParticipants();
    await tell(service, CityChanged, aCity('boston', 'America/New_York'));
  });
  afterAll(() => service.stop());

  const refusedWith = (code: string) => expect.objectContaining({ code });
  const makeCode = (slotId: string, input: Partial<InputOf<typeof MakeCode>> = {}, actor = ORGANIZER) =>
    service.ask(MakeCode, { slotId, uses: 1, ...input }, { actor });
  const takeWith = (slotId: string, actor: Actor, code?: string, groupSize = 1) =>
    service.ask(TakeSeat, { slotId, groupSize, ...(code && { code }) }, { actor });
  const swap = (id: string, slotId: string, actor: Actor, code?: string) =>
    service.ask(SwapSeat, { id, slotId, ...(code && { code }) }, { actor });

  describe('at a time', () => {
    const wallTimeIn = async (seconds: number) => {
      const [row] = await service.sql<{ local: string }>(
        `SELECT to_char((clock_now() + make_interval(secs => $1)) AT TIME ZONE 'Asia/Tokyo', 'YYYY-MM-DD"T"HH24:MI:SS') AS local`,
        [seconds],
      );
      return { local: row!.local, zone: 'Asia/Tokyo' };
    };

    it('opens and closes by wall times, on the database’s clock, for whoever comes', async () => {
      const opens = await wallTimeIn(600);
      const closes = await wallTimeIn(1_200);
      const { slotId } = await openSlot(service, { capacity: 5, opens, closes });
      expect(await slotOf(service, slotId)).toMatchObject({ opens: { ...opens, offset: '+09:00' }, closes });
      const actor = await register(service);
      const early = take(service, slotId, actor);
      await expect(early).rejects.toMatchObject({ code: 'registration.closed', extensions: { opens } });
      await forward(service, 10.1);
      const seat = await take(service, slotId, actor);
      expect(seat.status).toBe('confirmed');
      await forward(service, 10);
      expect((await take(service, slotId, actor)).id).toBe(seat.id);
      const late = take(service, slotId, await register(service));
      await expect(late).rejects.toMatchObject({ code: 'registration.closed', extensions: { closes } });
      await service.ask(ChangeSlot, { id: slotId, patch: { closes: null } }, { actor: ORGANIZER });
      expect((await take(service, slotId, await register(service))).status).toBe('confirmed');
    });

    it('is no bound for organizers, who add whom they invite, without a code and before it opens', async () => {
      const settings = { capacity: 5, opens: await wallTimeIn(86_400), invitedOnly: true, maxPerPerson: 1 };
      const { slotId, session } = await openSlot(service, settings);
      const other = await openSlot(
        service,
        { ...settings, capacity: 1 },
        sessionState({ eventId: session.eventId }),
      );
      const [guest, late] = await registerMany(service, 2);
      const add = (participantId: string, to = slotId, groupSize = 1) =>
        service.ask(TakeSeat, { slotId: to, participantId, groupSize }, { actor: ORGANIZER });
      const { seat } = await add(guest!.id);
      expect(seat).toMatchObject({ status: 'confirmed', personId: guest!.id });
      await expect(add(late!.id, slotId, 2)).rejects.toMatchObject({ code: 'registration.limit' });
      await expect(take(service, slotId, late!)).rejects.toMatchObject({ code: 'registration.closed' });
      await expect(swap(seat.id, other.slotId, guest!)).rejects.toMatchObject({
        code: 'registration.closed',
      });
      expect(await swap(seat.id, other.slotId, ORGANIZER)).toMatchObject({ status: 'confirmed' });
    });

    it('refuses wall times that do not exist', async () => {
      const opens = { local: '2027-03-28T02:30:00', zone: 'Europe/Rome' };
      await expect(openSlot(service, { opens })).rejects.toMatchObject({
        code: 'time.gap',
        extensions: { suggestions: ['2027-03-28T01:30:00', '2027-03-28T03:30:00'] },
        errors: [{ path: 'opens.local' }],
      });
    });
  });

  describe('limits', () => {
    const twoSlots = async (maxPerPerson: number) => {
      const eventId = newId();
      const open = async () =>
        (await openSlot(service, { capacity: 9, maxPerPerson }, sessionState({ eventId }))).slotId;
      return [await open(), await open()] as const;
    };

    it('count a person’s seats in the event, groups and places in the queue included', async () => {
      const [one, other] = await twoSlots(3);
      const actor = await register(service);
      await take(service, one, actor, 2);
      await expect(take(service, other, actor, 2)).rejects.toMatchObject({
        code: 'registration.limit',
        extensions: { maxPerPerson: 3, taken: 2 },
      });
      const seat = await take(service, other, actor, 1);
      await service.ask(CancelSeat, { id: seat.id }, { actor });
      expect((await take(service, other, actor, 1)).status).toBe('confirmed');
      const elsewhere = await openSlot(service, { maxPerPerson: 1 }, sessionState({ eventId: newId() }));
      expect((await take(service, elsewhere.slotId, actor)).status).toBe('confirmed');
    });

    it('hold when somebody takes in many slots at the same moment', async () => {
      const eventId = newId();
      const slots: string[] = [];
      for (let count = 0; count < 6; count++)
        slots.push((await openSlot(service, { maxPerPerson: 2 }, sessionState({ eventId }))).slotId);
      const actor = await register(service);
      const tries = await Promise.allSettled(slots.map((slotId) => take(service, slotId, actor)));
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
      const refused = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
      expect(refused).toEqual(Array(4).fill(refusedWith('registration.limit')));
    });
  });

  describe('codes', () => {
    it('are needed where seats are for invited people, and good as often as they say', async () => {
      const { slotId } = await openSlot(service, { capacity: 9, invitedOnly: true });
      const [one, two, three] = await registerMany(service, 3);
      await expect(take(service, slotId, one!)).rejects.toMatchObject({ code: 'registration.code' });
      const { code } = await makeCode(slotId, { uses: 2, label: 'Guests of the city' });
      const { seat } = await takeWith(slotId, one!, code);
      expect(seat.status).toBe('confirmed');
      expect((await takeWith(slotId, one!, code)).created).toBe(false);
      await takeWith(slotId, two!, code);
      await expect(takeWith(slotId, three!, code)).rejects.toMatchObject({ code: 'registration.code' });
      const { items } = await service.ask(FindCodes, { slotId }, { actor: ORGANIZER });
      expect(items).toMatchObject([{ code, label: 'Guests of the city', uses: 2, used: 2 }]);
    });

    it('are used no more often than they may be by many at once', async () => {
      const { slotId } = await openSlot(service, { capacity: 9, invitedOnly: true });
      const { code } = await makeCode(slotId, { uses: 3 });
      const people = await registerMany(service, 8);
      const tries = await Promise.allSettled(people.map((actor) => takeWith(slotId, actor, code)));
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
      expect(await slotOf(service, slotId)).toMatchObject({ confirmed: 3 });
    });

    it('can be used again for a seat that was given up, swapped or declined, and are never used twice for it', async () => {
      const { slotId } = await openSlot(service, { capacity: 9, invitedOnly: true });
      const other = await openSlot(service, { capacity: 9 });
      const people = await registerMany(service, 8);
      const { code } = await makeCode(slotId, { uses: 1 });
      const left = async () =>
        (await service.ask(FindCodes, { slotId }, { actor: ORGANIZER })).items[0]!.used;
      const given = await takeWith(slotId, people[0]!, code);
      expect(await left()).toBe(1);
      await expect(takeWith(slotId, people[1]!, code)).rejects.toMatchObject({
        code: 'registration.code',
        errors: [{ path: 'code' }],
      });
      await service.ask(CancelSeat, { id: given.seat.id }, { actor: people[0]! });
      await service.ask(CancelSeat, { id: given.seat.id }, { actor: people[0]! });
      expect(await left()).toBe(0);
      const next = await takeWith(slotId, people[1]!, code);
      await swap(next.seat.id, other.slotId, people[1]!);
      const tries = await Promise.allSettled(people.map((actor) => takeWith(slotId, actor, code)));
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await left()).toBe(1);
    });

    it('of other seats, forged or cut short, are none', async () => {
      const { slotId } = await openSlot(service, { capacity: 9, invitedOnly: true });
      const other = await openSlot(service, { capacity: 9 });
      const actor = await register(service);
      const { code } = await makeCode(other.slotId);
      for (const wrong of [code, `${code.slice(0, -1)}x`, code.slice(0, 9), '.', 'ключ'])
        await expect(takeWith(slotId, actor, wrong)).rejects.toMatchObject({ errors: [{ path: 'code' }] });
      expect(await statusOf(service, (await takeWith(other.slotId, actor, code)).seat)).toBe('confirmed');
    });

    it('are not stored, and organizers alone make and see them', async () => {
      const { slotId } = await openSlot(service, { capacity: 9 });
      const as = { actor: ORGANIZER, idempotencyKey: newId() };
      const made = await service.ask(MakeCode, { slotId, uses: 1 }, as);
      expect(await service.ask(MakeCode, { slotId, uses: 1 }, as)).toEqual(made);
      const stored = await service.sql<{ text: string }>(
        `SELECT (SELECT json_agg(code) FROM slot_codes code)::text || (SELECT json_agg(kept) FROM idempotency kept)::text AS text`,
      );
      expect(stored[0]!.text).toContain(made.id);
      expect(stored[0]!.text).not.toContain(made.code.split('.')[1]);
      const stranger = person('stranger');
      await expect(makeCode(slotId, {}, stranger)).rejects.toMatchObject({ code: 'access.forbidden' });
      const list = service.ask(FindCodes, { slotId }, { actor: stranger });
      await expect(list).rejects.toMatchObject({ code: 'access.forbidden' });
    });
  });

  describe('a swap', () => {
    it('gives one seat up for another in one step, and the first who waited gets it', async () => {
      const [a, b] = [await openSlot(service), await openSlot(service)];
      const [actor, waiting] = await registerMany(service, 2);
      const seat = await take(service, a.slotId, actor!);
      const queued = await take(service, a.slotId, waiting!);
      const got = await swap(seat.id, b.slotId, actor!);
      expect(got).toMatchObject({ slotId: b.slotId, status: 'confirmed', personId: actor!.id });
      expect([await statusOf(service, seat), await statusOf(service, queued)]).toEqual([
        'cancelled',
        'confirmed',
      ]);
      expect(await logOf(service, b.slotId)).toMatchObject([
        { from: null, to: 'confirmed', cause: 'swapped' },
      ]);
      expect((await logOf(service, a.slotId)).at(-1)).toMatchObject({
        cause: 'promoted',
        because: 'swapped',
      });
    });

    it('leaves everything as it is when no seat is free there', async () => {
      const [a, b] = [await openSlot(service), await openSlot(service)];
      const [actor, other] = await registerMany(service, 2);
      const seat = await take(service, a.slotId, actor!);
      await take(service, b.slotId, other!);
      await expect(swap(seat.id, b.slotId, actor!)).rejects.toMatchObject({ code: 'seat.full' });
      expect(await statusOf(service, seat)).toBe('confirmed');
      expect(await slotOf(service, b.slotId)).toMatchObject({ confirmed: 1, waiting: 0 });
      await expect(swap(seat.id, a.slotId, actor!)).rejects.toMatchObject({ errors: [{ path: 'slot' }] });
      await expect(swap(seat.id, 'none', actor!)).rejects.toMatchObject({ code: 'not-found' });
      await expect(swap(seat.id, b.slotId, other!)).rejects.toMatchObject({ code: 'not-found' });
    });

    it('keeps to limits and codes of the other slot, without the seat that is given up', async () => {
      const eventId = newId();
      const settings = { capacity: 5, maxPerPerson: 2 };
      const [a, b] = [
        await openSlot(service, settings, sessionState({ eventId })),
        await openSlot(service, { ...settings, invitedOnly: true }, sessionState({ eventId })),
      ];
      const actor = await register(service);
      const seat = await take(service, a.slotId, actor, 2);
      await expect(swap(seat.id, b.slotId, actor)).rejects.toMatchObject({ code: 'registration.code' });
      expect((await seatOf(service, seat.id)).status).toBe('confirmed');
      const { code } = await makeCode(b.slotId);
      expect(await swap(seat.id, b.slotId, actor, code)).toMatchObject({ status: 'confirmed', groupSize: 2 });
    });

    it('gives up no offer that has expired', async () => {
      const settings = { offerPolicy: { mode: 'offer', holdHours: 2 } } as const;
      const [a, b] = [await openSlot(service, settings), await openSlot(service)];
      const [first, second, third] = await registerMany(service, 3);
      const seat = await take(service, a.slotId, first!);
      const offered = await take(service, a.slotId, second!);
      const next = await take(service, a.slotId, third!);
      await service.ask(CancelSeat, { id: seat.id }, { actor: first! });
      // Expired, but nothing has looked at it yet.
      await service.sql(`UPDATE seats SET expires_at = clock_now() WHERE id = $1`, [offered.id]);
      await expect(swap(offered.id, b.slotId, second!)).rejects.toMatchObject({ code: 'seat.state' });
      await waitFor(async () => (await statusOf(service, next)) === 'offered');
      expect(await statusOf(service, offered)).toBe('expired');
      expect(await slotOf(service, b.slotId)).toMatchObject({ confirmed: 0 });
    });

    it('of a crowd at one slot leaves connections to those who take seats of others', async () => {
      const [a, b, c] = [
        await openSlot(service, { capacity: 30 }),
        await openSlot(service, { capacity: 30 }),
        await openSlot(service),
      ];
      const people = await registerMany(service, 25);
      const seats: Seat[] = [];
      for (const actor of people) seats.push(await take(service, a.slotId, actor));
      let crowd: Promise<unknown>[] = [];
      await service.app.get(DataSource).transaction(async (manager) => {
        await manager.query('SELECT FROM slots WHERE id = $1 FOR UPDATE', [b.slotId]);
        crowd = seats.map(({ id }, index) =>
          service.ask(SwapSeat, { id, slotId: b.slotId }, { actor: people[index]!, deadlineMs: 60_000 }),
        );
        const waiting = () =>
          service.sql(
            `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
          );
        await waitFor(async () => (await waiting()).length > 0);
        expect((await take(service, c.slotId, people[0]!)).status).toBe('confirmed');
      });
      await Promise.all(crowd);
      expect(await slotOf(service, b.slotId)).toMatchObject({ confirmed: 25 });
    });

    it('crosses others without a deadlock, and nobody ends with two seats or none', async () => {
      const [a, b] = [await openSlot(service, { capacity: 12 }), await openSlot(service, { capacity: 12 })];
      const people = await registerMany(service, 16);
      const seats = [];
      for (const [index, actor] of people.entries())
        seats.push(await take(service, index % 2 ? a.slotId : b.slotId, actor));
      await Promise.allSettled(
        seats.map((seat, index) => swap(seat.id, index % 2 ? b.slotId : a.slotId, people[index]!)),
      );
      const [row] = await service.sql<{ seated: number; most: number }>(
        `SELECT count(*)::int AS seated, max(count)::int AS most FROM (
           SELECT count(*) FROM seats WHERE slot_id = ANY($1) AND status = 'confirmed' GROUP BY person_id
         ) AS per_person`,
        [[a.slotId, b.slotId]],
      );
      expect(row).toEqual({ seated: 16, most: 1 });
      const slots = [await slotOf(service, a.slotId), await slotOf(service, b.slotId)];
      expect(slots.reduce((sum, slot) => sum + slot.confirmed, 0)).toBe(16);
    });
  });
});
