import { afterEach, describe, expect, it } from '@jest/globals';
import { CancelPlan } from '#contracts';
import { withFestival } from '../testing/festival.js';
import { ORGANIZER, PROGRAMME } from '../testing/forum.js';
import { planning, START_ONLY, WINDOW } from '../testing/planning.js';

const world = withFestival();
const { create, find } = world;
const { start, ended, planned } = planning(world);

/** Far too much to be proven in a second: every session wants every hour. */
const manySessions = async () => {
  for (let index = 0; index < 10; index++) {
    const required = { boston: 'required', tokyo: 'required', rome: 'required' } as const;
    await create({
      ...START_ONLY,
      title: `Talk ${index}`,
      window: { from: '2027-06-10', to: '2027-06-14' },
      parts: required,
      durationMinutes: 45 + (index % 7) * 5,
    });
  }
};

// The festivals of all tests are of one programme, and their halls and chairs are the same.
afterEach(() =>
  world.service.sql(`UPDATE sessions SET status = 'cancelled' WHERE programme_id = $1`, [PROGRAMME]),
);

describe('a running plan', () => {
  it('is the only one of its event, and can be cancelled', async () => {
    await manySessions();
    const plan = await start({ timeLimitSeconds: 300, stepMinutes: 15 });
    await expect(start()).rejects.toMatchObject({ code: 'plan.running' });
    // Requests are answered while it is solved.
    expect(await find()).toHaveLength(10);

    const cancelled = await world.service.ask(CancelPlan, { id: plan.id }, { actor: ORGANIZER });
    expect(cancelled).toMatchObject({ status: 'cancelled' });
    await expect(world.service.ask(CancelPlan, { id: plan.id }, { actor: ORGANIZER })).rejects.toMatchObject({
      code: 'plan.state',
    });
    const again = await start({ timeLimitSeconds: 300, stepMinutes: 15 });
    await world.service.ask(CancelPlan, { id: again.id }, { actor: ORGANIZER });
  });

  it('fails by a sweep when the process that computed it has died', async () => {
    await create({ ...START_ONLY, title: 'First', window: WINDOW });
    const plan = await planned();
    await world.service.sql(
      `WITH died AS (
         UPDATE plans SET status = 'running', proposal = NULL, finished_at = NULL,
           lease_until = now() - interval '1 second' WHERE id = $1
       )
       INSERT INTO plan_runs (event_id, plan_id) VALUES ($2, $1)`,
      [plan.id, world.festival.id],
    );
    expect(await ended(plan)).toMatchObject({
      status: 'failed',
      failure: expect.stringContaining('has ended'),
    });
    expect(await planned()).toMatchObject({ status: 'proposed' });
  });
});
