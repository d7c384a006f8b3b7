import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  AcceptSeat,
  CancelSeat,
  ChangeSlot,
  CityChanged,
  ReplaySeats,
  SwapSeat,
  TakeSeat,
  type Actor,
  type Seat,
} from '#contracts';
import { waitFor, type TestService } from '#platform/testing';
import { aCity } from '../testing/events.js';
import { tell } from '../testing/facts.js';
import { ADMIN, ORGANIZER, startParticipants } from '../testing/participants.js';
import { registerMany } from '../testing/people.js';
import { forward, logOf, openSlot, seatOf, sessionIn, slotOf, statusOf, take } from '../testing/slots.js';

const OFFER = { mode: 'offer', holdHours: 2 } as const;
type Person = Actor & { kind: 'person' };

describe('at the same moment, with two instances of the service', () => {
  let one: TestService;
  let other: TestService;
  beforeAll(async () => {
    one = await startParticipants();
    other = await startParticipants(one);
    await tell(one, CityChanged, aCity('boston', 'America/New_York'));
  });
  afterAll(async () => {
    await other.stop({ keep: true });
    await one.stop();
  });

  const at = (index: number) => (index % 2 ? one : other);
  const cancel = (id: string, actor: Actor, by = one) => by.ask(CancelSeat, { id }, { actor });
  const fulfilled = <T>(results: PromiseSettledResult<T>[]) =>
    results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const codesOf = (results: PromiseSettledResult<unknown>[]) =>
    results.flatMap((result) =>
      result.status === 'rejected' ? [(result.reason as { code: string }).code] : [],
    );
  /** That no instant oversold, and that log, rows and counters agree. */
  const expectSound = async () => {
    const findings: unknown[] = [];
    for (let after: string | undefined; ;) {
      const page = await one.ask(ReplaySeats, { limit: 100, ...(after && { after }) }, { actor: ADMIN });
      findings.push(...page.findings);
      if (!page.next) break;
      after = page.next;
    }
    expect(findings).toEqual([]);
  };

  it('fifty accepts of an offer and its expiry have one outcome, and the next is served', async () => {
    const outcomes = new Set<string>();
    // Nearer to the deadline after each that was in time, further from it after each that was too late: until both were seen.
    let [late, early] = [0, 2_000];
    for (let round = 0; round < 12 && (round < 4 || outcomes.size < 2); round++) {
      const leadMs = round === 0 ? late : round === 1 ? early : (late + early) / 2;
      const { slotId } = await openSlot(one, { offerPolicy: OFFER });
      const people = await registerMany(one, 3);
      const seats: Seat[] = [];
      for (const actor of people) seats.push(await take(one, slotId, actor));
      await cancel(seats[0]!.id, people[0]!);
      const [, offered, next] = seats as [Seat, Seat, Seat];
      await one.sql(`UPDATE seats SET expires_at = clock_now() + make_interval(secs => $2) WHERE id = $1`, [
        offered.id,
        leadMs / 1_000,
      ]);

      const accepts = await Promise.allSettled(
        Array.from({ length: 50 }, (_, index) =>
          at(index).ask(AcceptSeat, { id: offered.id }, { actor: people[1]! }),
        ),
      );

      const status = fulfilled(accepts).length > 0 ? 'confirmed' : 'expired';
      outcomes.add(status);
      if (status === 'confirmed') early = leadMs;
      else late = leadMs;
      await waitFor(async () => (await statusOf(one, offered)) === status);
      expect(await statusOf(one, next)).toBe(status === 'confirmed' ? 'waiting' : 'offered');
      expect(fulfilled(accepts).every((seat) => seat.status === 'confirmed')).toBe(true);
      expect(new Set(codesOf(accepts))).toEqual(new Set(status === 'confirmed' ? [] : ['seat.state']));
      const ended = (await logOf(one, slotId)).filter(
        ({ seat, from }) => seat === offered.id && from === 'offered',
      );
      expect(ended.map(({ to }) => to)).toEqual([status]);
    }
    expect([...outcomes].sort()).toEqual(['confirmed', 'expired']);
    await expectSound();
  }, 120_000);

  it('takes and a capacity that goes down and up never sit more than there are, and the queue stays in order', async () => {
    const { slotId } = await openSlot(one, { capacity: 20 });
    const people = await registerMany(one, 60);
    const change = (capacity: number, index: number) =>
      at(index).ask(
        ChangeSlot,
        { id: slotId, patch: { capacity, overflow: 'waiting' } },
        { actor: ORGANIZER },
      );

    const [changes] = await Promise.all([
      Promise.allSettled([5, 30, 8, 25, 10].map(change)),
      Promise.all(people.map((actor, index) => at(index).ask(TakeSeat, { slotId }, { actor }))),
    ]);

    expect(codesOf(changes)).toEqual([]);
    const { capacity, confirmed, waiting } = await slotOf(one, slotId);
    expect([confirmed, waiting]).toEqual([capacity!, 60 - capacity!]);
    const log = await logOf(one, slotId);
    expect(log.filter(({ taken, capacity: was }) => taken > was!)).toEqual([]);
    // Whoever was sent back is in front of everybody who was never seated.
    const sentBack = new Set(log.flatMap(({ seat, cause }) => (cause === 'overflow' ? [seat] : [])));
    const queue = await one.sql<{ id: string }>(
      `SELECT id FROM seats WHERE slot_id = $1 AND status = 'waiting' ORDER BY queue_no`,
      [slotId],
    );
    const isBack = queue.map(({ id }) => sentBack.has(id));
    expect(isBack).toEqual([...isBack].sort((a, b) => Number(b) - Number(a)));
    await expectSound();
  }, 120_000);

  it('a swap and cancels of what it gives up and of what it wants leave everybody one seat or none', async () => {
    for (let round = 0; round < 10; round++) {
      const [a, b] = [await openSlot(one), await openSlot(one)];
      const [p, q, inA, inB] = (await registerMany(one, 4)) as [Person, Person, Person, Person];
      const seat = await take(one, a.slotId, p);
      const wanted = await take(one, b.slotId, q);
      const next = await take(one, a.slotId, inA);
      if (round % 2) await take(one, b.slotId, inB);

      const [swapped] = await Promise.allSettled([
        other.ask(SwapSeat, { id: seat.id, slotId: b.slotId }, { actor: p }),
        cancel(wanted.id, q, at(round)),
        ...(round % 3 ? [cancel(seat.id, p)] : []),
      ]);

      const seatsOf = await one.sql<{ slot: string; status: string }>(
        `SELECT slot_id AS slot, status FROM seats WHERE person_id = $1 AND status IN ('confirmed', 'waiting')`,
        [p.id],
      );
      const isThere = swapped.status === 'fulfilled';
      const stays = isThere || round % 3 === 0;
      expect(seatsOf).toEqual(stays ? [{ slot: isThere ? b.slotId : a.slotId, status: 'confirmed' }] : []);
      // Who waits in B is before who swaps into it; what is given up in A is the next one's.
      if (round % 2) expect(isThere).toBe(false);
      expect(await statusOf(one, next)).toBe(isThere || round % 3 ? 'confirmed' : 'waiting');
    }
    await expectSound();
  }, 120_000);

  it('what falls from an allocation to the pool is given once, in the order of the queue', async () => {
    const session = await sessionIn(one, 10_000);
    const keptUntil = new Date(Date.parse(session.start!.instant) - 9_000 * 60_000).toISOString();
    const settings = { capacity: 4, allocations: { boston: 4 }, keptUntil };
    const slots = [];
    for (let count = 0; count < 6; count++) {
      const { slotId } = await openSlot(one, settings, {
        ...session,
        id: `${session.id.slice(0, -1)}${count}`,
      });
      const people = await registerMany(one, 6);
      const seats: Seat[] = [];
      for (const actor of people) seats.push(await take(at(count), slotId, actor));
      expect(seats.map(({ status }) => status)).toEqual(Array(6).fill('waiting'));
      slots.push({ slotId, seats });
    }

    await forward(one, 1_001);

    for (const { slotId, seats } of slots) {
      await waitFor(async () => (await slotOf(one, slotId)).confirmed === 4);
      const given = (await logOf(one, slotId)).filter(({ cause }) => cause === 'promoted');
      expect(given.map(({ seat }) => seat)).toEqual(seats.slice(0, 4).map(({ id }) => id));
      expect(given.every(({ because }) => because === 'kept-until')).toBe(true);
      expect(await slotOf(one, slotId)).toMatchObject({ confirmed: 4, waiting: 2 });
    }
    await expectSound();
  }, 120_000);

  it('positions are each somebody’s, and true when they are asked for', async () => {
    const { slotId } = await openSlot(one, { capacity: 3 });
    const people = await registerMany(one, 15);
    const replies = await Promise.all(
      people.map((actor, index) => at(index).ask(TakeSeat, { slotId }, { actor })),
    );
    const seats = replies.map(({ seat }) => seat);
    const told = seats.flatMap(({ position }) => position ?? []);
    expect(told.sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
    const expectTrue = async () => {
      const now = await Promise.all(seats.map(({ id }) => seatOf(one, id)));
      const queue = await one.sql<{ id: string }>(
        `SELECT id FROM seats WHERE slot_id = $1 AND status = 'waiting' ORDER BY queue_no`,
        [slotId],
      );
      const place = (id: string) => queue.findIndex((waiting) => waiting.id === id) + 1 || null;
      expect(now.map(({ position }) => position)).toEqual(now.map(({ id }) => place(id)));
    };
    await expectTrue();
    const leaving = [1, 4, 5, 9, 12];
    await Promise.all(leaving.map((index) => cancel(seats[index]!.id, people[index]!, at(index))));
    await expectTrue();
    await one.ask(
      ChangeSlot,
      { id: slotId, patch: { capacity: 1, overflow: 'waiting' } },
      { actor: ORGANIZER },
    );
    await expectTrue();
  }, 60_000);
});
