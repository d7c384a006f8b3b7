import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  AcceptSeat,
  CancelSeat,
  FindSeatHistory,
  FindSeats,
  FindSlots,
  ChangeSlot,
  HoldSeat,
  RuleViolation,
  TakeSeat,
} from '#contracts';
import { ONLINE_SEATS, pageWith, SEAT } from '../testing/forum.js';
import { PEOPLE, TestGateway } from '../testing/test-gateway.js';

let gateway: TestGateway;
beforeAll(async () => void (gateway = await TestGateway.start()));
afterAll(() => gateway.stop());

const take = (body?: object) =>
  gateway.send('/v1/slots/slot-id/seats', { method: 'POST', token: 'participant', ...(body && { body }) });

describe('taking a seat', () => {
  it('is 201 with the seat', async () => {
    const asked = await gateway.answer(TakeSeat, () => ({ created: true, seat: SEAT }));

    const { status, headers, body } = await take({});

    expect(status).toBe(201);
    expect(headers.get('location')).toBe('/v1/seats/seat-id');
    expect(body).toMatchObject({ id: 'seat-id', status: 'confirmed' });
    expect(asked[0]!.input).toEqual({ slotId: 'slot-id', groupSize: 1 });
  });

  it('needs no body', async () => {
    await gateway.answer(TakeSeat, () => ({ created: true, seat: SEAT }));

    expect((await take()).status).toBe(201);
  });

  it('is 202 with a place in the queue when all are taken', async () => {
    await gateway.answer(TakeSeat, () => ({
      created: true,
      seat: { ...SEAT, status: 'waiting' as const, position: 4 },
    }));

    const { status, body } = await take({});

    expect(status).toBe(202);
    expect(body).toMatchObject({ id: 'seat-id', status: 'waiting' as const, position: 4 });
  });

  it('again is 200 with the same seat', async () => {
    await gateway.answer(TakeSeat, () => ({ created: false, seat: SEAT }));

    expect(await take({})).toMatchObject({ status: 200, body: { id: 'seat-id' } });
  });

  it('cannot choose its status', async () => {
    const { status, body } = await take({ status: 'confirmed' });

    expect(status).toBe(422);
    expect(body.errors).toEqual([{ path: 'status', message: 'is not a known field' }]);
  });
});

describe('asking for a seat without a token', () => {
  const ask = (body: object) => gateway.send('/v1/slots/slot-id/seats', { method: 'POST', body });

  it('is 202 and says nothing but that a mail is on its way', async () => {
    const asked = await gateway.answer(HoldSeat, () => ({ outcome: 'mailed' as const }));

    const { status, headers, body } = await ask({
      email: 'Guest@Example.org',
      name: 'Guest',
      language: 'vi',
    });

    expect([status, headers.get('location'), body]).toEqual([202, null, { status: 'mailed' }]);
    expect(asked[0]!.input).toEqual({
      slotId: 'slot-id',
      email: 'guest@example.org',
      name: 'Guest',
      language: 'vi',
    });
  });

  it.each([
    ['no name', { email: 'guest@example.org' }, 'name'],
    ['a group', { email: 'guest@example.org', name: 'Guest', groupSize: 2 }, 'groupSize'],
    ['somebody else', { email: 'guest@example.org', name: 'Guest', participantId: 'p' }, 'participantId'],
    ['a name alone', { name: 'Guest' }, 'name'],
    ['no address', { email: 'guest', name: 'Guest' }, 'email'],
  ])('with %s is refused by its field', async (_, body, path) => {
    expect(await ask(body)).toMatchObject({ status: 422, body: { errors: [{ path }] } });
  });
});

