import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  createTestDatabase,
  freePort,
  startNats,
  startRedis,
  startTcpProxy,
  waitFor,
  type RunningServer,
  type TestDatabase,
} from '#platform/testing';
import { Queue } from 'bullmq';
import pg from 'pg';
import { dataSourceOptions } from '../../apps/notifications/src/data-source.js';
import { Instance } from './instance.js';

describe('A service that needs Redis ends when it is asked to', () => {
  let nats: RunningServer;
  let database: TestDatabase;
  beforeAll(async () => {
    [nats, database] = await Promise.all([startNats(), createTestDatabase(dataSourceOptions)]);
  });
  afterAll(async () => {
    await database.drop();
    await nats.stop();
  });

  const settings = (redisUrl: string) => ({
    NODE_ENV: 'test',
    NATS_URL: nats.url,
    DATABASE_URL: database.url,
    REDIS_URL: redisUrl,
    SMTP_URL: 'smtp://127.0.0.1:1',
    PUBLIC_URL: 'https://meridian.example',
    LINK_SECRET: 'a secret of the tests, long enough',
  });

  it('though Redis was away from its start on', async () => {
    const env = settings(`redis://127.0.0.1:${await freePort()}`);
    const instance = await Instance.start('notifications', env, 'alive');
    expect(await instance.terminate()).toBe('');
  }, 60_000);

  it('though Redis no longer answers what it said when an alarm was done', async () => {
    const redis = await startRedis();
    const proxy = await startTcpProxy(redis.url);
    const instance = await Instance.start('notifications', settings(proxy.url));
    const queue = new Queue('reminders', { connection: { url: redis.url }, prefix: 'meridian' });
    const sql = new pg.Client({ connectionString: database.url });
    await sql.connect();
    // The alarm's reminder is looked for, and found to be none, only when Redis has fallen silent.
    await sql.query('BEGIN');
    await sql.query('LOCK TABLE notifications.reminders');
    await queue.add('wake', {
      sessionId: '01a20380-6258-7117-a117-334a848833e3',
      dueAt: '2020-06-10T11:00:00Z',
    });
    await waitFor(async () => (await queue.getActiveCount()) === 1);
    proxy.hush();
    await sql.query('COMMIT');
    await waitFor(async () => (await queue.getActiveCount()) === 0);
    await sql.end();
    await queue.close();
    await instance.terminate();
    await proxy.stop();
    await redis.stop();
  }, 90_000);
});
