import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { FindBusy, FindCities, FindLedger, FindProgrammes, RuleViolation, type City } from '#contracts';
import { TZDB_VERSION } from '#time';
import { BOSTON, FORUM, NHA_TRANG, pageWith } from '../testing/forum.js';
import { TestGateway } from '../testing/test-gateway.js';

// The thread that knows holidays starts with the first that are asked for.
jest.setTimeout(60_000);

const ROME: City = { ...BOSTON, slug: 'rome', country: 'IT', zone: 'Europe/Rome' };
const TOKYO: City = { ...BOSTON, slug: 'tokyo', country: 'JP', zone: 'Asia/Tokyo' };

let gateway: TestGateway;
let cities: City[];
beforeAll(async () => {
  gateway = await TestGateway.start();
  cities = [BOSTON, NHA_TRANG, ROME, TOKYO];
  await gateway.answer(FindCities, ({ slugs }) =>
    pageWith(...cities.filter(({ slug }) => slugs!.includes(slug))),
  );
});
afterAll(() => gateway.stop());

interface Found {
  searched: number;
  excluded: number;
  advice: { burden: number; options: { kind: string; worst: number }[] } | null;
  best: { instant: string; worst: number; burdens: Record<string, number> }[];
}
const WEDNESDAY = { from: '2027-06-09', to: '2027-06-09', durationMinutes: '60' };
const find = (query: Record<string, string>) =>
  gateway.send<Found>(`/v1/fair-times?${new URLSearchParams({ ...WEDNESDAY, ...query })}`);

