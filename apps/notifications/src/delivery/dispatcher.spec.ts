import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#platform';
import { v7 } from 'uuid';
import { waitFor } from '#platform/testing';
import { Forum } from '../testing/forum.js';
import { Dispatcher } from './dispatcher.js';

describe('Dispatches', () => {
  let forum: Forum;
  beforeAll(async () => {
    forum = await Forum.open({ env: { SWEEP_SECONDS: '3600' }, reminderRules: [] });
  }, 60_000);
  afterAll(() => forum.close());

  /** Opens them together, in this order, as facts and firings do. */
  const open = async (
    sessionId: string,
    dispatches: readonly { id?: string; notice: string; rule?: string; zone?: string }[],
    poked = true,
  ) => {
    await forum.service.sql(
      `INSERT INTO dispatches (id, notice, session_id, time_version, rule, zone)
       SELECT id, notice, $1, 1, rule, zone FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[])
         AS opened (id, notice, rule, zone)`,
      [
        sessionId,
        dispatches.map(({ id }) => id ?? newId()),
        dispatches.map(({ notice }) => notice),
        dispatches.map(({ rule }) => rule ?? null),
        dispatches.map(({ zone }) => zone ?? null),
      ],
    );
    if (poked) forum.service.app.get(Dispatcher).poke();
  };
  const noticesTo = async (personId: string) => {
    const rows = await forum.service.sql<{ notice: string }>(
      'SELECT notice FROM deliveries WHERE person_id = $1 ORDER BY created_at',
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

  it('of news of one session are written in the order in which it happened, also when the first one is tried again later', async () => {
    const session = await forum.schedule('2030-01-11T12:00:00Z');
    const { personId } = await forum.seatInSilence(session, 'Reader', { mode: 'in-person' });
    const tried = (sessionId: string, when: string) =>
      forum.service.sql(
        `UPDATE dispatches SET next_try_at = clock_timestamp() + $2::interval
         WHERE session_id = $1 AND notice = 'time-changed'`,
        [sessionId, when],
      );
    // Opened by a process whose clock is ahead.
    const id = v7({ msecs: Date.now() + 2 * 3_600_000 });
    await open(session.id, [{ id, notice: 'time-changed' }], false);
    await tried(session.id, '1 hour');
    await open(session.id, [{ notice: 'place-changed' }], false);
    const other = await forum.schedule('2030-01-12T12:00:00Z');
    const neighbour = await forum.seatInSilence(other, 'Neighbour');
    await open(other.id, [{ notice: 'time-changed' }]);
    await waitFor(async () => (await noticesTo(neighbour.personId)).length === 1, { what: 'the other one' });
    await tried(session.id, '0 hours');
    forum.service.app.get(Dispatcher).poke();
    await waitFor(async () => (await noticesTo(personId)).length === 2, { what: 'both to be written' });
    expect(await noticesTo(personId)).toEqual(['time-changed', 'place-changed']);
  });
});
