import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { SessionState } from '#contracts';
import { waitFor } from '#platform/testing';
import { DataSource } from 'typeorm';
import { Dispatcher } from '../delivery/dispatcher.js';
import { Pump } from '../delivery/pump.js';
import { Forum } from '../testing/forum.js';
import { Countdown } from './countdown.js';
import { ReminderQueue } from './reminder.queue.js';
import { Sweeper } from './sweeper.js';

jest.setTimeout(30_000);

/** Two processes that neither count down nor look for reminders that are due: what fires has been woken by BullMQ. */
describe('An alarm that rings', () => {
  let forum: Forum;
  let restOfTheSweep: NodeJS.Timeout;
  beforeAll(async () => {
    forum = await Forum.open({ instances: 2, reminderRules: ['PT10M'] });
    for (const { app } of forum.instances) {
      await app.get(Countdown).beforeApplicationShutdown();
      await app.get(Sweeper).beforeApplicationShutdown();
    }
    restOfTheSweep = setInterval(() => {
      for (const { app } of forum.instances) {
        app.get(Dispatcher).poke();
        app.get(Pump).poke();
      }
    }, 500);
  }, 60_000);
  afterAll(async () => {
    clearInterval(restOfTheSweep);
    await forum.close();
  });

  const queue = () => forum.service.app.get(ReminderQueue).queue;
  const alarmsOf = async ({ id }: SessionState) =>
    (await queue().getDelayed()).filter(({ data }) => data.sessionId === id);
  const remindersTo = (name: string) => forum.mail.mailsTo(`${name}@example.org`, 'Reminder');
  const statesOf = async ({ id }: SessionState) =>
    (await forum.reminders(id)).map(({ zone, state }) => `${zone} ${state}`);

  const isWaiting = async () => {
    const [one] = await forum.service.sql(
      `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
    );
    return one !== undefined;
  };

  /** A session with readers in two zones, which a move has planned anew together: one alarm for both. */
  async function moved(from: string, to: string, names: readonly [string, string]) {
    const session = await forum.schedule(from);
    const far = await forum.seat(session, names[0], { zone: 'Asia/Tokyo' });
    await forum.seat(session, names[1], { zone: 'America/New_York' });
    await forum.settled();
    await waitFor(async () => (await alarmsOf(session)).length === 2, { what: 'an alarm for each seat' });
    const [first] = await alarmsOf(session);
    const next = await forum.move(session, to);
    await forum.settled();
    await waitFor(async () => (await alarmsOf(session)).length === 3, { what: 'one alarm for the move' });
    const [alarm] = (await alarmsOf(session)).filter(({ data }) => data.dueAt !== first!.data.dueAt);
    return { session: next, far, alarm: alarm!, stale: first! };
  }

  it('fires everything that is planned for its moment, once, however many ring', async () => {
    const { session, alarm, stale } = await moved('2030-01-10T12:00:00Z', '2030-01-11T12:00:00Z', [
      'one',
      'two',
    ]);
    await forum.service.moveClockTo('2030-01-11T11:50:01Z');
    const again = await queue().addBulk(
      Array.from({ length: 6 }, () => ({ name: 'wake', data: alarm.data, opts: { removeOnComplete: true } })),
    );
    await Promise.all([alarm.promote(), stale.promote()]);
    for (const { id } of [...again, alarm, stale])
      await waitFor(async () => !(await queue().getJob(id!)), { what: `alarm ${id} to be done` });
    await forum.settled();
    expect([remindersTo('one').length, remindersTo('two').length]).toEqual([1, 1]);
    expect(await statesOf(session)).toEqual(['America/New_York fired', 'Asia/Tokyo fired']);
  });

  it('fires what is left of its moment, and nothing that is planned for another', async () => {
    const { session, far, alarm, stale } = await moved('2030-02-10T12:00:00Z', '2030-02-11T12:00:00Z', [
      'three',
      'four',
    ]);
    await forum.changeSeat(far, 'cancelled', 'cancelled');
    await forum.settled();
    await forum.service.moveClockTo('2030-02-10T11:50:01Z');
    await stale.promote();
    await waitFor(async () => !(await queue().getJob(stale.id!)), { what: 'the older alarm to be done' });
    expect(await statesOf(session)).toEqual(['America/New_York planned', 'Asia/Tokyo cancelled']);
    await forum.service.moveClockTo('2030-02-11T11:50:01Z');
    await alarm.promote();
    await forum.settled();
    expect([remindersTo('three').length, remindersTo('four').length]).toEqual([0, 1]);
    expect(await statesOf(session)).toEqual(['America/New_York fired', 'Asia/Tokyo cancelled']);
  });

  it('waits on while Postgres’s clock says that it is too early, and by that clock', async () => {
    const { session, alarm } = await moved('2030-03-10T12:00:00Z', '2030-03-11T12:00:00Z', ['five', 'six']);
    await forum.service.moveClockTo('2030-03-11T11:49:30Z');
    await alarm.promote();
    await waitFor(async () => (await alarm.getState()) === 'delayed', { what: 'the alarm to wait again' });
    expect(await statesOf(session)).toEqual(['America/New_York planned', 'Asia/Tokyo planned']);
    const { delay = 0 } = (await queue().getJob(alarm.id!))!;
    expect(delay).toBeLessThanOrEqual(30_000);
    await forum.service.moveClockTo('2030-03-11T11:50:01Z');
    await alarm.promote();
    await forum.settled();
    expect([remindersTo('five').length, remindersTo('six').length]).toEqual([1, 1]);
  });

  it('waits for who is just at one of its reminders, and fires it then', async () => {
    const { session, alarm } = await moved('2030-04-10T12:00:00Z', '2030-04-11T12:00:00Z', [
      'seven',
      'eight',
    ]);
    await forum.service.moveClockTo('2030-04-11T11:50:01Z');
    const runner = forum.service.app.get(DataSource).createQueryRunner();
    await runner.startTransaction();
    await runner.query('SELECT FROM reminders WHERE session_id = $1 FOR UPDATE', [session.id]);
    await alarm.promote();
    await waitFor(isWaiting, { what: 'the alarm to wait for the rows' });
    await runner.commitTransaction();
    await runner.release();
    await forum.settled();
    expect([remindersTo('seven').length, remindersTo('eight').length]).toEqual([1, 1]);
  });

  it('wakes nobody when an older version of the service has set it', async () => {
    const session = await forum.schedule('2030-05-10T12:00:00Z');
    const reader = await forum.seat(session, 'nine');
    await forum.settled();
    const job = await queue().add('wake', { id: reader.seatId, generation: 1 } as never);
    await waitFor(async () => (await job.getState()) === 'completed', { what: 'the alarm to be done' });
    expect(await statesOf(session)).toEqual(['America/New_York planned']);
  });
});
