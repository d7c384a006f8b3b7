import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { reportHealth } from '#contracts';
import { waitFor } from '#platform/testing';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { Forum } from '../testing/forum.js';
import { ReminderQueue } from './reminder.queue.js';

/** As the service's own jobs: no trace is left of one that is done. */
const once = { removeOnComplete: true, removeOnFail: true };

describe('The alarm clock', () => {
  let forum: Forum;
  let redis: Redis;
  beforeAll(async () => {
    forum = await Forum.open({ reminderRules: ['PT10M'] });
    redis = new Redis(forum.redis.url, { maxRetriesPerRequest: null });
    redis.on('error', () => undefined);
  }, 60_000);
  afterAll(async () => {
    redis.disconnect();
    await forum.close();
  });

  const jobs = async () =>
    (await redis.keys('meridian:reminders:r-*')).map((key) => key.replace('meridian:reminders:', '')).sort();
  const reminderOf = async (sessionId: string) => {
    const [row] = await forum.service.sql<{ id: string }>('SELECT id FROM reminders WHERE session_id = $1', [
      sessionId,
    ]);
    return row!.id;
  };
  const isRedisUp = async () => {
    const { dependencies } = await forum.service.ask(reportHealth('notifications'), {});
    return dependencies.find(({ name }) => name === 'redis')!.up;
  };

  it('has a job for each planning of a moment, however many reminders are due then', async () => {
    const session = await forum.schedule('2030-01-10T12:00:00Z');
    await forum.seat(session, 'Reader');
    await forum.seat(session, 'Far reader', { zone: 'Asia/Tokyo' });
    await waitFor(async () => (await jobs()).length === 2);
    const rows = await forum.service.sql<{ id: string }>('SELECT id FROM reminders');
    const planning = (generation: number) => rows.map(({ id }) => `r-${id}-${generation}`);
    expect(await jobs()).toEqual(planning(1).sort());
    // Both are planned anew at once, for one moment.
    await forum.move(session, '2030-01-11T12:00:00Z');
    await waitFor(async () => (await jobs()).length > 2);
    const [again, ...more] = (await jobs()).filter((job) => !planning(1).includes(job));
    expect(planning(2)).toContain(again);
    expect(more).toEqual([]);
    const data = await redis.hget(`meridian:reminders:${again}`, 'data');
    expect(JSON.parse(data!)).toEqual({ sessionId: session.id, dueAt: '2030-01-11T11:50:00.000Z' });
  });

  it('waits on when it rings before Postgres’s clock says that it is time', async () => {
    await redis.flushall();
    const session = await forum.schedule('2030-02-10T12:00:00Z');
    await forum.seat(session, 'Patient');
    await forum.settled();
    const id = await reminderOf(session.id);
    await redis.flushall();
    // An alarm that a process with a fast clock has set.
    const dueAt = new Date('2030-02-10T11:50:00Z');
    await forum.service.app
      .get(ReminderQueue)
      .add([{ id, sessionId: session.id, generation: 1, dueAt }], dueAt);
    await waitFor(async () => (await redis.zcard('meridian:reminders:delayed')) === 1);
    expect(await forum.reminders(session.id)).toMatchObject([{ state: 'planned' }]);
    expect(forum.mail.mailsTo('patient@example.org', 'Reminder')).toEqual([]);
  });

  it('may lose everything: each reminder is sent, once', async () => {
    const session = await forum.schedule('2030-03-10T12:00:00Z');
    await forum.seat(session, 'Flushed');
    await forum.settled();
    await redis.flushall();
    await forum.moveClockTo('2030-03-10T11:50:01Z');
    expect(forum.mail.mailsTo('flushed@example.org', 'Reminder')).toHaveLength(1);
  });

  it('may ring many times, from jobs of any process and next to the sweep: each reminder is sent, once', async () => {
    const session = await forum.schedule('2030-03-20T12:00:00Z');
    await forum.seat(session, 'Woken Often');
    await forum.settled();
    const alarm = { sessionId: session.id, dueAt: '2030-03-20T11:50:00.000Z' };
    // BullMQ gives a job out again when its worker seems dead; here five workers have the same one, and one is late.
    const queue = new Queue('reminders', { connection: redis, prefix: 'meridian' });
    const ring = (times: number) =>
      queue.addBulk(Array.from({ length: times }, () => ({ name: 'wake', data: alarm, opts: once })));
    await forum.service.moveClockTo('2030-03-20T11:50:01Z');
    await ring(5);
    await forum.settled();
    await ring(1);
    await waitFor(async () => (await queue.getJobCountByTypes('waiting', 'active')) === 0);
    await forum.settled();
    expect(forum.mail.mailsTo('woken.often@example.org', 'Reminder')).toHaveLength(1);
    await queue.close();
  });

  it('may be full: what it takes no more is found by the sweep, once', async () => {
    await redis.config('SET', 'maxmemory', '1');
    await expect(redis.set('one-more', 'key')).rejects.toThrow('OOM');
    const session = await forum.schedule('2030-03-25T12:00:00Z');
    await forum.seat(session, 'Out Of Memory');
    await forum.settled();
    expect(await jobs()).not.toContain(`r-${await reminderOf(session.id)}-1`);
    await forum.moveClockTo('2030-03-25T11:50:01Z');
    expect(forum.mail.mailsTo('out.of.memory@example.org', 'Reminder')).toHaveLength(1);
    await redis.config('SET', 'maxmemory', '0');
  });

  it('may be killed over the hour of a reminder, and rings late for what has been sent', async () => {
    const session = await forum.schedule('2030-03-28T12:00:00Z');
    await forum.seat(session, 'Killed Meanwhile');
    await forum.settled();
    await waitFor(async () => (await jobs()).includes(`r-${await reminderOf(session.id)}-1`));
    await forum.redis.kill();
    await forum.moveClockTo('2030-03-28T11:50:01Z');
    expect(forum.mail.mailsTo('killed.meanwhile@example.org', 'Reminder')).toHaveLength(1);
    await forum.redis.restart();
    await waitFor(isRedisUp, { what: 'Redis to be found again' });
    // The append-only file has kept the job; let its time come.
    const queue = new Queue('reminders', { connection: redis, prefix: 'meridian' });
    const job = await queue.getJob(`r-${await reminderOf(session.id)}-1`);
    await job!.promote();
    await waitFor(async () => !(await jobs()).includes(job!.id!), { what: 'the job to be done' });
    await forum.settled();
    expect(forum.mail.mailsTo('killed.meanwhile@example.org', 'Reminder')).toHaveLength(1);
    await queue.close();
  });

  it('may be away: the service says so, goes on, and takes it up again', async () => {
    const session = await forum.schedule('2030-04-10T12:00:00Z');
    await forum.redis.kill();
    await waitFor(async () => !(await isRedisUp()), { what: 'Redis to be missed' });
    await forum.seat(session, 'Without Redis');
    await forum.moveClockTo('2030-04-10T11:50:01Z');
    expect(forum.mail.mailsTo('without.redis@example.org', 'Reminder')).toHaveLength(1);

    await forum.redis.restart();
    await waitFor(isRedisUp, { what: 'Redis to be found again' });
    const next = await forum.schedule('2030-05-10T12:00:00Z');
    await forum.seat(next, 'With Redis');
    await forum.settled();
    const [row] = await forum.service.sql<{ id: string }>('SELECT id FROM reminders WHERE session_id = $1', [
      next.id,
    ]);
    await waitFor(async () => (await jobs()).includes(`r-${row!.id}-1`));
  });
});