describe('a seat', () => {
  const own = { token: 'participant' };

  it('is read, accepted and given up by its person, and a repeat is the same', async () => {
    await gateway.answer(FindSeats, () => pageWith(SEAT));
    const accepted = await gateway.answer(AcceptSeat, () => SEAT);
    const cancelled = await gateway.answer(CancelSeat, () => ({ ...SEAT, status: 'cancelled' as const }));

    expect(await gateway.send('/v1/seats/seat-id', own)).toMatchObject({
      status: 200,
      body: { id: SEAT.id },
    });
    for (let count = 0; count < 2; count++) {
      const headers = { 'Idempotency-Key': 'again' };
      expect(
        await gateway.send('/v1/seats/seat-id/accept', { ...own, method: 'POST', headers }),
      ).toMatchObject({ status: 200, body: { status: 'confirmed' } });
      expect(await gateway.send('/v1/seats/seat-id', { ...own, method: 'DELETE', headers })).toMatchObject({
        status: 200,
        body: { status: 'cancelled' },
      });
    }
    for (const asked of [...accepted, ...cancelled])
      expect(asked).toMatchObject({
        input: { id: 'seat-id' },
        actor: PEOPLE.participant,
        idempotencyKey: 'again',
      });
  });

  it('tells its history in words', async () => {
    const entry = {
      at: '2027-05-01T00:00:00Z',
      from: 'confirmed' as const,
      to: 'confirmed' as const,
      cause: 'joined',
      by: 'self' as const,
      text: 'Joined at 2027-05-01T00:00:00Z.',
    };
    const asked = await gateway.answer(FindSeatHistory, () => ({ items: [entry] }));
    const { status, body } = await gateway.send('/v1/seats/seat-id/history', own);
    expect([status, body]).toEqual([200, { items: [entry], next: null }]);
    expect(asked[0]!.input).toEqual({ id: 'seat-id' });
  });

  it('of somebody else is none, and without a token nothing is asked', async () => {
    const hidden = () => new RuleViolation('not-found', 'There is no seat “seat-id”.');
    await gateway.answer(FindSeats, () => pageWith());
    await gateway.answer(FindSeatHistory, hidden);
    await gateway.answer(AcceptSeat, hidden);
    await gateway.answer(CancelSeat, hidden);
    for (const [method, path] of [
      ['GET', '/v1/seats/seat-id'],
      ['GET', '/v1/seats/seat-id/history'],
      ['POST', '/v1/seats/seat-id/accept'],
      ['DELETE', '/v1/seats/seat-id'],
    ] as const) {
      expect((await gateway.send(path, { ...own, method })).status).toBe(404);
      expect((await gateway.send(path, { method })).status).toBe(401);
    }
  });

  it('in a state that does not allow it is 409, which says why', async () => {
    const detail = 'This offer has expired at 2027-05-01T00:00:00Z.';
    await gateway.answer(AcceptSeat, () => new RuleViolation('seat.state', detail));
    expect(await gateway.send('/v1/seats/seat-id/accept', { ...own, method: 'POST' })).toMatchObject({
      status: 409,
      body: { code: 'seat.state', detail },
    });
  });
});

describe('a slot', () => {
  it('has an ETag of its version and counts, by which it is not sent twice and is changed safely', async () => {
    let slot = ONLINE_SEATS;
    await gateway.answer(FindSlots, () => pageWith(slot));
    const { headers } = await gateway.send('/v1/slots/slot-id');
    const tag = headers.get('etag')!;
    expect(tag).toMatch(/^"7-/);
    const again = () => gateway.send('/v1/slots/slot-id', { headers: { 'If-None-Match': tag } });
    expect((await again()).status).toBe(304);
    slot = { ...slot, confirmed: 13 };
    expect((await again()).status).toBe(200);

    const asked = await gateway.answer(
      ChangeSlot,
      () => new RuleViolation('version.mismatch', 'Read it again.'),
    );
    const change = {
      method: 'PATCH',
      token: 'organizer',
      body: { capacity: 20 },
      headers: { 'If-Match': tag },
    };
    expect((await gateway.send('/v1/slots/slot-id', change)).status).toBe(412);
    expect(asked[0]!.input).toMatchObject({ id: 'slot-id', patch: { capacity: 20 }, ifVersion: 7 });
  });
});
