import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#platform';
import { FiringService } from '../reminders/firing.service.js';
import { changeOf, Forum } from '../testing/forum.js';

describe('Two instances', () => {
  let forum: Forum;
  beforeAll(async () => {
    forum = await Forum.open({ instances: 2, reminderRules: ['PT10M'] });
  }, 60_000);
  afterAll(() => forum.close());

  it('send each mail once, whatever they find at the same time', async () => {
    const session = await forum.schedule('2030-01-10T12:00:00Z');
    for (let n = 0; n < 60; n++) await forum.seat(session, `Reader ${n}`);
    await forum.settled();
    await forum.service.moveClockTo('2030-01-10T11:50:01Z');
    await Promise.all(forum.instances.map(({ app }) => app.get(FiringService).fireDue('sweep')));
    await forum.settled();
    for (let n = 0; n < 60; n++) {
      expect(forum.mail.mailsTo(`reader.${n}@example.org`, 'Your seat')).toHaveLength(1);
      expect(forum.mail.mailsTo(`reader.${n}@example.org`, 'Reminder')).toHaveLength(1);
    }
  }, 30_000);

  it('apply facts once that come several times, late and in any order', async () => {
    const session = await forum.schedule('2030-02-10T12:00:00Z');
    const moved = await forum.move(session, '2030-02-11T12:00:00Z');
    await forum.settled();
    const person = await forum.seat(session, 'Repeated');
    await forum.settled();
    const id = await forum.publishSeats(session.id, [changeOf(person, null, 'taken')], newId());
    for (let n = 0; n < 3; n++) {
      await forum.publishSeats(session.id, [changeOf(person, null, 'taken')], id);
      await forum.publishSession(session);
      await forum.publishSession(moved);
    }
    await forum.settled();
    expect(forum.mail.mailsTo('repeated@example.org', 'Your seat')).toHaveLength(2);
    expect(forum.mail.mailsTo('repeated@example.org', 'New time')).toHaveLength(0);
    const again = await forum.move(moved, '2030-02-12T12:00:00Z');
    for (const state of [again, moved, session]) await forum.publishSession(state);
    await forum.settled();
    expect(forum.mail.mailsTo('repeated@example.org', 'New time')).toHaveLength(1);
    expect(await forum.reminders(session.id)).toMatchObject([{ dueAt: '2030-02-12T11:50:00.000Z' }]);
  });

  it('hear of a seat before its session, and remind all the same', async () => {
    const early = { ...(await forum.schedule('2030-03-01T12:00:00Z')), id: newId() };
    await forum.seat(early, 'Overtaker');
    await forum.publishSession(early);
    await forum.settled();
    expect(forum.mail.mailsTo('overtaker@example.org', 'Your seat')).toHaveLength(1);
    expect(await forum.reminders(early.id)).toMatchObject([{ rule: 'PT10M', state: 'planned' }]);
  });
});
