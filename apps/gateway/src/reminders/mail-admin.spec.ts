import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FindDeliveries, PauseMail, ReportMail, ResumeMail } from '#contracts';
import { newId } from '#platform';
import { TestGateway } from '../testing/test-gateway.js';

const report = {
  pausedAt: null,
  overdue: { reminders: 0, dispatches: 1, deliveries: 2 },
  lastDay: [{ notice: 'reminder', state: 'sent' as const, count: 3 }],
  goingOut: [
    {
      ...{ sessionId: newId(), matterId: null, notice: 'time-changed', rule: null },
      ...{ begunAt: '2027-06-09T12:00:00Z', isOpening: true },
      ...{ mails: 10, sent: 4, waiting: 3, unknown: 1, parked: 1, suppressed: 1 },
    },
  ],
};
const paused = { ...report, pausedAt: '2027-06-09T12:00:00Z' };

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await TestGateway.start();
  await gateway.answer(ReportMail, () => report);
  await gateway.answer(PauseMail, () => paused);
  await gateway.answer(ResumeMail, () => report);
});
afterAll(() => gateway.stop());

describe('Mail', () => {
  it('is reported, stopped and let go on for admins, and nobody else', async () => {
    const token = 'admin';
    expect(await gateway.send('/v1/admin/mail', { token })).toMatchObject({ status: 200, body: report });
    const pause = await gateway.send('/v1/admin/mail/pause', { method: 'POST', token });
    expect(pause).toMatchObject({ status: 200, body: paused });
    const resume = await gateway.send('/v1/admin/mail/resume', { method: 'POST', token });
    expect(resume).toMatchObject({ status: 200, body: report });
    for (const other of ['organizer', 'liaison', 'participant']) {
      expect((await gateway.send('/v1/admin/mail', { token: other })).status).toBe(403);
      const { status } = await gateway.send('/v1/admin/mail/pause', { method: 'POST', token: other });
      expect(status).toBe(403);
    }
  });

  it('of a session is listed by state and notice, and a state that there is not is named', async () => {
    const asked = await gateway.answer(FindDeliveries, () => ({ items: [], next: null }));
    const path = `/v1/sessions/${newId()}/deliveries`;
    const { status, body } = await gateway.send(`${path}?state=failed&notice=reminder&limit=5`, {
      token: 'organizer',
    });
    expect([status, body]).toEqual([200, { items: [], next: null }]);
    expect(asked[0]?.input).toMatchObject({ state: 'failed', notice: 'reminder', limit: 5 });
    const refused = await gateway.send(`${path}?state=lost`, { token: 'organizer' });
    expect([refused.status, refused.body.errors]).toEqual([
      422,
      [{ path: 'state', message: expect.any(String) }],
    ]);
    expect((await gateway.send(path)).status).toBe(401);
  });
});
