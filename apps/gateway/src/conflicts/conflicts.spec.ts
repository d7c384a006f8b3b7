import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  CONFLICT_KINDS,
  FindCities,
  FindConflicts,
  FindEvents,
  FindProgrammes,
  FindSessions,
  FindSlots,
  RuleViolation,
  type Conflict,
  type Session,
} from '#contracts';
import { BOSTON, FESTIVAL, FORUM, NHA_TRANG, ONLINE_SEATS, OPENING, pageWith } from '../testing/forum.js';
import { TestGateway } from '../testing/test-gateway.js';

// The thread that knows holidays starts with the first that are asked for.
jest.setTimeout(60_000);

let gateway: TestGateway;
let sessions: Session[];
beforeAll(async () => {
  gateway = await TestGateway.start();
  sessions = [OPENING];
  await gateway.answer(FindEvents, () => pageWith(FESTIVAL));
  await gateway.answer(FindProgrammes, () => pageWith(FORUM));
  await gateway.answer(FindCities, () => pageWith(BOSTON, NHA_TRANG));
  await gateway.answer(FindSessions, () => pageWith(...sessions));
  await gateway.answer(FindSlots, () => ({ items: [{ ...ONLINE_SEATS, capacity: 5 }] }));
});
afterAll(() => gateway.stop());

const DOUBLE: Conflict = {
  kind: 'place',
  severity: 'error',
  sessions: [OPENING.id, 'other'],
  detail: 'Hall 1 is taken twice.',
};
const answerWith = (...items: Conflict[]) =>
  gateway.answer(FindConflicts, () => ({ items, more: 0, now: '2027-01-01T00:00:00Z' }));
const list = (path: string) =>
  gateway.send<{ items: Conflict[]; next: string | null; more: number }>(path, { token: 'organizer' });

describe('the conflicts of an event', () => {
  it('are those of its schedule, its days and its seats, the severest first', async () => {
    const asked = await answerWith({ ...DOUBLE, kind: 'burden', severity: 'warning' }, DOUBLE);
    // Thống Nhất: the 30th of April, a Friday.
    const start = { ...OPENING.start!, local: '2027-04-30T10:00:00', instant: '2027-04-30T03:00:00Z' };
    sessions = [{ ...OPENING, start }];
    const { status, body } = await list('/v1/events/festival-id/conflicts');
    expect(status).toBe(200);
    expect(body.items.map(({ kind, severity }) => `${severity} ${kind}`)).toEqual([
      'error place',
      'error capacity',
      'warning burden',
      'warning holiday',
    ]);
    expect(body.next).toBeNull();
    expect(asked[0]!.input).toEqual({ programmeId: FESTIVAL.programmeId, eventId: 'festival-id' });
  });

  it.each([
    ['vi', 'Ngày Giải phóng miền Nam'],
    ['en', 'Day of liberating the South for national reunification'],
    // The package has no Kannada name.
    ['kn', 'Day of liberating the South for national reunification'],
  ])('name a public holiday in the language of a reader of %s, else in English', async (language, name) => {
    await answerWith();
    const start = { ...OPENING.start!, local: '2027-04-30T10:00:00', instant: '2027-04-30T03:00:00Z' };
    sessions = [{ ...OPENING, start }];
    const { body } = await gateway.send<{ items: Conflict[] }>('/v1/events/festival-id/conflicts', {
      token: 'organizer',
      headers: { 'Accept-Language': `${language}, de;q=0.5` },
    });
    expect(body.items.find(({ kind }) => kind === 'holiday')!.detail).toContain(`a public holiday (${name})`);
  });

  it('are read page by page, and leave out what is over or belongs to others', async () => {
    await answerWith(DOUBLE);
    sessions = [
      OPENING,
      { ...OPENING, id: 'elsewhere', eventId: 'other' },
      { ...OPENING, id: 'over', start: { ...OPENING.start!, instant: '2026-06-10T01:00:00Z' } },
      { ...OPENING, id: 'cancelled', status: 'cancelled' },
    ];
    const first = await list('/v1/programmes/forum/conflicts?limit=1');
    expect(first.body.items).toEqual([DOUBLE]);
    const second = await list(`/v1/programmes/forum/conflicts?limit=1&cursor=${first.body.next}`);
    expect(second.body.items.map(({ kind }) => kind)).toEqual(['capacity']);
    expect(second.body.next).toBeNull();
  });

  it('come in the order of their kinds, however many there are', async () => {
    const found = [...CONFLICT_KINDS].reverse().map((kind): Conflict => ({ ...DOUBLE, kind }));
    await answerWith(...found);
    sessions = [];
    const { body } = await list('/v1/programmes/forum/conflicts');
    expect(body.items.map(({ kind }) => kind)).toEqual(CONFLICT_KINDS);
  });

  it('are for who may see drafts', async () => {
    expect((await gateway.send('/v1/events/festival-id/conflicts')).status).toBe(401);
    expect((await gateway.send('/v1/events/festival-id/conflicts', { token: 'participant' })).status).toBe(
      403,
    );
    await gateway.answer(FindConflicts, () => new RuleViolation('access.forbidden', 'Not yours.'));
    expect((await list('/v1/events/festival-id/conflicts')).status).toBe(403);
  });

  it('tell of seats that are kept for a city which has withdrawn', async () => {
    await answerWith();
    sessions = [OPENING];
    const partners = FESTIVAL.partners.map((partner) => ({ ...partner, status: 'withdrawn' as const }));
    await gateway.answer(FindEvents, () => pageWith({ ...FESTIVAL, partners }));
    const allocations = { boston: { reserved: 4, taken: 1 } };
    await gateway.answer(FindSlots, () => ({ items: [{ ...ONLINE_SEATS, allocations }] }));
    const { body } = await list('/v1/events/festival-id/conflicts');
    expect(body.items.map(({ kind }) => kind)).toContain('partner');
  });
});
