import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RegisterPerson } from '#contracts';
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
