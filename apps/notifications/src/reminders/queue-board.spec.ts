import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '#platform/testing';
import { Forum } from '../testing/forum.js';
import { ReminderQueue } from './reminder.queue.js';

const MAIN = new URL('../../../../dist/apps/notifications/src/main.js', import.meta.url).pathname;

/** A process of its own, as built: the board's packages can't be loaded by jest. */
describe('The board of the alarm clock', () => {
  let forum: Forum;
  let url: string;
  const processes: ChildProcess[] = [];
  beforeAll(async () => {
    forum = await Forum.open({ reminderRules: ['PT10M'] });
    url = await saying(/alarms on (http:[\d/.:]+)/, '0');
    const session = await forum.schedule('2030-01-10T12:00:00Z');
    await forum.seat(session, 'Reader');
    await waitFor(async () => (await delayed()).length === 1, { what: 'the alarm to be set' });
  }, 60_000);
  afterAll(async () => {
    await Promise.all(processes.map(ended));
    await forum.close();
  });

  const ended = async (service: ChildProcess): Promise<void> => {
    // Not gently: it may still be starting.
    if (service.kill('SIGKILL')) await once(service, 'exit');
  };
  /** Starts the service with this BOARD_PORT, and waits until it says what is looked for. */
  const saying = async (line: RegExp, boardPort: string): Promise<string> => {
    const env = { ...forum.env, LOG_LEVEL: 'info', PORT: '0', BOARD_PORT: boardPort };
    const service = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    processes.push(service);
    for await (const text of createInterface(service.stdout)) {
      const found = line.exec(text);
      if (!found) continue;
      service.stdout.resume();
      return found[1] ?? '';
    }
    throw new Error(`the service ended without saying ${String(line)}`);
  };
  const delayed = () => forum.service.app.get(ReminderQueue).queue.getDelayed();
  const statusFor = (host: string) =>
    new Promise<number>((resolve, reject) => {
      request(url, { headers: { host } }, (reply) => resolve(reply.resume().statusCode!))
        .on('error', reject)
        .end();
    });

  it('shows the alarms that are set, and what they say of a reminder is no person', async () => {
    const page = await fetch(`${url}/`);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(await page.text()).toContain('<div id="root">');
    const reply = await fetch(`${url}/api/queues?activeQueue=reminders&status=delayed&page=1`);
    const { queues } = (await reply.json()) as any;
    expect(queues).toMatchObject([{ name: 'reminders', readOnlyMode: true, counts: { delayed: 1 } }]);
    expect(queues[0].jobs[0].data).toEqual({
      sessionId: expect.any(String),
      dueAt: '2030-01-10T11:50:00.000Z',
    });
  });

  it('may be looked at and no more', async () => {
    const [job] = await delayed();
    const writes = [
      ['PUT', `/api/queues/reminders/${job!.id}/promote`],
      ['PUT', `/api/queues/reminders/${job!.id}/clean`],
      ['PUT', '/api/queues/reminders/clean/delayed'],
      ['PUT', '/api/queues/reminders/pause'],
      ['PUT', '/api/queues/reminders/obliterate'],
      ['POST', '/api/queues/reminders/add'],
    ] as const;
    for (const [method, path] of writes) {
      expect([path, (await fetch(`${url}${path}`, { method })).status]).toEqual([path, 405]);
    }
    expect((await delayed()).map(({ id }) => id)).toEqual([job!.id]);
  });

  it('is no page for a name that only leads to loopback', async () => {
    const { port } = new URL(url);
    expect(await statusFor(`localhost:${port}`)).toBe(200);
    expect(await statusFor(`stranger.example:${port}`)).toBe(403);
  });

  it('is left to another process that has its port', async () => {
    await saying(/the alarms are not shown: .*EADDRINUSE/, new URL(url).port);
  }, 60_000);
});
