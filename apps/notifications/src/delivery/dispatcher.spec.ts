import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#platform';
import { waitFor } from '#platform/testing';
import { Forum } from '../testing/forum.js';
import { Dispatcher } from './dispatcher.js';

describe('Dispatches', () => {
  let forum: Forum;
  beforeAll(async () => {
    forum = await Forum.open({ reminderRules: [] });
  }, 60_000);
  afterAll(() => forum.close());

  /** Opens them together, in this order, as facts and firings do. */
  const open = async (
    sessionId: string,
    dispatches: readonly { notice: string; rule?: string; zone?: string }[],
  ) => {
    await forum.service.sql(
      `INSERT INTO dispatches (id, notice, session_id, time_version, rule, zone)
       SELECT id, notice, $1, 1, rule, zone FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[])
         AS opened (id, notice, rule, zone)`,
      [
        sessionId,
        dispatches.map(() => newId()),
        dispatches.map(({ notice }) => notice),
        dispatches.map(({ rule }) => rule ?? null),
        dispatches.map(({ zone }) => zone ?? null),
      ],
    );
    forum.service.app.get(Dispatcher).poke();
  };
  const noticesTo = async (personId: string) => {
    const rows = await forum.service.sql<{ notice: string }>(
      'SELECT notice FROM deliveries WHERE person_id = $1 ORDER BY id',
      [personId],
    );
    return rows.map(({ notice }) => notice);
  };

  it('that cannot be written keep none of those beside them from being written', async () => {
    const session = await forum.schedule('2030-01-10T12:00:00Z');
    const good = await forum.seatInSilence(session, 'Good', { zone: 'Europe/Rome' });
    const bad = await forum.seatInSilence(session, 'Bad', { zone: 'Nowhere/Else' });
    await open(session.id, [
      { notice: 'reminder', rule: 'P1D', zone: 'Nowhere/Else' },
      { notice: 'reminder', rule: 'P1D', zone: 'Europe/Rome' },
    ]);
    await waitFor(async () => (await noticesTo(good.personId)).length === 1, { what: 'the good one' });
    expect(await noticesTo(bad.personId)).toEqual([]);
    await forum.service.sql(`UPDATE dispatches SET state = 'done' WHERE zone = 'Nowhere/Else'`);
  });

  it('of news of one session are written in the order in which it happened, also when the first one fails', async () => {
    const session = await forum.schedule('2030-01-11T12:00:00Z');
    const { personId } = await forum.seatInSilence(session, 'Reader', { mode: 'in-person' });
    forum.participants.failures = 1;
    await open(session.id, [{ notice: 'time-changed' }, { notice: 'place-changed' }]);
    const failed = () =>
      forum.service.sql<{ id: string }>(
        `UPDATE dispatches SET next_try_at = clock_timestamp()
         WHERE session_id = $1 AND attempts = 1 AND lease_until IS NULL RETURNING id`,
        [session.id],
      );
    await waitFor(async () => (await failed()).flat().length > 0, { what: 'the first one to fail' });
    forum.service.app.get(Dispatcher).poke();
    await waitFor(async () => (await noticesTo(personId)).length === 2, { what: 'both to be written' });
    expect(await noticesTo(personId)).toEqual(['time-changed', 'place-changed']);
  });
});
