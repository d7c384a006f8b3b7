import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  CancelSeat,
  CheckIn,
  CityChanged,
  CreateSlot,
  FindAttendance,
  FindJoinLink,
  FindJoinTokens,
  FindSeatHistory,
  FindSlots,
  PageRecipients,
  RenewJoinLink,
  ReplaySeats,
  SeatJoined,
  SessionChanged,
  SlotCounted,
  TakeSeat,
  type Actor,
  type SignalDataOf,
} from '#contracts';
import { Signals } from '#platform';
import { waitFor, type TestService } from '#platform/testing';
import { aCity } from '../testing/events.js';
import { tell } from '../testing/facts.js';
import { ADMIN, NOTIFICATIONS, ORGANIZER, sessionState, startParticipants } from '../testing/participants.js';
import { register } from '../testing/people.js';

const PHONE = 'a phone of the tests';
const LAPTOP = 'a laptop of the tests';
/** Ten days, in which the clock can be moved without reaching another test's session. */
const TEN_DAYS = 864_000_000;

describe('joining', () => {
  let service: TestService;
  let second: TestService;
  const counted: SignalDataOf<typeof SlotCounted>[] = [];
  let start = Date.parse('2040-06-10T12:00:00Z');
  let session: ReturnType<typeof sessionState>;
  let slotId: string;
  let person: Actor & { kind: 'person' };
  let seatId: string;
  let token: string;

  beforeAll(async () => {
    service = await startParticipants();
    second = await startParticipants(service);
    service.app.get(Signals).listen(SlotCounted, (slot) => counted.push(slot));
    await tell(service, CityChanged, aCity('rome', 'Europe/Rome'));
  });
  afterAll(async () => {
    await second.stop({ keep: true });
    await service.stop();
  });

  beforeEach(async () => {
    start += TEN_DAYS;
    const instant = new Date(start).toISOString();
    session = sessionState({ start: { ...sessionState().start!, instant } });
    await tell(service, SessionChanged, session);
    const slot = { sessionId: session.id, mode: 'online' as const, capacity: 1 };
    slotId = (await service.ask(CreateSlot, slot, { actor: ORGANIZER })).id;
    person = await register(service, { city: 'rome' });
    seatId = (await service.ask(TakeSeat, { slotId }, { actor: person })).seat.id;
    token = (await service.ask(FindJoinTokens, { seatIds: [seatId] }, { actor: person })).items[0]!.token;
  });

  const minutes = (count: number) => service.moveClockTo(new Date(start + count * 60_000).toISOString());
  const find = async (of = token) => (await service.ask(FindJoinLink, { token: of })).link;
  const checkIn = (device: string, takeOver = false, by = service) =>
    by.ask(CheckIn, { token, device, takeOver });

  it('counts one person once, who gave the seat up and came back', async () => {
    await minutes(0);
    await checkIn(PHONE);
    await service.ask(CancelSeat, { id: seatId }, { actor: person });
    const { seat } = await service.ask(TakeSeat, { slotId }, { actor: person });
    const { items } = await service.ask(FindJoinTokens, { seatIds: [seat.id] }, { actor: person });
    await service.ask(CheckIn, { token: items[0]!.token, device: PHONE, takeOver: false });
    const attendance = await service.ask(FindAttendance, { sessionId: session.id }, { actor: ORGANIZER });
    expect(attendance).toMatchObject({ confirmed: 1, joined: 1, cities: [{ city: 'rome', joined: 1 }] });
    expect((await service.ask(FindSlots, { ids: [slotId] })).items[0]).toMatchObject({ joined: 1 });
    const last = () => counted.filter(({ id }) => id === slotId).at(-1);
    await waitFor(() => last()?.joined === 1 && last()?.confirmed === 1);
    expect(last()).toMatchObject({ joinedByCity: { rome: 1 } });
  });

  it('is refused until a day before the start, and says from when', async () => {
    expect(await find()).toMatchObject({
      state: 'early',
      zone: 'Europe/Rome',
      opensAt: new Date(start - 86_400_000).toISOString(),
      joinedAt: null,
    });
    expect(await checkIn(PHONE)).toMatchObject({ outcome: 'refused' });
    await minutes(-24 * 60);
    expect((await checkIn(PHONE)).outcome).toBe('joined');
  });

  it('checks in once, from whichever of many devices and processes, and lets one of them in', async () => {
    await minutes(-10);
    const devices = Array.from({ length: 200 }, (_, n) => `device number ${n} of two hundred`);
    const answers = await Promise.all(
      devices.map((device, n) => checkIn(device, false, n % 2 ? second : service)),
    );
    expect(answers.filter(({ outcome }) => outcome === 'joined')).toHaveLength(1);
    expect(answers.filter(({ outcome }) => outcome === 'elsewhere')).toHaveLength(199);
    expect(await service.sql('SELECT FROM join_devices WHERE seat_id = $1', [seatId])).toHaveLength(1);
    const joined = (await service.factsOf(SeatJoined)).filter((fact) => fact.seatId === seatId);
    expect(joined).toMatchObject([{ slotId, sessionId: session.id, personId: person.id, city: 'rome' }]);
  });

  it('lets the same device in again, and another one when it takes over, which ends the first', async () => {
    await minutes(-10);
    for (const device of [PHONE, PHONE]) expect((await checkIn(device)).outcome).toBe('joined');
    expect((await checkIn(LAPTOP)).outcome).toBe('elsewhere');
    expect((await checkIn(LAPTOP, true)).outcome).toBe('joined');
    expect((await checkIn(PHONE)).outcome).toBe('elsewhere');
    expect((await service.factsOf(SeatJoined)).filter((fact) => fact.seatId === seatId)).toHaveLength(1);
  });

  it('is a story that the seat’s history tells, each device once', async () => {
    await minutes(-10);
    for (const device of [PHONE, PHONE]) await checkIn(device);
    await checkIn(LAPTOP);
    await checkIn(LAPTOP, true);
    await minutes(-5);
    const { token: renewed } = await service.ask(RenewJoinLink, { seatId }, { actor: person });
    await service.ask(CheckIn, { token: renewed, device: PHONE, takeOver: false });
    const { items } = await service.ask(FindSeatHistory, { id: seatId }, { actor: person });
    expect(items.map(({ cause, to, by, text }) => [cause, to, by, text])).toEqual([
      ['taken', 'confirmed', 'self', 'Taken: a seat was free.'],
      ['joined', 'confirmed', 'self', expect.stringMatching(/^Joined at 20\d\d-.*Z\.$/)],
      ['continued', 'confirmed', 'self', expect.stringMatching(/^Continued on another device at 20.*Z; /)],
      ['renewed', 'confirmed', 'self', expect.stringContaining('link was replaced')],
      ['rejoined', 'confirmed', 'self', expect.stringContaining('by the new link')],
    ]);
    const replay = () => service.ask(ReplaySeats, { limit: 100 }, { actor: ADMIN });
    expect((await replay()).findings).toEqual([]);
    await service.sql(`DELETE FROM join_log WHERE seat_id = $1 AND event = 'joined'`, [seatId]);
    expect((await replay()).findings).toMatchObject([
      { slotId, detail: `seat ${seatId} is joined, the join log says otherwise` },
    ]);
    await service.sql(`INSERT INTO join_log (seat_id, event, at) VALUES ($1, 'joined', clock_now())`, [
      seatId,
    ]);
    const rewritten = service.sql(`UPDATE join_log SET at = clock_now() WHERE seat_id = $1`, [seatId]);
    await expect(rewritten).rejects.toThrow('only appended to');
  });

  it('changes nothing by looking', async () => {
    await minutes(-10);
    const seen = await find();
    expect(seen).toMatchObject({ state: 'open', joinedAt: null });
    expect(await find()).toEqual(seen);
    expect(await service.sql('SELECT FROM join_devices WHERE seat_id = $1', [seatId])).toHaveLength(0);
  });

  it('ends an hour after the end', async () => {
    await minutes(60 + 60);
    expect((await find())!.state).toBe('over');
    expect((await checkIn(PHONE)).outcome).toBe('refused');
  });

  it('dies with the seat, and with the session', async () => {
    await minutes(-10);
    await service.ask(CancelSeat, { id: seatId }, { actor: person });
    expect((await find())!.state).toBe('seat-gone');
    expect((await checkIn(PHONE)).outcome).toBe('refused');
    await tell(service, SessionChanged, { ...session, status: 'cancelled', version: 2 });
    expect((await find())!.state).toBe('session-cancelled');
  });

  it('is not for who waits, until they are seated', async () => {
    await minutes(-10);
    const waiting = await register(service);
    const { seat } = await service.ask(TakeSeat, { slotId }, { actor: waiting });
    const [recipient] = await recipients('waiting');
    expect(recipient).toMatchObject({ seatId: seat.id });
    expect((await find(recipient!.joinToken!))!.state).toBe('waiting');
    await service.ask(CancelSeat, { id: seatId }, { actor: person });
    expect((await find(recipient!.joinToken!))!.state).toBe('open');
  });

  it('by a link that was replaced, or was never ours, does not work and tells nothing', async () => {
    await minutes(-10);
    await checkIn(PHONE);
    const renewed = await service.ask(RenewJoinLink, { seatId }, { actor: person });
    expect(await find()).toBeNull();
    expect(await checkIn(PHONE)).toEqual({ outcome: 'refused', link: null });
    expect(await find(renewed.token)).toMatchObject({ seatId, state: 'open' });
    expect(await find('of somebody else')).toBeNull();
    const stranger = await register(service);
    await expect(service.ask(RenewJoinLink, { seatId }, { actor: stranger })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('gives links to their own people and to services, and stores none', async () => {
    const stranger = await register(service);
    expect(await service.ask(FindJoinTokens, { seatIds: [seatId] }, { actor: stranger })).toEqual({
      items: [],
    });
    expect(await recipients('confirmed')).toMatchObject([{ seatId, joinToken: token }]);
    const [recipient] = await recipients('confirmed', false);
    expect(recipient).not.toHaveProperty('joinToken');
    await minutes(-10);
    await checkIn(PHONE);
    const dump = await service.sql<{ text: string }>(
      `SELECT envelope::text AS text FROM outbox UNION ALL SELECT idempotency::text FROM idempotency
       UNION ALL SELECT seats::text FROM seats UNION ALL SELECT join_devices::text FROM join_devices`,
    );
    expect(dump.filter(({ text }) => text.includes(token) || text.includes(PHONE))).toEqual([]);
  });

  it('is counted by city, for who looks at the slot, for organizers, and live', async () => {
    await minutes(-10);
    await checkIn(PHONE);
    const { items } = await service.ask(FindSlots, { ids: [slotId] });
    expect(items).toMatchObject([{ joined: 1 }]);
    expect(await service.ask(FindAttendance, { sessionId: session.id }, { actor: ORGANIZER })).toEqual({
      sessionId: session.id,
      confirmed: 1,
      joined: 1,
      cities: [{ city: 'rome', confirmed: 1, joined: 1 }],
    });
    const asked = service.ask(FindAttendance, { sessionId: session.id }, { actor: person });
    await expect(asked).rejects.toMatchObject({ code: 'access.forbidden' });
    const last = await waitFor(() => counted.findLast(({ id, joined }) => id === slotId && joined === 1));
    expect(last).toMatchObject({ confirmed: 1, joinedByCity: { rome: 1 }, isReleased: true });
  });

  async function recipients(status: 'confirmed' | 'waiting', joinTokens = true) {
    const input = { sessionId: session.id, statuses: [status], joinTokens };
    return (await service.ask(PageRecipients, input, { actor: NOTIFICATIONS })).items;
  }
});
