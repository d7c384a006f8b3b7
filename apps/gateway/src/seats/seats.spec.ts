import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HoldSeat, TakeSeat } from '#contracts';
import { SEAT } from '../testing/forum.js';
import { TestGateway } from '../testing/test-gateway.js';

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
