import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  CreateSeries,
  FindEvents,
  FindSeries,
  FindZoneUpgrades,
  RuleViolation,
  SettleDivergence,
  type Series,
} from '#contracts';
import { FESTIVAL, OPENING, pageWith } from '../testing/forum.js';
import { TestGateway } from '../testing/test-gateway.js';

let gateway: TestGateway;
beforeAll(async () => void (gateway = await TestGateway.start()));
afterAll(() => gateway.stop());

const start = { local: '2027-06-01T19:00:00', zone: 'Asia/Ho_Chi_Minh' };
const TALKS: Series = {
  id: 'talks-id',
  eventId: FESTIVAL.id,
  programmeId: FESTIVAL.programmeId,
  title: 'Harbour talk',
  status: 'active',
  start,
  durationMinutes: 60,
  rule: 'FREQ=WEEKLY;INTERVAL=2;COUNT=8',
  exclude: ['2027-09-02'],
  include: [],
  onGap: null,
  version: 3,
  occurrences: [
    {
      occurrence: '2027-06-01T19:00:00',
      sessionId: OPENING.id,
      slug: 'harbour-talk-1',
      status: 'scheduled',
      start: OPENING.start,
      exceptions: [],
    },
  ],
  skipped: [],
  withoutEffect: ['2027-09-02'],
};
const body = { title: 'Harbour talk', durationMinutes: 60, start, rule: TALKS.rule, exclude: ['2027-09-02'] };
const create = (more: object = {}) =>
  gateway.send('/v1/events/festival-id/series', { token: 'organizer', body: { ...body, ...more } });

describe('a series', () => {
  it('is made of a session, a rule and days that are left out', async () => {
    const asked = await gateway.answer(CreateSeries, () => TALKS);
    const reply = await create();
    expect(reply).toMatchObject({ status: 201, body: TALKS });
    expect(reply.headers.get('etag')).toMatch(/^"3-/);
    expect(asked[0]!.input).toMatchObject({
      eventId: 'festival-id',
      rule: TALKS.rule,
      exclude: ['2027-09-02'],
    });
  });

  it('that its owner refuses says why, field by field and occurrence by occurrence', async () => {
    const occurrences = [{ occurrence: '2027-03-14T02:30:00', kind: 'gap', suggestions: ['a', 'b'] }];
    await gateway.answer(
      CreateSeries,
      () => new RuleViolation('time.gap', 'The clocks skip it.', { occurrences }),
    );
    expect(await create()).toMatchObject({ status: 422, body: { code: 'time.gap', occurrences } });
  });

  it.each([
    ['rule', { rule: '' }],
    ['rule', { rule: 'x'.repeat(501) }],
    ['onGap', { onGap: 'never' }],
    ['exclude', { exclude: Array(501).fill('2027-09-02') }],
    ['relations', { relations: [] }],
    ['start', { start: null }],
    ['start.instant', { start: { ...start, instant: '2027-06-01T12:00:00Z' } }],
  ])('is refused with its field %s wrong', async (path, more) => {
    const { status, body: problem } = await create(more);
    expect(status).toBe(422);
    expect(problem.errors.map((error) => error.path)).toContain(path);
  });

  it('is read by its id, and listed with its event', async () => {
    await gateway.answer(FindEvents, () => pageWith(FESTIVAL));
    const asked = await gateway.answer(FindSeries, () => pageWith(TALKS));
    expect((await gateway.send('/v1/series/talks-id')).body).toEqual(TALKS);
    expect((await gateway.send('/v1/events/festival-id/series?limit=5')).body.items).toEqual([TALKS]);
    expect(asked.map(({ input }) => input)).toMatchObject([
      { ids: ['talks-id'] },
      { eventIds: ['festival-id'], limit: 5 },
    ]);
    expect((await gateway.send('/v1/events/festival-id/series?limit=21')).status).toBe(422);
  });

  it('that may not be seen is 404', async () => {
    await gateway.answer(FindSeries, () => pageWith());
    expect((await gateway.send('/v1/series/secret')).status).toBe(404);
  });

  it('settles what shifts', async () => {
    const divergence = { seriesId: 'talks-id', zone: start.zone, usual: [], occurrences: [] };
    const asked = await gateway.answer(SettleDivergence, () => divergence);
    const settle = (choice: object) =>
      gateway.send('/v1/series/talks-id/divergence', { token: 'organizer', body: choice });
    expect((await settle({ occurrences: ['a'], keep: 'instant', city: 'boston' })).body).toEqual(divergence);
    expect(asked[0]!.input).toMatchObject({ seriesId: 'talks-id', keep: 'instant', city: 'boston' });
    expect((await settle({ occurrences: [], keep: 'wall' })).status).toBe(422);
    expect((await settle({ occurrences: ['a'], keep: 'both' })).status).toBe(422);
  });
});

describe('what newer tzdbs have moved', () => {
  it('is for admins', async () => {
    await gateway.answer(FindZoneUpgrades, () => pageWith());
    expect((await gateway.send('/v1/admin/clock-changes', { token: 'organizer' })).status).toBe(403);
    expect((await gateway.send('/v1/admin/clock-changes', { token: 'admin' })).body.items).toEqual([]);
  });
});
