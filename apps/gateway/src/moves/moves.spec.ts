import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  AnswerMove,
  DecideMove,
  FindCities,
  FindMoves,
  FindProgrammes,
  FindSlots,
  PreviewMove,
  ProposeMove,
  RuleViolation,
  WithdrawMove,
  type Move,
  type MovePreview,
} from '#contracts';
import { FORUM, NHA_TRANG, ONLINE_SEATS, pageWith } from '../testing/forum.js';
import { TestGateway } from '../testing/test-gateway.js';

const sample = (subject: string) =>
  JSON.parse(
    readFileSync(resolve(import.meta.dirname, `../../../../libs/contracts/samples/${subject}.json`), 'utf8'),
  );
const { days: _, seats: __, ...effects } = sample(ProposeMove.subject).output.effects;
const MOVE: Move = { ...sample(ProposeMove.subject).output, effects };
const PREVIEW: MovePreview = { ...sample(PreviewMove.subject).output, effects };
const START = { local: '2027-06-10T20:00:00', zone: 'Asia/Ho_Chi_Minh' };
const WISH = { sessions: [{ id: 'opening-id', start: START }], reason: 'The tide.' };

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await TestGateway.start();
  await gateway.answer(FindCities, () => pageWith());
  await gateway.answer(FindSlots, () => ({ items: [{ ...ONLINE_SEATS, sessionId: MOVE.sessions[0]!.id }] }));
});
afterAll(() => gateway.stop());
const post = (path: string, body: unknown, token: string) =>
  gateway.send(path, { method: 'POST', token, body });

describe('a move', () => {
  it('is proposed, and shows what other services know: seats', async () => {
    const asked = await gateway.answer(ProposeMove, () => MOVE);
    const { status, body } = await post('/v1/moves', WISH, 'organizer');
    expect([status, body['id']]).toEqual([201, MOVE.id]);
    expect(asked[0]!.input).toMatchObject(WISH);
    expect(body['effects']).toMatchObject({
      seats: [{ session: MOVE.sessions[0]!.id, mode: 'online', taken: 12, waiting: 0 }],
      days: [],
    });
  });

  it('names the public holidays that it falls on in the reader’s language', async () => {
    const [first] = MOVE.effects.sessions;
    const clock = { ...first!.cities[0]!.after, local: '2027-04-30T20:00:00' };
    const cities = [{ ...first!.cities[0]!, city: NHA_TRANG.slug, part: 'required' as const, after: clock }];
    const moved = { ...MOVE, effects: { ...MOVE.effects, sessions: [{ ...first!, cities }] } };
    await gateway.answer(FindMoves, () => pageWith(moved));
    await gateway.answer(FindCities, () => pageWith(NHA_TRANG));
    const { body } = await gateway.send<Move>('/v1/moves/m1', {
      token: 'organizer',
      headers: { 'Accept-Language': 'vi-VN, en;q=0.5' },
    });
    expect(body.effects.days).toMatchObject([{ kind: 'holiday', label: 'Ngày Giải phóng miền Nam' }]);
  });

  it('is only shown with dryRun', async () => {
    await gateway.answer(PreviewMove, () => PREVIEW);
    const { status, body } = await post('/v1/moves', { ...WISH, dryRun: true }, 'organizer');
    expect([status, body['id']]).toEqual([200, undefined]);
    expect(body['deadline']).toBe(PREVIEW.deadline);
  });

  it('that was proposed is answered even when nobody knows its seats', async () => {
    await gateway.answer(ProposeMove, () => MOVE);
    await gateway.answer(FindSlots, () => new RuleViolation('service.unavailable', 'Away.'));
    const { status, body } = await post('/v1/moves', WISH, 'organizer');
    expect(status).toBe(201);
    expect(body['effects']).not.toHaveProperty('seats');
  });

  it.each([
    [{ ...WISH, reason: '' }, 'reason'],
    [{ ...WISH, sessions: [] }, 'sessions'],
    [{ ...WISH, sessions: [WISH.sessions[0], WISH.sessions[0]] }, 'sessions'],
    [{ ...WISH, sessions: [{ id: 'a', start: { local: '2027-06-10T20:00:00' } }] }, 'sessions[0].start.zone'],
    [{ ...WISH, sessions: [{ id: 'a', start: START, end: 'x' }] }, 'sessions[0].end'],
    [{ ...WISH, soon: true }, 'soon'],
  ])('%j is refused at %s', async (body, path) => {
    const reply = await post('/v1/moves', body, 'organizer');
    expect([reply.status, reply.body.errors.map((error) => error.path)]).toEqual([422, [path]]);
  });

  it.each([
    ['accept', {}, { answer: 'accept' }],
    ['recording', { note: 'Too early for us.' }, { answer: 'recording', note: 'Too early for us.' }],
    ['counter', { start: START, city: 'rome' }, { answer: 'counter', start: START, city: 'rome' }],
  ])('is answered by a liaison: %s', async (word, body, input) => {
    const asked = await gateway.answer(AnswerMove, () => MOVE);
    expect((await post(`/v1/moves/m1/${word}`, body, 'liaison')).status).toBe(200);
    expect(asked[0]!.input).toEqual({ id: 'm1', ...input });
    expect((await post(`/v1/moves/m1/${word}`, body, 'organizer')).status).toBe(403);
  });

  it('with another time needs the time', async () => {
    const { status, body } = await post('/v1/moves/m1/counter', {}, 'liaison');
    expect([status, body.errors[0]!.path]).toEqual([422, 'start']);
  });

  it('is decided for a reason, and withdrawn with or without', async () => {
    const decided = await gateway.answer(DecideMove, () => MOVE);
    expect((await post('/v1/moves/m1/decide', {}, 'organizer')).body.errors[0]!.path).toBe('reason');
    expect((await post('/v1/moves/m1/decide', { reason: 'The tide.' }, 'organizer')).status).toBe(200);
    expect(decided[0]!.input).toEqual({ id: 'm1', reason: 'The tide.' });
    await gateway.answer(WithdrawMove, () => MOVE);
    expect((await post('/v1/moves/m1/withdraw', undefined, 'organizer')).status).toBe(200);
    expect((await post('/v1/moves/m1/withdraw', {}, 'liaison')).status).toBe(403);
  });

  it('is found by who it waits for', async () => {
    const asked = await gateway.answer(FindMoves, () => pageWith(MOVE));
    await gateway.answer(FindProgrammes, ({ idsOrSlugs }) =>
      pageWith(...(idsOrSlugs?.includes(FORUM.slug) ? [FORUM] : [])),
    );
    const find = (programme: string) =>
      gateway.send(`/v1/moves?awaiting=rome&sessions=a,b&programme=${programme}`, { token: 'liaison' });
    expect((await find(FORUM.slug)).body.items).toHaveLength(1);
    expect(asked.map(({ input }) => input)).toMatchObject([
      { awaiting: 'rome', sessionIds: ['a', 'b'], programmeIds: [FORUM.id] },
    ]);
    expect((await find('nowhere')).status).toBe(404);
    expect((await gateway.send('/v1/moves', { token: 'participant' })).status).toBe(403);
    expect((await gateway.send('/v1/moves')).status).toBe(401);
  });
});
