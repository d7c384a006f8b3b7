import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  DelaySession,
  FindMeetingAddresses,
  RuleViolation,
  SetBackup,
  SetRecording,
  SetSessionStatus,
} from '#contracts';
import { OPENING } from '../testing/forum.js';
import { TestGateway } from '../testing/test-gateway.js';

let gateway: TestGateway;
beforeAll(async () => void (gateway = await TestGateway.start()));
afterAll(() => gateway.stop());
const post = (word: string, body: object, token = 'organizer') =>
  gateway.send(`/v1/sessions/opening-id/${word}`, { token, body });
const MEETING = {
  meetingUrl: null,
  backupUrl: 'https://backup.example.org/x',
  url: 'https://backup.example.org/x',
};

describe('the day of a session', () => {
  it.each([
    ['delay', DelaySession, { minutes: 15, reason: 'Rain', withRelated: true, dryRun: false }],
    ['status', SetSessionStatus, { state: 'ended', message: 'Thank you.' }],
    ['recording', SetRecording, { url: 'https://video.example.org/opening' }],
  ] as const)('is steered by organizers: %s', async (word, definition, body) => {
    const asked = await gateway.answer(definition, () => OPENING);
    const reply = await post(word, body);
    expect([reply.status, reply.body['id']]).toEqual([200, OPENING.id]);
    expect(asked[0]!.input).toEqual({ id: 'opening-id', ...body });
    for (const token of ['liaison', 'participant']) expect((await post(word, body, token)).status).toBe(403);
    expect((await post(word, body, '')).status).toBe(401);
  });

  it('has a backup whose address its organizers are told, and nobody else', async () => {
    await gateway.answer(SetBackup, () => ({ ...OPENING, meeting: MEETING }));
    expect((await post('backup', { url: MEETING.url })).body['meeting']).toEqual(MEETING);
    await gateway.answer(FindMeetingAddresses, () => MEETING);
    const path = '/v1/sessions/opening-id/meeting';
    expect((await gateway.send(path, { token: 'organizer' })).body).toEqual(MEETING);
    expect((await gateway.send(path, { token: 'liaison' })).status).toBe(403);
    expect((await gateway.send(path)).status).toBe(401);
  });

  it('that is more than a day away is 409, with what to do', async () => {
    await gateway.answer(DelaySession, () => new RuleViolation('delay.early', 'Propose a move.'));
    const { status, body } = await post('delay', { minutes: 15, reason: 'Rain' });
    expect([status, body.code]).toEqual([409, 'delay.early']);
  });

  it.each([
    ['delay', { minutes: 15 }, 'reason'],
    ['delay', { minutes: 1.5, reason: 'Rain' }, 'minutes'],
    ['delay', { minutes: 1441, reason: 'Rain' }, 'minutes'],
    ['delay', { start: { local: '2027-06-10T20:00' }, reason: 'Rain' }, 'start.zone'],
    ['status', { state: 'late' }, 'state'],
    ['status', { state: 'on-time', message: 'x'.repeat(501) }, 'message'],
    ['backup', {}, 'url'],
    ['backup', { url: 'http://backup.example.org/x' }, 'url'],
    ['recording', { url: 'https://video.example.org/x', title: 'x' }, 'title'],
  ])('refuses %s %j at %s', async (word, body, path) => {
    const reply = await post(word, body);
    expect([reply.status, reply.body.errors.map((error) => error.path)]).toEqual([422, [path]]);
  });
});
