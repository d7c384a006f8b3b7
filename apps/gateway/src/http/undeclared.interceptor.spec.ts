import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AcceptSeat, FindMe, FindSeats, RuleViolation } from '#contracts';
import { TestGateway } from '../testing/test-gateway.js';

let gateway: TestGateway;
beforeAll(async () => void (gateway = await TestGateway.start()));
afterAll(() => gateway.stop());

describe('an operation that takes no parameters', () => {
  const token = 'participant';
  const errorsOf = ({ body }: { body: { errors?: { path: string }[] } }) =>
    body.errors?.map(({ path }) => path);

  it('refuses unknown query parameters by their names, before anybody is asked', async () => {
    const asked = await gateway.answer(FindSeats, () => ({ items: [], next: null }));
    const refused = await gateway.send('/v1/seats/seat-id?zone=Asia/Tokyo&limit=1', { token });
    expect(refused.status).toBe(422);
    expect(errorsOf(refused)).toEqual(['zone', 'limit']);
    expect(asked).toEqual([]);
    expect((await gateway.send('/v1/seats/seat-id', { token })).status).toBe(404);
    expect(asked).toHaveLength(1);
  });

  it('refuses unknown fields of a body, and takes an empty one', async () => {
    const asked = await gateway.answer(AcceptSeat, () => new RuleViolation('seat.state', 'Not offered.'));
    const accept = (body?: object) =>
      gateway.send('/v1/seats/seat-id/accept', { method: 'POST', token, ...(body && { body }) });
    const refused = await accept({ groupSize: 2 });
    expect([refused.status, errorsOf(refused)]).toEqual([422, ['groupSize']]);
    expect(asked).toEqual([]);
    for (const { status } of [await accept({}), await accept()]) expect(status).toBe(409);
    expect(asked).toHaveLength(2);
  });

  it('says first who is not signed in', async () => {
    await gateway.answer(FindMe, () => new RuleViolation('not-found', 'Nobody.'));
    expect((await gateway.send('/v1/me?name=x')).status).toBe(401);
  });
});
