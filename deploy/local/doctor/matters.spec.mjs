import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { CreateSession, OpenPoll, ProposeMove, PublishRelease } from '#contracts';
import { newId } from '#platform';
import { waitFor } from '#platform/testing';
import { Forum } from '../../../apps/notifications/src/testing/forum.js';
import { answerForEvents } from '../../../apps/sessions/src/testing/events-owner.js';
import {
  forumCities,
  forumProgramme,
  ORGANIZER,
  seaFestival,
  startSessions,
  talk,
} from '../../../apps/sessions/src/testing/forum.js';
import { connectDoctor } from './connection.mjs';
import { compareCopies, isEqual, repair, reportAll } from './examination.mjs';

jest.setTimeout(90_000);
const BOTH = ['sessions', 'notifications'];
const ZONE = 'Asia/Ho_Chi_Minh';

describe('what cities are asked, as the doctor compares it', () => {
  let forum, sessions, doctor, endEvents, move, poll;
  beforeAll(async () => {
    forum = await Forum.open();
    await forum.sessions.stop();
    sessions = await startSessions(undefined, { nats: forum.nats });
    const festival = seaFestival({ id: newId() });
    endEvents = await answerForEvents(sessions, {
      cities: forumCities(),
      programmes: [forumProgramme()],
      events: [festival],
      imports: new Map(),
    });
    doctor = await connectDoctor(forum.nats.url);

    const ask = (definition, input) => sessions.ask(definition, input, { actor: ORGANIZER });
    const parts = { 'nha-trang': 'required', rome: 'required' };
    const opening = await ask(CreateSession, talk({ eventId: festival.id, parts }));
    await ask(PublishRelease, { eventId: festival.id });
    const start = { local: '2027-06-10T20:00:00', zone: ZONE };
    move = await ask(ProposeMove, { sessions: [{ id: opening.id, start }], reason: 'The tide.' });
    const later = await ask(
      CreateSession,
      talk({ eventId: festival.id, slug: 'later', title: 'Later', start: null, parts }),
    );
    poll = await ask(OpenPoll, {
      sessionId: later.id,
      candidates: ['2027-06-11T11:00:00Z', '2027-06-11T12:00:00Z'],
    });
    await waitFor(async () => (await copies()).length === 2, { what: 'both to be copied' });
  });
  afterAll(async () => {
    await doctor.close();
    await endEvents();
    await sessions.stop({ keep: true });
    await sessions.database.drop();
    await forum.close();
  });

  const copies = () => forum.service.sql('SELECT kind, id, version, data FROM matter_copies ORDER BY kind');
  const examine = async () => {
    const all = await compareCopies(doctor.ask, await reportAll(doctor.ask, BOTH));
    return all.filter(({ noun }) => noun === 'move' || noun === 'poll');
  };

  it('counts moves and polls each by themselves, and nothing else that is kept beside them', async () => {
    await forum.service.sql(
      `INSERT INTO matter_copies VALUES ('series', 'a-warning', 'programme', 1, '{}'), ('block', 'a-block', 'programme', 1, '{}')`,
    );
    const comparisons = await examine();
    expect(comparisons.map(({ noun, count }) => [noun, count])).toEqual([
      ['move', 1],
      ['poll', 1],
    ]);
    expect(comparisons.every(isEqual)).toBe(true);
    await forum.service.sql(`DELETE FROM matter_copies WHERE kind IN ('series', 'block')`);
  });

  it('are found when a copy is behind or missing, and repaired', async () => {
    const before = await copies();
    await sessions.sql('UPDATE moves SET version = 2');
    await forum.service.sql(`DELETE FROM matter_copies WHERE kind = 'poll'`);
    const comparisons = await examine();
    expect(comparisons).toMatchObject([
      { noun: 'move', missing: [], behind: [move.id], beyond: [] },
      { noun: 'poll', missing: [poll.id], behind: [], beyond: [] },
    ]);

    expect(await repair(doctor.ask, comparisons)).toMatchObject({ published: 2 });
    const after = await copies();
    expect(after).toMatchObject([{ version: 2, data: { ...before[0].data, version: 2 } }, before[1]]);
    expect((await examine()).every(isEqual)).toBe(true);
  });
});
