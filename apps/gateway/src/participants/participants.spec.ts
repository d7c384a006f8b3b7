import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ChangeMe, RegisterPerson } from '#contracts';
import { TestGateway } from '../testing/test-gateway.js';

let gateway: TestGateway;
beforeAll(async () => void (gateway = await TestGateway.start()));
afterAll(() => gateway.stop());

describe('registering', () => {
  const register = () =>
    gateway.send('/v1/participants', { body: { email: 'reader@example.org', name: 'Reader' } });

  it('by an organizer is 201 with the token', async () => {
    await gateway.answer(RegisterPerson, () => ({ outcome: 'created' as const, id: 'p-1', token: 'secret' }));

    expect(await register()).toMatchObject({ status: 201, body: { id: 'p-1', token: 'secret' } });
  });

  it('by oneself is 202, and a mail goes out', async () => {
    await gateway.answer(RegisterPerson, () => ({ outcome: 'mailed' as const }));

    expect(await register()).toMatchObject({ status: 202, body: { status: 'mailed' } });
  });
});

describe('one’s own data', () => {
  it('are changed by the fields that are named, and no others', async () => {
    const asked = await gateway.answer(ChangeMe, () => ({
      id: 'p-1',
      email: 'reader@example.org',
      name: 'Reader',
      city: null,
      zone: 'Asia/Tokyo',
      language: null,
      grants: [],
    }));
    const change = (body: object) => gateway.send('/v1/me', { method: 'PATCH', token: 'participant', body });

    expect(await change({ zone: 'Asia/Tokyo', city: null })).toMatchObject({
      status: 200,
      body: { zone: 'Asia/Tokyo' },
    });
    expect(asked[0]!.input).toEqual({ zone: 'Asia/Tokyo', city: null });
    expect(await change({ email: 'other@example.org' })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'email' }] },
    });
  });
});
