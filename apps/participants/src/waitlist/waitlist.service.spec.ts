import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  AcceptSeat,
  CancelSeat,
  ChangeSlot,
  ProgrammeChanged,
  SeatsChanged,
  SessionChanged,
  type Actor,
  type InputOf,
  type Seat,
} from '#contracts';
import { waitFor, type TestService } from '#platform/testing';
import { aProgramme } from '../testing/events.js';
import { tell } from '../testing/facts.js';
import { ORGANIZER, person, startParticipants } from '../testing/participants.js';
import { registerMany } from '../testing/people.js';
import { forward, logOf, openSlot, seatOf, sessionIn, slotOf, statusOf, take } from '../testing/slots.js';

const OFFER = { mode: 'offer', holdHours: 2 } as const;

describe('the waitlist', () => {
  let service: TestService;
  beforeAll(async () => void (service = await startParticipants()));
  afterAll(() => service.stop());

  const accept = (id: string, actor: Actor) => service.ask(AcceptSeat, { id }, { actor });
  const cancel = (id: string, actor: Actor) => service.ask(CancelSeat, { id }, { actor });
  const change = (id: string, patch: InputOf<typeof ChangeSlot>['patch']) =>
    service.ask(ChangeSlot, { id, patch }, { actor: ORGANIZER });

  /** A slot of one seat that is taken, for which these wait. */
  async function queueFor(
    settings: Parameters<typeof openSlot>[1],
    waiting: number,
    session = sessionIn(service, 6_000),
  ) {
    const { slotId } = await openSlot(service, settings, await session);
    const people = await registerMany(service, 1 + waiting);
    const seats: Seat[] = [];
    for (const actor of people) seats.push(await take(service, slotId, actor));
    return { slotId, people, seats };
  }

  it('shortens an offer to a start that comes before its deadline, and gives nothing after the end', async () => {
    const session = await sessionIn(service, 6_000);
    const { people, seats } = await queueFor(
      { offerPolicy: { mode: 'offer', holdHours: 90 } },
      2,
      Promise.resolve(session),
    );
    await cancel(seats[0]!.id, people[0]!);
    const [, offered, next] = seats;
    const sooner = await sessionIn(service, 60);
    await tell(service, SessionChanged, { ...session, start: sooner.start, version: 2 });
    expect(await seatOf(service, offered!.id)).toMatchObject({ offerUntil: sooner.start!.instant });
    const past = await sessionIn(service, -120);
    await tell(service, SessionChanged, { ...session, start: past.start, version: 3 });
    await expect(accept(offered!.id, people[1]!)).rejects.toMatchObject({ code: 'seat.state' });
    await waitFor(async () => (await statusOf(service, offered!)) === 'expired');
    expect(await statusOf(service, next!)).toBe('waiting');
  });

  it('offers a freed seat until a deadline, and to the next when it is declined', async () => {
    const { slotId, people, seats } = await queueFor({ offerPolicy: OFFER }, 2);
    await cancel(seats[0]!.id, people[0]!);
    const offered = await seatOf(service, seats[1]!.id);
    expect(offered).toMatchObject({ status: 'offered', position: null });
    expect(Date.parse(offered.offerUntil!)).toBeGreaterThan(Date.now());
    expect(await slotOf(service, slotId)).toMatchObject({ confirmed: 0, offered: 1, waiting: 1 });

    expect((await cancel(offered.id, people[1]!)).status).toBe('cancelled');
    const next = await accept(seats[2]!.id, people[2]!);
    expect(next).toMatchObject({ status: 'confirmed', offerUntil: null });
    expect(await accept(seats[2]!.id, people[2]!)).toEqual(next);
    expect((await logOf(service, slotId)).slice(3)).toMatchObject([
      { from: 'confirmed', cause: 'cancelled' },
      { from: 'waiting', to: 'offered', cause: 'offered', because: 'cancelled' },
      { from: 'offered', to: 'cancelled', cause: 'declined' },
      { from: 'waiting', to: 'offered', cause: 'offered', because: 'declined' },
      { from: 'offered', to: 'confirmed', cause: 'accepted', taken: 1 },
    ]);
    const facts = (await service.factsOf(SeatsChanged)).filter((fact) => fact.slotId === slotId);
    const change = facts.flatMap((fact) => fact.changes).find(({ to }) => to === 'offered');
    expect(change!.until).toBe(offered.offerUntil);
  });

  it('takes no offer after its deadline, and gives it to the next by time alone', async () => {
    const { people, seats } = await queueFor({ offerPolicy: OFFER }, 2);
    await cancel(seats[0]!.id, people[0]!);
    // Expired, but nothing has looked at it: the worker's clock is the same as the command's.
    await service.sql(`UPDATE seats SET expires_at = clock_now() WHERE id = $1`, [seats[1]!.id]);
    await expect(accept(seats[1]!.id, people[1]!)).rejects.toMatchObject({ code: 'seat.state' });
    await waitFor(async () => (await statusOf(service, seats[1]!)) === 'expired');
    expect(await statusOf(service, seats[2]!)).toBe('offered');
    await expect(accept(seats[1]!.id, people[1]!)).rejects.toMatchObject({ code: 'seat.state' });
    await forward(service, 121);
    await waitFor(async () => (await statusOf(service, seats[2]!)) === 'expired');
  });

  it('never offers beyond the start', async () => {
    const session = await sessionIn(service, 30);
    const { people, seats } = await queueFor({ offerPolicy: OFFER }, 1, Promise.resolve(session));
    await cancel(seats[0]!.id, people[0]!);
    expect((await seatOf(service, seats[1]!.id)).offerUntil).toBe(session.start!.instant);
  });

  it('promotes at once when the session has begun, and nobody when it is over', async () => {
    const { slotId, people, seats } = await queueFor({ offerPolicy: OFFER }, 2, sessionIn(service, 10));
    await forward(service, 11);
    await cancel(seats[0]!.id, people[0]!);
    expect(await statusOf(service, seats[1]!)).toBe('confirmed');
    await forward(service, 61);
    await expect(cancel(seats[1]!.id, people[1]!)).rejects.toMatchObject({ code: 'seat.state' });
    await change(slotId, { capacity: 2 });
    expect(await statusOf(service, seats[2]!)).toBe('waiting');
    expect(await slotOf(service, slotId)).toMatchObject({ confirmed: 1, waiting: 1 });
  });

  it('does as the programme says, and otherwise where the slot says so', async () => {
    const offerPolicy = { mode: 'offer', holdHours: 1 } as const;
    await tell(service, ProgrammeChanged, { ...aProgramme(), offerPolicy, version: 5 });
    await tell(service, ProgrammeChanged, { ...aProgramme(), version: 4 });
    const bySlot = await queueFor({ offerPolicy: { mode: 'promote' } }, 1);
    const byProgramme = await queueFor({}, 1);
    for (const { seats, people } of [bySlot, byProgramme]) await cancel(seats[0]!.id, people[0]!);
    expect(await statusOf(service, bySlot.seats[1]!)).toBe('confirmed');
    expect(await statusOf(service, byProgramme.seats[1]!)).toBe('offered');
    await tell(service, ProgrammeChanged, { ...aProgramme(), version: 6 });
  });

  it('offers to nobody but its person and organizers', async () => {
    const { people, seats } = await queueFor({ offerPolicy: OFFER }, 1);
    await expect(accept(seats[1]!.id, people[1]!)).rejects.toMatchObject({ code: 'seat.state' });
    await cancel(seats[0]!.id, people[0]!);
    await expect(accept(seats[1]!.id, person('stranger'))).rejects.toMatchObject({ code: 'not-found' });
    expect((await accept(seats[1]!.id, ORGANIZER)).status).toBe('confirmed');
  });

  it('lets a group be passed over three times, then holds seats for it until it fits', async () => {
    const { slotId } = await openSlot(service, { capacity: 6 });
    const [first, group, ...others] = await registerMany(service, 7);
    const firstSeat = await take(service, slotId, first!);
    const waiting = await take(service, slotId, group!, 6);
    const seats: Seat[] = [];
    for (const actor of others) seats.push(await take(service, slotId, actor));
    expect(seats.map(({ status }) => status)).toEqual([
      'confirmed',
      'confirmed',
      'confirmed',
      'waiting',
      'waiting',
    ]);
    await cancel(firstSeat.id, first!);
    expect(await statusOf(service, seats[3]!)).toBe('waiting');
    for (const index of [0, 1, 2]) await cancel(seats[index]!.id, others[index]!);
    expect(await statusOf(service, waiting)).toBe('confirmed');
    expect(await statusOf(service, seats[3]!)).toBe('waiting');
  });

  it('goes on when the group that was owed seats gives up, or can never have them', async () => {
    const { slotId } = await openSlot(service, { capacity: 5 });
    const [first, group, ...others] = await registerMany(service, 7);
    await take(service, slotId, first!);
    const waiting = await take(service, slotId, group!, 5);
    const seats: Seat[] = [];
    for (const actor of others) seats.push(await take(service, slotId, actor));
    expect(seats.map(({ status }) => status).slice(2)).toEqual(['confirmed', 'waiting', 'waiting']);
    await change(slotId, { capacity: 4 });
    expect(await seatOf(service, waiting.id)).toMatchObject({ status: 'waiting', neverFits: true });
    await change(slotId, { capacity: 5 });
    await cancel(waiting.id, group!);
    expect(await statusOf(service, seats[3]!)).toBe('confirmed');
  });

  it('sends the last confirmed back to its front when a slot is made smaller and that was said', async () => {
    const { slotId } = await openSlot(service, { capacity: 4 });
    const people = await registerMany(service, 5);
    const seats: Seat[] = [];
    for (const actor of people) seats.push(await take(service, slotId, actor));
    await expect(change(slotId, { capacity: 2 })).rejects.toMatchObject({
      code: 'slot.capacity',
      extensions: { taken: 4 },
    });
    expect(await change(slotId, { capacity: 2, overflow: 'waiting' })).toMatchObject({
      confirmed: 2,
      waiting: 3,
    });
    const now = await Promise.all(seats.map((seat) => seatOf(service, seat.id)));
    expect(now.map(({ status, position }) => [status, position])).toEqual([
      ['confirmed', null],
      ['confirmed', null],
      ['waiting', 1],
      ['waiting', 2],
      ['waiting', 3],
    ]);
    const back = (await logOf(service, slotId)).filter(({ cause }) => cause === 'overflow');
    expect(back.map(({ taken, capacity }) => [taken, capacity])).toEqual([
      [3, 4],
      [2, 4],
    ]);
    await change(slotId, { capacity: 3 });
    expect(await statusOf(service, seats[2]!)).toBe('confirmed');
  });

  it('lapses seats that nobody joined, as many as who waits needs, ten minutes into the session', async () => {
    const { slotId } = await openSlot(service, { capacity: 3, lapse: true }, await sessionIn(service, 30));
    const people = await registerMany(service, 5);
    const seats: Seat[] = [];
    for (const actor of people) seats.push(await take(service, slotId, actor));
    await service.sql('UPDATE seats SET joined_at = clock_now() WHERE id = $1', [seats[2]!.id]);
    await cancel(seats[4]!.id, people[4]!);
    await forward(service, 39);
    expect(await statusOf(service, seats[3]!)).toBe('waiting');
    await forward(service, 1.1);
    await waitFor(async () => (await statusOf(service, seats[3]!)) === 'confirmed');
    const statuses = await Promise.all(seats.slice(0, 3).map((seat) => statusOf(service, seat)));
    expect(statuses).toEqual(['confirmed', 'lapsed', 'confirmed']);
    expect((await logOf(service, slotId)).at(-1)).toMatchObject({ cause: 'promoted', because: 'lapsed' });
  });

  it('lapses nothing where that was not said', async () => {
    const { slotId, seats } = await queueFor({}, 1, sessionIn(service, 30));
    await forward(service, 45);
    // Another slot's seats lapse after this one's would have: the same look found both.
    const other = await openSlot(service, { lapse: true }, await sessionIn(service, 0.01));
    const [one, two] = await registerMany(service, 2);
    await take(service, other.slotId, one!);
    const waits = await take(service, other.slotId, two!);
    await forward(service, 11);
    await waitFor(async () => (await statusOf(service, waits)) === 'confirmed');
    expect(await statusOf(service, seats[1]!)).toBe('waiting');
    expect(await slotOf(service, slotId)).toMatchObject({ confirmed: 1, waiting: 1 });
  });

  it('stays as it is after the end: nobody is promoted, offered a seat or lapsed', async () => {
    const promoted = await queueFor({}, 1, sessionIn(service, 1_000));
    const offered = await queueFor({ offerPolicy: OFFER }, 1, sessionIn(service, 1_000));
    const unjoined = await queueFor({}, 1, sessionIn(service, 1_000));
    const kept = await queueFor({ capacity: 2 }, 2, sessionIn(service, 1_000));
    // A slot of the same kind whose session goes on: what is due was looked for.
    const running = await queueFor({}, 1, sessionIn(service, 1_050));
    await forward(service, 1_061);
    for (const { slotId } of [promoted, offered]) await change(slotId, { capacity: 2 });
    await change(kept.slotId, { capacity: 3 });
    await change(unjoined.slotId, { lapse: true });
    await change(running.slotId, { lapse: true });
    await waitFor(async () => (await statusOf(service, running.seats[1]!)) === 'confirmed');
    for (const { slotId, seats } of [promoted, offered, unjoined, kept]) {
      expect(await statusOf(service, seats.at(-1)!)).toBe('waiting');
      expect((await logOf(service, slotId)).map(({ cause }) => cause)).not.toContain('promoted');
    }
    expect(await statusOf(service, unjoined.seats[0]!)).toBe('confirmed');
    const [newcomer] = await registerMany(service, 1);
    await expect(take(service, promoted.slotId, newcomer!)).rejects.toMatchObject({ code: 'seat.closed' });
  });

  it('is left in peace when the session ends with offers open', async () => {
    const session = await sessionIn(service, 60);
    const { slotId, people, seats } = await queueFor({ offerPolicy: OFFER }, 1, Promise.resolve(session));
    await cancel(seats[0]!.id, people[0]!);
    expect(await statusOf(service, seats[1]!)).toBe('offered');
    await tell(service, SessionChanged, { ...session, status: 'cancelled', version: 2 });
    expect(await statusOf(service, seats[1]!)).toBe('cancelled');
    expect(await slotOf(service, slotId)).toMatchObject({ offered: 0, waiting: 0 });
  });
});
