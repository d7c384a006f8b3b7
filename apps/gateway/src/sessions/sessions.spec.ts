import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  CreateSession,
  FindEvents,
  FindReleases,
  FindScheduleVersions,
  FindSessions,
  RuleViolation,
} from '#contracts';
import { FESTIVAL, OPENING, pageWith } from '../testing/forum.js';
import { TestGateway } from '../testing/test-gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await TestGateway.start();
  await gateway.answer(FindScheduleVersions, () => ({ items: [] }));
});
afterAll(() => gateway.stop());

describe('the schedule of an event', () => {
  it('comes with the local times that are asked for', async () => {
    await gateway.answer(FindEvents, () => pageWith(FESTIVAL));
    const asked = await gateway.answer(FindSessions, () => pageWith(OPENING));

    const { body } = await gateway.send(
      '/v1/events/festival-id/sessions?cities=boston,rome&zone=Asia/Tokyo&limit=5',
    );

    expect(body.items).toHaveLength(1);
    expect(asked[0]!.input).toEqual({
      eventIds: ['festival-id'],
      cities: ['boston', 'rome'],
      zones: ['Asia/Tokyo'],
      limit: 5,
    });
  });

  it.each(['/v1/events/festival-id/sessions', '/v1/sessions/opening-id'])(
    'and %s say of which field a zone is that is none',
    async (path) => {
      await gateway.answer(FindEvents, () => pageWith(FESTIVAL));
      const unknown = { path: 'zones[1]', message: '“Mars” is not a zone of the tzdb' };
      await gateway.answer(
        FindSessions,
        () => new RuleViolation('time.zone', `${unknown.message}.`, undefined, [unknown]),
      );
      const { status, body } = await gateway.send(`${path}?zone=Asia/Tokyo,Mars`);
      expect({ status, errors: body.errors }).toEqual({
        status: 422,
        errors: [{ ...unknown, path: 'zone' }],
      });
    },
  );

  it('of an event that may not be seen is 404', async () => {
    await gateway.answer(FindEvents, () => pageWith());
    await gateway.answer(FindSessions, () => pageWith());

    expect((await gateway.send('/v1/events/secret/sessions')).status).toBe(404);
  });
});

describe('a session', () => {
  it('whose start the clocks skip is refused with suggestions', async () => {
    const suggestions = ['2027-03-14T01:30:00', '2027-03-14T03:30:00'];
    await gateway.answer(
      CreateSession,
      () => new RuleViolation('time.gap', 'The clocks skip it.', { suggestions }),
    );

    const { status, body } = await gateway.send('/v1/events/festival-id/sessions', {
      token: 'organizer',
      body: {
        title: 'Opening',
        durationMinutes: 60,
        start: { local: '2027-03-14T02:30:00', zone: 'America/New_York' },
      },
    });

    expect(status).toBe(422);
    expect(body).toMatchObject({ code: 'time.gap', suggestions });
  });

  it('refuses unknown fields inside of others', async () => {
    const { body } = await gateway.send('/v1/events/festival-id/sessions', {
      token: 'organizer',
      body: {
        title: 'Opening',
        durationMinutes: 60,
        sequence: 3,
        start: { local: 'x', zone: 'UTC', instant: 'y' },
      },
    });

    expect(body.errors.map(({ path }: { path: string }) => path)).toEqual(['start.instant', 'sequence']);
  });
});

describe('a release', () => {
  it('is found by its number', async () => {
    const release = { eventId: 'festival-id', number: 2, at: '2027-01-01T00:00:00Z', changes: [] };
    const asked = await gateway.answer(FindReleases, () => pageWith(release));

    expect((await gateway.send('/v1/events/festival-id/releases/2')).body).toEqual(release);
    expect(asked[0]!.input).toMatchObject({ eventId: 'festival-id', number: 2 });
    expect(await gateway.send('/v1/events/festival-id/releases/last')).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'number' }] },
    });
  });
});
