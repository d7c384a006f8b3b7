import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Authenticate, CreateProgramme, GiveGrant, type Actor } from '#contracts';
import { FORUM } from '../testing/forum.js';
import { PEOPLE, TestGateway } from '../testing/test-gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await TestGateway.start();
  await gateway.answer(CreateProgramme, () => FORUM);
});
afterAll(() => gateway.stop());

const give = () =>
  gateway.answer(GiveGrant, ({ participantId, role, programme }) => ({
    id: 'grant-id',
    participantId,
    role,
    programmeId: programme!,
    city: null,
  }));
const create = (token: string, key?: string) =>
  gateway.send('/v1/programmes', {
    token,
    body: { slug: 'forum', title: 'The forum', cities: [] },
    ...(key && { headers: { 'Idempotency-Key': key } }),
  });

describe('who makes a programme', () => {
  it('is made its organizer by the gateway, without the client’s key', async () => {
    const asked = await give();

    expect((await create('organizer', 'try-1')).status).toBe(201);

    expect(asked).toEqual([
      expect.objectContaining({
        input: { participantId: 'p-organizer', role: 'organizer', programme: 'forum-id' },
        actor: { kind: 'service', name: 'gateway' },
        idempotencyKey: undefined,
      }),
    ]);
  });

  it('can go on at once', async () => {
    await give();
    const questions = await gateway.answer(Authenticate, () => ({ actor: PEOPLE.organizer }));

    await create('new-token');
    await create('new-token');

    expect(questions).toHaveLength(2);
  });

  it.each([
    ['is an admin', PEOPLE.admin],
    [
      'organizes it already',
      {
        kind: 'person',
        id: 'p-owner',
        grants: [{ role: 'organizer', programmeId: FORUM.id, city: null }],
      } satisfies Actor,
    ],
  ])('is given nothing when she %s', async (why, actor) => {
    const asked = await give();
    await gateway.answer(Authenticate, () => ({ actor }));

    expect((await create(why.replaceAll(' ', '-'))).status).toBe(201);
    expect(asked).toEqual([]);
  });
});
