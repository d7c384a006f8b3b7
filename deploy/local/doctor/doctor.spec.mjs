import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { waitFor } from '#platform/testing';
import { makeCities, makeEvent, makeProgramme, startEvents } from '../../../apps/events/src/testing/world.js';
import { startSessions } from '../../../apps/sessions/src/testing/forum.js';
import { ROOT } from '../settings.mjs';
import { connectDoctor } from './connection.mjs';
import { compareCopies, isEqual, isSound, repair, reportAll } from './examination.mjs';
import { dropParked, listParked, replayParked } from './parked.mjs';

jest.setTimeout(60_000);
const BOTH = ['events', 'sessions'];

describe('the doctor', () => {
  let events, sessions, doctor, event;
  beforeAll(async () => {
    events = await startEvents();
    sessions = await startSessions(undefined, { nats: events.nats });
    doctor = await connectDoctor(events.nats.url);
    await makeCities(events);
    event = await makeEvent(events, await makeProgramme(events, 'forum'));
    await waitFor(async () => (await sessions.sql('SELECT 1 FROM events')).length === 1);
    await waitFor(async () => (await sessions.sql('SELECT 1 FROM cities')).length === 6);
  });
  afterAll(async () => {
    await doctor.close();
    await sessions.stop({ keep: true });
    await sessions.database.drop();
    await events.stop();
  });

  const examine = async () => {
    const reports = await reportAll(doctor.ask, BOTH);
    return { reports, comparisons: await compareCopies(doctor.ask, reports) };
  };
  const program = (...args) =>
    new Promise((resolve) => {
      execFile(
        process.execPath,
        [path.join(ROOT, 'deploy/local/doctor.mjs'), ...args],
        { env: { ...process.env, NATS_URL: events.nats.url } },
        (error, stdout, stderr) => resolve({ status: error?.code ?? 0, stdout, stderr }),
      );
    });

  it('finds nothing in a system that is sound', async () => {
    const { reports, comparisons } = await examine();
    expect(comparisons.map(({ noun, count }) => [noun, count])).toEqual([
      ['city', 6],
      ['programme', 1],
      ['event', 1],
    ]);
    expect(isSound(reports, comparisons)).toBe(true);
  });

  it('finds what a copy lacks or has in an older version, and repairs it', async () => {
    await sessions.sql(`DELETE FROM cities WHERE slug = 'rome'`);
    await sessions.sql(`UPDATE events SET version = 0, status = 'cancelled', host_city = 'boston'`);
    const { reports, comparisons } = await examine();
    expect(isSound(reports, comparisons)).toBe(false);
    expect(comparisons).toMatchObject([
      { noun: 'city', missing: ['rome'], behind: [], beyond: [] },
      { noun: 'programme', missing: [], behind: [], beyond: [] },
      { noun: 'event', missing: [], behind: [event.id], beyond: [] },
    ]);

    const { published, left } = await repair(doctor.ask, comparisons);
    expect(published).toBe(2);
    expect(left.every(isEqual)).toBe(true);
    expect(await sessions.sql('SELECT status, host_city FROM events')).toEqual([
      { status: event.status, host_city: event.hostCity },
    ]);
  });

  it('names what a copy has and its owner does not, which no repair can mend', async () => {
    await sessions.sql(`INSERT INTO cities VALUES ('atlantis', 'UTC', NULL, 1)`);
    const { comparisons } = await examine();
    expect(comparisons[0]).toMatchObject({ noun: 'city', beyond: ['atlantis'] });
    await sessions.sql(`DELETE FROM cities WHERE slug = 'atlantis'`);
  });

  it('shows parked facts, gives them to their handler again, or gives them up', async () => {
    const consumer = 'sessions_fact-events-city-changed-v1';
    const [{ envelope }] = await events.sql(
      `SELECT envelope FROM outbox WHERE subject = 'fact.events.city.changed.v1' LIMIT 1`,
    );
    const park = (factId, data) =>
      sessions.sql(`INSERT INTO parked_facts VALUES ($1, $2, 'fact.events.city.changed.v1', $3, 'broken')`, [
        consumer,
        factId,
        JSON.stringify({ ...envelope, id: factId, data }),
      ]);
    await park('good', envelope.data);
    await park('bad', {});
    expect((await listParked(doctor.ask, BOTH)).map(({ service, factId }) => [service, factId])).toEqual([
      ['sessions', 'good'],
      ['sessions', 'bad'],
    ]);
    expect(await replayParked(doctor.ask, 'sessions', 'good')).toEqual([{ consumer, error: null }]);
    expect(await replayParked(doctor.ask, 'sessions', 'bad')).toEqual([
      { consumer, error: expect.any(String) },
    ]);
    expect(await dropParked(doctor.ask, 'sessions', 'bad')).toEqual([{ consumer, error: null }]);
    expect(await listParked(doctor.ask, BOTH)).toEqual([]);
  });

  it('is a program that tells people, and ends with 1 while services are away', async () => {
    const { stdout, status } = await program();
    expect(stdout).toContain('events         outbox empty');
    expect(stdout).toContain('! participants: does not answer');
    expect(stdout).toContain('sessions ← events              city       6 compared');
    expect(status).toBe(1);
    expect(await program('--replay', 'sessions', 'nothing')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('sessions has no parked fact “nothing”'),
    });
  });
});
