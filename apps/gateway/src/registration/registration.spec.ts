import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  ClearPlace,
  FindBlock,
  FindBlocks,
  FindCodes,
  FindProgrammes,
  MakeBlock,
  MakeCode,
  NamePlace,
  ReleaseBlock,
  RuleViolation,
  SwapSeat,
  type BlockView,
  type InvitationCode,
} from '#contracts';
import { FORUM, ONLINE_SEATS, pageWith, SEAT } from '../testing/forum.js';
import { PEOPLE, TestGateway, type Sending } from '../testing/test-gateway.js';

const BLOCK = {
  id: 'block-id',
  slotId: ONLINE_SEATS.id,
  city: 'rome',
  size: 2,
  namesUntil: '2027-06-01T12:00:00Z',
};
const COUNTED = { ...BLOCK, named: 1, free: 1 };
const FREE_PLACE = { place: 2, state: 'free' as const, seatId: null, participantId: null, name: null };
const VIEW: BlockView = {
  ...COUNTED,
  places: [
    { place: 1, state: 'named', seatId: SEAT.id, participantId: SEAT.personId, name: 'Delegate' },
    FREE_PLACE,
  ],
  history: [
    {
      at: '2027-05-01T00:00:00Z',
      place: 1,
      to: 'confirmed',
      cause: 'named',
      participantId: 'p',
      text: 'Named.',
    },
  ],
};
const CODE: InvitationCode = {
  id: 'code-id',
  slotId: ONLINE_SEATS.id,
  code: 'an-invitation',
  label: null,
  uses: 3,
  used: 1,
};
const NAMES_UNTIL = BLOCK.namesUntil;

let gateway: TestGateway;
beforeAll(async () => void (gateway = await TestGateway.start()));
afterAll(() => gateway.stop());

const send = (path: string, sending: Sending = {}) =>
  gateway.send(path, { token: 'liaison', method: 'POST', ...sending });

/** Refused by the gateway itself: naming the fields, or for who asks. */
const refusals: [string, string, Sending, number, string[] | string][] = [
  ['POST', '/v1/slots/slot-id/blocks', { body: {} }, 422, ['city', 'size', 'namesUntil']],
  ['POST', '/v1/slots/slot-id/blocks', { body: { ...input(), size: 0 } }, 422, ['size']],
  ['POST', '/v1/slots/slot-id/blocks', { body: { ...input(), size: 201 } }, 422, ['size']],
  ['POST', '/v1/slots/slot-id/blocks', { body: { ...input(), size: 1.5 } }, 422, ['size']],
  ['POST', '/v1/slots/slot-id/blocks', { body: { ...input(), namesUntil: 'soon' } }, 422, ['namesUntil']],
  ['POST', '/v1/slots/slot-id/blocks', { body: { ...input(), city: 'Rome!' } }, 422, ['city']],
  ['POST', '/v1/slots/slot-id/blocks', { body: { ...input(), madeBy: 'me' } }, 422, ['madeBy']],
  ['POST', '/v1/slots/slot-id/blocks', { body: input(), token: 'participant' }, 403, 'access.forbidden'],
  ['POST', '/v1/slots/slot-id/blocks', { body: input(), token: '' }, 401, 'access.unauthenticated'],
  ['PUT', '/v1/blocks/block-id/names/0', { body: { participantId: 'p' } }, 422, ['place']],
  ['PUT', '/v1/blocks/block-id/names/201', { body: { participantId: 'p' } }, 422, ['place']],
  ['PUT', '/v1/blocks/block-id/names/first', { body: { participantId: 'p' } }, 422, ['place']],
  [
    'PUT',
    '/v1/blocks/block-id/names/1',
    { body: { participantId: 'p' }, token: 'participant' },
    403,
    'access.forbidden',
  ],
  ['DELETE', '/v1/blocks/block-id/names/none', {}, 422, ['place']],
  ['DELETE', '/v1/blocks/block-id/names/1', { token: 'participant' }, 403, 'access.forbidden'],
  ['GET', '/v1/blocks/block-id', { token: 'participant' }, 403, 'access.forbidden'],
  ['GET', '/v1/blocks', {}, 422, ['programme', 'city']],
  ['GET', '/v1/blocks?programme=forum&city=Rome!', {}, 422, ['city']],
  ['GET', '/v1/slots/slot-id/blocks?limit=0', {}, 422, ['limit']],
  ['GET', '/v1/slots/slot-id/blocks?page=2', {}, 422, ['page']],
  ['POST', '/v1/slots/slot-id/codes', { body: {}, token: 'organizer' }, 422, ['uses']],
  ['POST', '/v1/slots/slot-id/codes', { body: { uses: 0 }, token: 'organizer' }, 422, ['uses']],
  ['POST', '/v1/slots/slot-id/codes', { body: { uses: 1, label: '' }, token: 'organizer' }, 422, ['label']],
  ['POST', '/v1/slots/slot-id/codes', { body: { uses: 1, code: 'mine' }, token: 'organizer' }, 422, ['code']],
  ['POST', '/v1/slots/slot-id/codes', { body: { uses: 1 } }, 403, 'access.forbidden'],
  ['GET', '/v1/slots/slot-id/codes', {}, 403, 'access.forbidden'],
  ['POST', '/v1/seats/seat-id/swap', { body: {}, token: 'participant' }, 422, ['slot']],
  ['POST', '/v1/seats/seat-id/swap', { body: { slot: 's', code: '' }, token: 'participant' }, 422, ['code']],
  [
    'POST',
    '/v1/seats/seat-id/swap',
    { body: { slot: 's', groupSize: 2 }, token: 'participant' },
    422,
    ['groupSize'],
  ],
  ['POST', '/v1/seats/seat-id/swap', { body: { slot: 's' }, token: '' }, 401, 'access.unauthenticated'],
];