describe('fair times', () => {
  it('need no token, and tell burdens and local times', async () => {
    const { status, body } = await find({ cities: 'nha-trang,rome', invited: 'boston', limit: '1' });

    expect(status).toBe(200);
    expect(body).toEqual({
      tzdb: TZDB_VERSION,
      searched: 96,
      excluded: 0,
      smallestWorst: 0,
      advice: null,
      best: [
        {
          instant: '2027-06-09T10:00:00Z',
          burdens: { 'nha-trang': 0, rome: 0 },
          worst: 0,
          total: 0,
          localTimes: [
            { city: 'nha-trang', local: '2027-06-09T17:00:00', offset: '+07:00', dayShift: 0, burden: 0 },
            { city: 'rome', local: '2027-06-09T12:00:00', offset: '+02:00', dayShift: 0, burden: 0 },
            { city: 'boston', local: '2027-06-09T06:00:00', offset: '-04:00', dayShift: 0, burden: 4 },
          ],
        },
      ],
    });
  });

  it('are five of a day in steps of a quarter of an hour, unless asked otherwise', async () => {
    expect((await find({ cities: 'rome' })).body.best).toHaveLength(5);
    const { body } = await find({ cities: 'rome', stepMinutes: '60', limit: '50', zone: 'Europe/Rome' });
    expect([body.searched, body.best.length]).toEqual([24, 24]);
  });

  it('avoid weekends, public holidays and observances when told to', async () => {
    const worst = async (day: string, restDays: string) =>
      (await find({ cities: 'rome', from: day, to: day, restDays })).body.best[0]!.worst;
    cities[2] = {
      ...ROME,
      observances: [{ from: '2027-06-09', to: '2027-06-09', label: 'Feast', effect: 'avoid' }],
    };
    // A Wednesday marked by the city, the Republic's day, a Saturday and an ordinary Thursday.
    for (const [day, weight] of [
      ['2027-06-09', 2],
      ['2027-06-02', 2],
      ['2027-06-12', 2],
      ['2027-06-10', 0],
    ] as const) {
      expect([day, await worst(day, 'avoid'), await worst(day, 'ignore')]).toEqual([day, weight, 0]);
    }
  });

  it('leave out what an observance blocks in a required city, not in an invited one', async () => {
    cities[2] = {
      ...ROME,
      observances: [
        {
          from: '2027-06-09',
          to: '2027-06-09',
          label: 'Election',
          localHours: { from: '07:00', to: '15:00' },
          effect: 'block',
        },
      ],
    };
    const excluded = async (query: Record<string, string>) =>
      (await find({ restDays: 'avoid', stepMinutes: '60', ...query })).body.excluded;
    expect(await excluded({ cities: 'rome' })).toBe(8);
    expect(await excluded({ cities: 'boston', invited: 'rome' })).toBe(0);
    expect(await excluded({ cities: 'rome', restDays: 'ignore' })).toBe(0);
  });

  it('know lunar holidays and those of several days', async () => {
    const worst = async (day: string) =>
      (await find({ cities: 'nha-trang', from: day, to: day, restDays: 'avoid', zone: 'Asia/Ho_Chi_Minh' }))
        .body.best[0]!.worst;
    // Tết of 2027: 5 to 9 February; 8 and 9 are Monday and Tuesday.
    expect([await worst('2027-02-09'), await worst('2027-02-10')]).toEqual([2, 0]);
  });

  it('keep to the local hours of a city or the host', async () => {
    const { body } = await find({
      cities: 'rome',
      host: 'rome',
      hours: 'rome:13:00-15:00',
      stepMinutes: '60',
      limit: '24',
    });
    expect(body.excluded).toBe(22);
    expect(body.best.map(({ instant }) => instant.slice(11, 16))).toEqual(['11:00', '12:00']);
  });

  it('leave out when speakers and places cannot', async () => {
    const busy = { from: '2027-06-09T08:00:00Z', to: '2027-06-09T12:00:00Z' };
    const asked = await gateway.answer(FindBusy, () => ({
      items: [{ kind: 'speaker' as const, id: 'chair', ...busy }],
      unknown: { speakers: [], places: [] },
    }));
    const { body } = await find({ cities: 'rome', speakers: 'chair', places: 'hall,lobby' });
    expect(body.best[0]!.instant).toBe('2027-06-09T07:00:00Z');
    expect(asked[0]!.input).toMatchObject({ speakers: ['chair'], places: ['hall', 'lobby'] });

    await gateway.answer(FindBusy, () => ({ items: [], unknown: { speakers: [], places: ['lobby'] } }));
    const refused = await gateway.send(
      `/v1/fair-times?${new URLSearchParams({ ...WEDNESDAY, cities: 'rome', places: 'lobby' })}`,
    );
    expect([refused.status, refused.body.errors.map(({ path }) => path)]).toEqual([422, ['places']]);
  });

  it('spare who has borne more in a programme, as its people are told', async () => {
    await gateway.answer(FindProgrammes, () => pageWith(FORUM));
    const borne = { opening: 0, total: 0, sessions: 0, balance: 0 };
    const asked = await gateway.answer(FindLedger, () => ({
      programmeId: FORUM.id,
      evenness: 1,
      cities: [{ ...borne, city: 'boston', totalMinutes: 600 }],
      newcomerMinutes: 0,
      seriesBy: 'session' as const,
      series: [],
      lines: [],
      next: null,
    }));
    // An hour of the day on which Boston and Tokyo cannot both be well.
    const best = async (query: object) =>
      (await find({ cities: 'boston,tokyo', stepMinutes: '60', tolerance: '4', ...query })).body.best[0]!;
    const [even, spared] = [await best({}), await best({ programme: 'forum' })];
    expect(spared.burdens['boston']!).toBeLessThan(even.burdens['boston']!);
    expect(asked[0]!.input).toMatchObject({ programmeId: FORUM.id, isBrief: true });

    await gateway.answer(
      FindLedger,
      () => new RuleViolation('access.unauthenticated', 'This needs a token.'),
    );
    expect((await find({ cities: 'rome', programme: 'forum' })).status).toBe(401);
    await gateway.answer(FindProgrammes, () => pageWith());
    expect((await find({ cities: 'rome', programme: 'none' })).status).toBe(404);
  });

  it('advise what to do where one hour serves badly', async () => {
    const { body } = await find({ cities: 'boston,tokyo,rome', durationMinutes: '180' });
    expect(body.advice).toMatchObject({ limit: 4, burden: body.best[0]!.worst });
    expect(body.advice!.options.map(({ kind }) => kind)).toContain('encore');
    expect(body.advice!.options.every(({ worst }) => worst < body.best[0]!.worst)).toBe(true);
  });

  it('say of a number that is missing, or is none, which is wanted', async () => {
    const { durationMinutes, ...others } = WEDNESDAY;
    const asked = (query: object) =>
      gateway.send(`/v1/fair-times?${new URLSearchParams({ cities: 'rome', ...others, ...query })}`);
    for (const [query, message] of [
      [{}, 'is missing; it must be a whole number'],
      [{ durationMinutes: 'an hour' }, 'must be a whole number'],
    ] as const) {
      const { body } = await asked(query);
      expect(body.errors).toEqual([{ path: 'durationMinutes', message }]);
    }
    expect((await asked({ durationMinutes })).status).toBe(200);
  });

  it.each([
    ['cities', { cities: 'rome,atlantis' }, 'city.unknown'],
    ['invited', { invited: 'atlantis' }, 'city.unknown'],
    ['cities', { cities: 'rome,rome' }, 'validation.failed'],
    ['invited', { invited: 'rome' }, 'validation.failed'],
    ['invited', { invited: Array.from({ length: 200 }, (_, i) => `c${i}`).join() }, 'validation.failed'],
    ['host', { host: 'boston' }, 'validation.failed'],
    ['host', { purpose: 'evening' }, 'validation.failed'],
    ['zone', { zone: 'Mars/Olympus' }, 'time.zone'],
    ['to', { to: '2027-06-08' }, 'validation.failed'],
    ['to', { to: '2027-09-09' }, 'validation.failed'],
    ['stepMinutes', { to: '2027-06-30', stepMinutes: '1' }, 'validation.failed'],
    ['stepMinutes', { stepMinutes: '0' }, 'validation.failed'],
    ['stepMinutes', { stepMinutes: '' }, 'validation.failed'],
    ['durationMinutes', { durationMinutes: '1441' }, 'validation.failed'],
    ['from', { from: '2027-02-30' }, 'validation.failed'],
    ['tolerance', { tolerance: '-1' }, 'validation.failed'],
    ['limit', { limit: '51' }, 'validation.failed'],
    ['restDays', { restDays: 'maybe' }, 'validation.failed'],
    ['hours', { hours: 'boston:08:00-20:00' }, 'validation.failed'],
    ['hours', { hours: 'rome:8-20' }, 'validation.failed'],
    ['hours', { hours: 'rome:08:00-08:00' }, 'validation.failed'],
    ['hours', { hours: 'rome:08:00-20:00,rome:09:00-10:00' }, 'validation.failed'],
    ['speakers', { speakers: ',' }, 'validation.failed'],
    ['programme', { programme: '' }, 'validation.failed'],
  ])('are refused by %s: %j', async (path, query, code) => {
    const { status, body } = await gateway.send(
      `/v1/fair-times?${new URLSearchParams({ cities: 'rome', ...WEDNESDAY, ...(query as object) })}`,
    );
    expect([status, body.code]).toEqual([422, code]);
    expect(body.errors.map((error) => error.path)).toEqual([path]);
  });
});
