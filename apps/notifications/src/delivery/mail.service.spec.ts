import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { FindDeliveries, PauseMail, ReportMail, ResumeMail, type Actor } from '#contracts';
import { DataSource } from 'typeorm';
import { newId } from '#platform';
import { waitFor } from '#platform/testing';
import { Forum } from '../testing/forum.js';
import { addressOf } from '../testing/mail-server.js';
import { claimDue } from './deliveries.queries.js';

jest.setTimeout(20_000);

const person = (role: 'admin' | 'organizer', programmeId: string | null): Actor => ({
  kind: 'person',
  id: role,
  grants: [{ role, programmeId, city: null }],
});
const admin = person('admin', null);

describe('Mail, as it is seen and stopped', () => {
  let forum: Forum;
  beforeAll(async () => {
    forum = await Forum.open();
  }, 60_000);
  afterAll(() => forum.close());
  afterEach(async () => {
    forum.mail.behave = () => 'accept';
    await forum.service.ask(ResumeMail, {}, { actor: admin });
    await forum.settled();
  });

  const report = () => forum.service.ask(ReportMail, {}, { actor: admin });
  const list = (input: {
    sessionId: string;
    state?: 'failed';
    notice?: string;
    cursor?: string;
    limit?: number;
  }) => forum.service.ask(FindDeliveries, input, { actor: person('organizer', forum.programmeId) });

  it('waits while it is paused, is counted as overdue, and goes out once it is resumed', async () => {
    const session = await forum.schedule('2030-01-09T12:00:00Z');
    const { pausedAt } = await forum.service.ask(PauseMail, {}, { actor: admin });
    expect(pausedAt).not.toBeNull();
    await forum.seat(session, 'Held Back');
    await waitFor(async () => (await forum.deliveriesOf(session.id, 'seat-confirmed')).length === 1);
    // Asked for directly: that nothing has been sent yet would say nothing.
    expect(await claimDue(forum.service.app.get(DataSource).manager, 20)).toEqual([]);
    await waitFor(async () => (await report()).overdue.deliveries === 1, { what: 'the mail to be overdue' });
    expect(forum.mail.mailsTo('held.back@example.org')).toEqual([]);
    expect((await forum.service.ask(PauseMail, {}, { actor: admin })).pausedAt).toBe(pausedAt);

    await forum.service.ask(ResumeMail, {}, { actor: admin });
    await forum.settled();
    expect(forum.mail.mailsTo('held.back@example.org')).toHaveLength(1);
    expect(await report()).toMatchObject({
      pausedAt: null,
      overdue: { reminders: 0, dispatches: 0, deliveries: 0 },
      lastDay: expect.arrayContaining([{ notice: 'seat-confirmed', state: 'sent', count: 1 }]),
    });
  });

  it('counts notices whose recipients have not been asked for, by the real clock', async () => {
    const session = await forum.schedule('2030-01-09T12:00:00Z');
    await forum.service.sql(
      `INSERT INTO dispatches (id, notice, session_id, time_version, created_at, next_try_at)
       VALUES ($1, 'recording', $2, 1, clock_timestamp() - interval '1 hour', clock_timestamp() + interval '1 hour')`,
      [newId(), session.id],
    );
    expect((await report()).overdue).toEqual({ reminders: 0, dispatches: 1, deliveries: 0 });
    await forum.service.sql('DELETE FROM dispatches WHERE session_id = $1', [session.id]);
    expect((await report()).overdue.dispatches).toBe(0);
  });

  it('says of each notice to many how far it has come, until the last mail of it is sent', async () => {
    const session = await forum.schedule('2030-01-12T12:00:00Z');
    for (const name of ['One', 'Two', 'Lost', 'Refused']) await forum.seat(session, name);
    await forum.settled();
    forum.mail.behave = (mail) => {
      const address = addressOf(mail);
      return address === 'refused@example.org' ? 550 : address === 'one@example.org' ? 'accept' : 451;
    };
    await forum.move(session, '2030-01-12T15:00:00Z');
    const progress = { sessionId: session.id, matterId: null, notice: 'time-changed', rule: null };
    await waitFor(
      async () => {
        const [going, ...others] = (await report()).goingOut;
        return others.length === 0 && going?.sent === 1 && going.parked === 1 && !going.isOpening;
      },
      { what: 'one mail sent and one refused for good' },
    );
    const { goingOut } = await report();
    expect(goingOut).toEqual([
      {
        ...progress,
        begunAt: expect.any(String),
        isOpening: false,
        ...{ mails: 4, sent: 1, waiting: 2, unknown: 0, parked: 1, suppressed: 0 },
      },
    ]);

    forum.mail.behave = () => 'accept';
    await forum.settled();
    expect((await report()).goingOut).toEqual([]);
  });

  it('shows a notice whose recipients are still looked for, and none to one person', async () => {
    const session = await forum.schedule('2030-01-13T12:00:00Z');
    await forum.service.ask(PauseMail, {}, { actor: admin });
    await forum.seat(session, 'Alone');
    await waitFor(async () => (await forum.deliveriesOf(session.id, 'seat-confirmed')).length === 1);
    await forum.service.sql(
      `INSERT INTO dispatches (id, notice, session_id, time_version, next_try_at)
       VALUES ($1, 'recording', $2, 1, clock_timestamp() + interval '1 hour')`,
      [newId(), session.id],
    );
    expect((await report()).goingOut).toMatchObject([
      { sessionId: session.id, notice: 'recording', begunAt: null, isOpening: true, mails: 0 },
    ]);
    await forum.service.sql('DELETE FROM dispatches WHERE session_id = $1', [session.id]);
  });

  it('is listed for organizers, newest first, page by page, with what became of it and no address', async () => {
    forum.mail.behave = (mail) => (addressOf(mail) === 'nobody@example.org' ? 550 : 'accept');
    const session = await forum.schedule('2030-01-10T12:00:00Z');
    const nobody = await forum.seat(session, 'Nobody');
    await forum.settled();
    const other = await forum.seat(session, 'Other');
    await forum.settled();
    const first = await list({ sessionId: session.id, limit: 1 });
    const second = await list({ sessionId: session.id, limit: 1, cursor: first.next! });
    expect(first.items).toMatchObject([
      { personId: other.personId, notice: 'seat-confirmed', state: 'sent', why: null, attempts: 1 },
    ]);
    expect(first.items[0]!.sentAt).not.toBeNull();
    expect(second).toMatchObject({
      items: [{ personId: nobody.personId, state: 'failed', why: 'SMTP 550', sentAt: null }],
      next: null,
    });
    expect((await list({ sessionId: session.id, state: 'failed' })).items).toEqual(second.items);
    expect((await list({ sessionId: session.id, notice: 'reminder' })).items).toEqual([]);
    expect(JSON.stringify([first, second])).not.toContain('@');
  });

  it('refuses notices and cursors that there are not, and who may not see or stop it', async () => {
    const session = await forum.schedule('2030-01-11T12:00:00Z');
    const sessionId = session.id;
    const forged = Buffer.from('["no id"]').toString('base64url');
    await expect(list({ sessionId, notice: 'advert' })).rejects.toMatchObject({ code: 'validation.failed' });
    await expect(list({ sessionId, cursor: forged })).rejects.toMatchObject({ code: 'validation.failed' });
    await expect(list({ sessionId: 'no-session' })).rejects.toMatchObject({ code: 'not-found' });
    const actor = person('organizer', newId());
    for (const asked of [
      forum.service.ask(FindDeliveries, { sessionId }, { actor }),
      forum.service.ask(ReportMail, {}, { actor }),
      forum.service.ask(PauseMail, {}, { actor }),
      forum.service.ask(ResumeMail, {}, { actor }),
    ]) {
      await expect(asked).rejects.toMatchObject({ code: 'access.forbidden' });
    }
    expect((await report()).pausedAt).toBeNull();
  });
});
