import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '#platform/testing';
import { System, type Client } from './system.js';

/** The demo's autumn week in Boston waits with two sessions for the planner. */
describe('the planner, in the whole system', () => {
  let system: System;
  let organizer: Client;
  let eventId: string;

  beforeAll(async () => {
    system = await System.start();
    organizer = system.organizer;
    const { body } = await organizer.get('/v1/programmes/aiws-forum-2027/events');
    eventId = body.items.find(({ slug }: { slug: string }) => slug === 'autumn-week').id;
  }, 240_000);
  afterAll(() => system?.stop(), 60_000);

  const sessions = async () => (await organizer.get(`/v1/events/${eventId}/sessions`)).body.items;

  it('places the mayors and the start-ups within their days, proven, and applies both at once', async () => {
    const waiting = (await sessions()).filter((session: { start: unknown }) => session.start === null);
    expect(waiting.map(({ slug }: { slug: string }) => slug).sort()).toEqual(['mayors', 'startups']);

    const started = await organizer.post(`/v1/events/${eventId}/plans`, {});
    expect(started).toMatchObject({ status: 202, body: { status: 'running' } });
    const path = `/v1/plans/${started.body.id}`;
    const plan = await waitFor(
      async () => {
        const { body } = await organizer.get(path);
        return body.status === 'running' ? undefined : body;
      },
      { what: 'the plan' },
    );
    expect(plan).toMatchObject({ status: 'proposed', proposal: { proof: 'proven' } });
    for (const { to, localTimes } of plan.proposal.changes) {
      expect(['2027-11-04', '2027-11-05']).toContain(to.start.local.slice(0, 10));
      expect(to.start.zone).toBe('America/New_York');
      expect(localTimes.length).toBeGreaterThan(1);
    }

    expect(await organizer.post(`${path}/apply`, {})).toMatchObject({
      status: 200,
      body: { status: 'applied' },
    });
    const placed = (await sessions()).filter(({ slug }: { slug: string }) =>
      ['mayors', 'startups'].includes(slug),
    );
    expect(placed).toHaveLength(2);
    for (const { id, start, status } of placed) {
      const change = plan.proposal.changes.find((each: { session: string }) => each.session === id);
      expect({ start, status }).toEqual({ start: change.to.start, status: 'draft' });
    }
  }, 120_000);
});
