import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { setClock, type SessionState } from '#contracts';
import { waitFor } from '#platform/testing';
import { changeOf, Forum } from '../testing/forum.js';

const HOUR_MS = 3_600_000;

/** Without Redis, and with a sweep once an hour, nothing but the countdown fires a reminder in time. */
describe('The countdown', () => {
  let forum: Forum;
  beforeAll(async () => {
    forum = await Forum.open({ instances: 2, env: { SWEEP_SECONDS: '3600' }, reminderRules: ['PT10M'] });
    await forum.redis.kill();
  }, 60_000);
  afterEach(() => void jest.restoreAllMocks());
  afterAll(() => forum.close());

  const realNow = Date.now.bind(Date);
  let day = 1;
  /** A session, whose reminders are planned and due ten minutes before its start. */
  const sessionOf = async (...zones: string[]): Promise<SessionState> => {
    const session = await forum.schedule(`2030-01-${String(day++).padStart(2, '0')}T12:00:00Z`);
    for (const zone of zones) await forum.seat(session, `${zone} ${day}`, { zone });
    await waitFor(async () => (await forum.reminders(session.id)).length === zones.length);
    return session;
  };
  /** Moves the database's clock to a second before the reminders of this session are due. */
  const moveBefore = async ({ start }: SessionState) => {
    const due = Date.parse(start!.instant) - 600_000;
    await forum.service.ask(setClock('notifications'), { offsetMs: due - 1_000 - realNow() });
  };
  /** Waits until so many reminders of a session have fired, none early. */
  const fired = async (sessionId: string, count: number) => {
    const statesOf = async () => (await forum.reminders(sessionId)).map(({ state }) => state).join();
    const expected = Array(count).fill('fired').join();
    await waitFor(async () => (await statesOf()) === expected, { what: 'the reminders to fire' });
    const rows = await forum.service.sql<{ early: boolean }>(
      'SELECT fired_at < due_at AS early FROM reminders WHERE session_id = $1',
      [sessionId],
    );
    expect(rows.filter(({ early }) => early)).toEqual([]);
  };

  it('fires what is due, for everybody, once among all instances', async () => {
    const zones = ['Europe/Rome', 'Asia/Tokyo', 'Asia/Kolkata'];
    const session = await sessionOf(...zones);
    await moveBefore(session);
    await fired(session.id, 3);
    const states = () => forum.deliveriesOf(session.id, 'reminder');
    await waitFor(async () => (await states()).join() === 'sent,sent,sent', { what: 'the mails to be sent' });
    expect(forum.mail.accepted.filter(({ subject }) => subject?.startsWith('Reminder'))).toHaveLength(3);
  });

  it('counts down to what was moved nearer', async () => {
    const session = await sessionOf('Europe/Rome');
    await forum.move(session, '2030-02-01T12:00:00Z');
    await waitFor(async () => (await forum.reminders(session.id))[0]!.dueAt === '2030-02-01T11:50:00.000Z');
    await moveBefore(session);
    await forum.move({ ...session, version: 2, timeVersion: 2 }, session.start!.instant);
    await fired(session.id, 1);
  });

  for (const hours of [2, -2]) {
    it(`goes by the database’s clock when the process’s is ${hours} hours off`, async () => {
      const session = await sessionOf('Asia/Tokyo');
      jest.spyOn(Date, 'now').mockImplementation(() => realNow() + hours * HOUR_MS);
      await moveBefore(session);
      await fired(session.id, 1);
    });
  }

  it('fires at once what a fact that comes late makes due in the past', async () => {
    const session = await sessionOf('Europe/Rome');
    const seatSince = await forum.now();
    const late = await forum.seatInSilence(session, 'Late Fact', { zone: 'Asia/Tokyo', seatSince });
    await moveBefore(session);
    await fired(session.id, 1);
    await forum.publishSeats(session.id, [changeOf(late, null, 'taken')]);
    await fired(session.id, 2);
  });
});