function input() {
  return { city: 'rome', size: 2, namesUntil: NAMES_UNTIL };
}

it.each(refusals)(
  '%s %s with %j is %i %j, and no service is asked',
  async (method, path, sending, status, what) => {
    const asked = await Promise.all(
      [MakeBlock, NamePlace, ClearPlace, FindBlock, FindBlocks, MakeCode, FindCodes, SwapSeat].map(
        (definition) => gateway.answer(definition, () => new RuleViolation('internal', 'asked')),
      ),
    );
    const reply = await send(path, { method, ...sending });
    expect(reply.status).toBe(status);
    if (typeof what === 'string') expect(reply.body.code).toBe(what);
    else expect(reply.body.errors.map((error) => error.path)).toEqual(what);
    expect(asked.flat()).toEqual([]);
  },
);

describe('a block', () => {
  it('is 201, and the same again under its key', async () => {
    const asked = await gateway.answer(MakeBlock, () => BLOCK);
    const sending = { body: input(), headers: { 'Idempotency-Key': 'once' } };
    for (let count = 0; count < 2; count++)
      expect(await send('/v1/slots/slot-id/blocks', sending)).toMatchObject({ status: 201, body: BLOCK });
    expect(asked).toMatchObject(
      Array(2).fill({
        input: { slotId: 'slot-id', ...input() },
        actor: PEOPLE.liaison,
        idempotencyKey: 'once',
      }),
    );
  });

  it('that cannot be kept whole says how many could be', async () => {
    await gateway.answer(MakeBlock, () => new RuleViolation('seat.full', 'Only 1 place.', { free: 1 }));
    expect(await send('/v1/slots/slot-id/blocks', { body: input() })).toMatchObject({
      status: 409,
      body: { code: 'seat.full', free: 1 },
    });
  });

  it('takes a name by id or by address, and gives it up again', async () => {
    const named = await gateway.answer(NamePlace, () => SEAT);
    const put = (body: object) => send('/v1/blocks/block-id/names/2', { method: 'PUT', body });
    expect(await put({ participantId: 'p' })).toMatchObject({ status: 200, body: { id: SEAT.id } });
    expect((await put({ email: 'Delegate@Example.org', name: 'Delegate' })).status).toBe(200);
    expect(named.map(({ input: { who, place } }) => [place, who])).toEqual([
      [2, { participantId: 'p' }],
      [2, { email: 'delegate@example.org', name: 'Delegate' }],
    ]);
    expect((await put({ participantId: 'p', email: 'a@example.org', name: 'Both' })).status).toBe(422);

    const cleared = await gateway.answer(ClearPlace, () => FREE_PLACE);
    const clear = () => send('/v1/blocks/block-id/names/2', { method: 'DELETE' });
    for (let count = 0; count < 2; count++)
      expect(await clear()).toMatchObject({ status: 200, body: FREE_PLACE });
    expect(cleared[0]!.input).toEqual({ blockId: 'block-id', place: 2 });

    const released = await gateway.answer(ReleaseBlock, () => VIEW);
    expect(await send('/v1/blocks/block-id', { method: 'DELETE' })).toMatchObject({
      status: 200,
      body: VIEW,
    });
    expect(released[0]!.input).toEqual({ id: 'block-id' });
  });

  it('is read whole, and found by its slot and by its city', async () => {
    await gateway.answer(FindBlock, () => VIEW);
    await gateway.answer(FindProgrammes, () => pageWith(FORUM));
    const asked = await gateway.answer(FindBlocks, () => pageWith(COUNTED));
    const get = (path: string) => send(path, { method: 'GET' });
    expect(await get('/v1/blocks/block-id')).toMatchObject({ status: 200, body: VIEW });
    expect((await get('/v1/slots/slot-id/blocks?limit=5')).body).toEqual({ items: [COUNTED], next: null });
    expect((await get('/v1/blocks?programme=forum&city=rome')).status).toBe(200);
    expect(asked.map((one) => one.input)).toEqual([
      { of: { slotId: 'slot-id' }, limit: 5 },
      { of: { programmeId: 'forum-id', city: 'rome' }, limit: 100 },
    ]);
  });

  it('of another city is none', async () => {
    const hidden = () => new RuleViolation('not-found', 'There is no block “block-id”.');
    await gateway.answer(FindBlock, hidden);
    await gateway.answer(ClearPlace, hidden);
    await gateway.answer(NamePlace, hidden);
    await gateway.answer(ReleaseBlock, hidden);
    const sendings: [string, string, Sending][] = [
      ['GET', '/v1/blocks/block-id', {}],
      ['DELETE', '/v1/blocks/block-id/names/1', {}],
      ['DELETE', '/v1/blocks/block-id', {}],
      ['PUT', '/v1/blocks/block-id/names/1', { body: { participantId: 'p' } }],
    ];
    for (const [method, path, sending] of sendings)
      expect(await send(path, { method, ...sending })).toMatchObject({
        status: 404,
        body: { code: 'not-found' },
      });
  });
});

