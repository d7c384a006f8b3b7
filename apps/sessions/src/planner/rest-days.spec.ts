import { afterEach, describe, expect, it } from '@jest/globals';
import { FindPlanDays, type PlanHolidays } from '#contracts';
import { withFestival } from '../testing/festival.js';
import { ORGANIZER, PARTICIPANT, PROGRAMME } from '../testing/forum.js';
import { planning, START_ONLY } from '../testing/planning.js';

const world = withFestival();
const { create } = world;
const { start, planned } = planning(world);
const ROME = { rome: 'required' } as const;
/** Thursday to Monday. */
const window = { from: '2027-06-03', to: '2027-06-07' };
const restDays = 'avoid' as const;
const known = (days: PlanHolidays['days'] = { IT: {} }, years = [2027]): PlanHolidays => ({ years, days });

afterEach(() =>
  world.service.sql(`UPDATE sessions SET status = 'cancelled' WHERE programme_id = $1`, [PROGRAMME]),
);
const waiting = (from = window.from, to = window.to) =>
  create({ ...START_ONLY, title: 'Debate', place: null, parts: ROME, window: { from, to } });

describe('a plan that avoids rest days', () => {
  it('asks first whose holidays it needs, and of which years', async () => {
    await create({ ...START_ONLY, parts: { rome: 'required', tokyo: 'invited' } });
    await waiting('2027-12-30', '2027-12-31');
    const ask = (actor = ORGANIZER) =>
      world.service.ask(FindPlanDays, { eventId: world.festival.id, restDays }, { actor });
    expect(await ask()).toEqual({ countries: ['IT'], years: [2027, 2028] });
    await expect(ask(PARTICIPANT)).rejects.toMatchObject({ code: 'access.forbidden' });
  });

  it('puts sessions on other days than weekends, holidays and observances to avoid', async () => {
    const rome = world.owned.cities.find(({ slug }) => slug === 'rome')!;
    const before = rome.observances;
    rome.observances = [{ from: '2027-06-04', to: '2027-06-04', label: 'Strike', effect: 'avoid' }];
    try {
      await waiting();
      const holidays = known({ IT: { '2027-06-03': 'Festa' } });
      const { proposal } = await planned({ restDays, holidays });
      expect(proposal!.changes[0]!.to.start.local).toMatch(/^2027-06-07T/);
      expect(proposal).toMatchObject({ proof: 'proven', worst: 0, restDays: [] });
      for (const [day, kind] of [
        ['2027-06-03', 'holiday'],
        ['2027-06-04', 'observance'],
        ['2027-06-05', 'weekend'],
      ]) {
        const only = { from: day!, to: day!, hours: { from: '15:00', to: '20:00' } };
        const { proposal: there } = await planned({ restDays, holidays, ...only });
        expect(there).toMatchObject({ worst: 2, restDays: [{ date: day, kind }] });
        const { proposal: anyway } = await planned(only);
        expect(anyway).toMatchObject({ worst: 0 });
        expect(anyway).not.toHaveProperty('restDays');
      }
    } finally {
      rome.observances = before;
    }
  });

  it('says what it could not avoid, and counts it', async () => {
    const rome = world.owned.cities.find(({ slug }) => slug === 'rome')!;
    const before = rome.observances;
    rome.observances = [
      { from: '2027-06-05', to: '2027-06-05', label: 'Market', effect: 'avoid' },
      { from: '2027-06-05', to: '2027-06-05', label: 'Concert', effect: 'note' },
    ];
    try {
      const { id } = await waiting('2027-06-05', '2027-06-05');
      const { proposal } = await planned({
        restDays,
        holidays: known({ IT: { '2027-06-05': 'Festa' } }),
        hours: { from: '15:00', to: '20:00' },
      });
      const day = { session: id, city: 'rome', date: '2027-06-05' };
      expect(proposal).toMatchObject({
        // An hour on a rest day, in its working hours: 2, however many reasons there are to rest.
        worst: 2,
        burdens: { rome: 2 },
        restDays: [
          { ...day, kind: 'weekend', label: 'its weekend' },
          { ...day, kind: 'holiday', label: 'Festa' },
          { ...day, kind: 'observance', label: 'Market' },
        ],
      });
    } finally {
      rome.observances = before;
    }
  });

  it.each([
    ['nothing', undefined],
    ['another year', known({ IT: {} }, [2026])],
    ['another country', known({ VN: {} })],
  ])('is not computed with holidays of %s', async (_, holidays) => {
    await waiting();
    await expect(start({ restDays, holidays })).rejects.toMatchObject({ code: 'plan.outdated' });
  });
});