describe('an invitation’s code', () => {
  it('is made once under its key, and listed with what is left of it', async () => {
    const asked = await gateway.answer(MakeCode, () => CODE);
    const sending = { token: 'organizer', body: { uses: 3 }, headers: { 'Idempotency-Key': 'code-1' } };
    expect(await send('/v1/slots/slot-id/codes', sending)).toMatchObject({ status: 201, body: CODE });
    expect(asked[0]).toMatchObject({ input: { slotId: 'slot-id', uses: 3 }, idempotencyKey: 'code-1' });
    const listed = await gateway.answer(FindCodes, () => ({ items: [CODE], next: 'more' }));
    const list = (query: string) =>
      send(`/v1/slots/slot-id/codes${query}`, { method: 'GET', token: 'organizer' });
    expect((await list('?limit=1&cursor=abc')).body).toEqual({ items: [CODE], next: 'more' });
    expect(listed[0]!.input).toEqual({ slotId: 'slot-id', limit: 1, cursor: 'abc' });
  });
});

describe('a swap', () => {
  const swap = (body: object, key?: string) =>
    send('/v1/seats/seat-id/swap', {
      token: 'participant',
      body,
      ...(key && { headers: { 'Idempotency-Key': key } }),
    });

  it('is 200 with the new seat, by its person and with a code', async () => {
    const asked = await gateway.answer(SwapSeat, () => ({ ...SEAT, id: 'new-seat' }));
    expect(await swap({ slot: 'other', code: 'invited' }, 'swap-1')).toMatchObject({
      status: 200,
      body: { id: 'new-seat' },
    });
    expect(asked).toMatchObject([
      {
        input: { id: 'seat-id', slotId: 'other', code: 'invited' },
        actor: PEOPLE.participant,
        idempotencyKey: 'swap-1',
      },
    ]);
  });

  it.each([
    ['seat.full', 409],
    ['seat.state', 409],
    ['seat.closed', 409],
    ['registration.closed', 409],
    ['registration.limit', 409],
    ['registration.code', 403],
    ['not-found', 404],
  ] as const)('that is refused with %s is %i and keeps the code', async (code, status) => {
    await gateway.answer(SwapSeat, () => new RuleViolation(code, 'It stays as it is.'));
    expect(await swap({ slot: 'other' })).toMatchObject({
      status,
      body: { code, detail: 'It stays as it is.' },
    });
  });
});
