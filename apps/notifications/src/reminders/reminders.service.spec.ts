import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FindReminders } from '#contracts';
import { Forum } from '../testing/forum.js';

describe('Reminders', () => {
  let forum: Forum;
  beforeAll(async () => {
    forum = await Forum.open();
  }, 60_000);
  afterAll(() => forum.close());

  const statesOf = async (sessionId: string) =>
    (await forum.reminders(sessionId)).map(({ rule, zone, dueAt, state }) => [rule, zone, dueAt, state]);

  it('are planned for each rule and zone present, a day being a day in the reader’s zone', async () => {
    const session = await forum.schedule('2030-03-10T18:00:00Z');
    await forum.seat(session, 'Boston');
    await forum.seat(session, 'Other in Boston');
    await forum.seat(session, 'Rome', { zone: 'Europe/Rome' });
    await forum.settled();
    expect(await statesOf(session.id)).toEqual([
      ['P1D', 'Europe/Rome', '2030-03-09T18:00:00.000Z', 'planned'],
      // Clocks go forward in New York on that Sunday: 14:00 there the day before is 23 hours earlier.
      ['P1D', 'America/New_York', '2030-03-09T19:00:00.000Z', 'planned'],
      ['PT10M', 'America/New_York', '2030-03-10T17:50:00.000Z', 'planned'],
      ['PT10M', 'Europe/Rome', '2030-03-10T17:50:00.000Z', 'planned'],
    ]);
  });

  it('are shown to organizers of the programme only', async () => {
    const session = await forum.schedule('2030-03-11T18:00:00Z');
    const ask = (sessionId: string) => forum.service.ask(FindReminders, { sessionId });
    await expect(ask(session.id)).rejects.toMatchObject({ code: 'access.unauthenticated' });
    await expect(ask('no-session')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('reach each person once, at their time, from the people who are there then', async () => {
    const session = await forum.schedule('2030-04-10T12:00:00Z');
    const gone = await forum.seat(session, 'Gone');
    await forum.seat(session, 'Early');
    await forum.seat(session, 'Waiting', { seatStatus: 'waiting' });
    await forum.settled();
    gone.seatStatus = 'cancelled';
    await forum.moveClockTo('2030-04-09T11:59:00Z');
    expect(forum.mail.mailsTo('early@example.org', 'Reminder')).toEqual([]);
    await forum.moveClockTo('2030-04-09T12:00:01Z');
    await forum.seat(session, 'Late');
    await forum.settled();

    const [mail, ...others] = forum.mail.mailsTo('early@example.org', 'Reminder');
    expect(others).toEqual([]);
    expect(mail!.subject).toBe('Reminder: Opening plenary starts tomorrow at 8:00 AM');
    for (const name of ['gone', 'late', 'waiting']) {
      expect(forum.mail.mailsTo(`${name}@example.org`, 'Reminder')).toEqual([]);
    }
    expect(await forum.reminders(session.id)).toMatchObject([
      { rule: 'P1D', state: 'fired', sent: 1, unknown: 0, failed: 0 },
      { rule: 'PT10M', state: 'planned', sent: 0 },
    ]);
  });

  it('are planned for whoever was in time, also when the fact of their seat comes late', async () => {
    const session = await forum.schedule('2030-04-20T12:00:00Z');
    const seatSince = await forum.now();
    await forum.service.moveClockTo('2030-04-19T13:00:00Z');
    // Sat down an hour after the reminder was due, before it could fire.
    await forum.seatInSilence(session, 'Past Due', { zone: 'Asia/Tokyo' });
    await forum.seat(session, 'In Time', { seatSince, zone: 'Asia/Tokyo' });
    await forum.settled();
    expect(await statesOf(session.id)).toMatchObject([
      // The fact's time is the test's own real time, long before.
      ['P1D', 'Asia/Tokyo', '2030-04-19T12:00:00.000Z', 'fired'],
      ['PT10M', 'Asia/Tokyo', '2030-04-20T11:50:00.000Z', 'planned'],
    ]);
    expect(forum.mail.mailsTo('in.time@example.org', 'Reminder')).toHaveLength(1);
    expect(forum.mail.mailsTo('past.due@example.org', 'Reminder')).toEqual([]);
  });

  it('move with the session, and everybody gets one mail with the new time', async () => {
    const session = await forum.schedule('2030-05-10T12:00:00Z');
    await forum.seat(session, 'Holder');
    await forum.seat(session, 'Queuer', { seatStatus: 'waiting' });
    await forum.settled();
    await forum.move(session, '2030-05-10T15:30:00Z');
    await forum.settled();

    expect(await statesOf(session.id)).toEqual([
      ['P1D', 'America/New_York', '2030-05-09T15:30:00.000Z', 'planned'],
      ['PT10M', 'America/New_York', '2030-05-10T15:20:00.000Z', 'planned'],
    ]);
    const rows = await forum.service.sql('SELECT DISTINCT generation FROM reminders WHERE session_id = $1', [
      session.id,
    ]);
    expect(rows).toEqual([{ generation: 2 }]);
    const [update, ...others] = forum.mail.mailsTo('holder@example.org', 'New time');
    expect(others).toEqual([]);
    expect(update!.text).toContain('Your time: 11:30 AM – 12:30 PM, Friday, May 10, 2030');
    expect(forum.mail.mailsTo('queuer@example.org', 'New time')).toHaveLength(1);

    await forum.moveClockTo('2030-05-09T13:00:00Z');
    expect(forum.mail.mailsTo('holder@example.org', 'Reminder')).toEqual([]);
    await forum.moveClockTo('2030-05-09T15:30:01Z');
    expect(forum.mail.mailsTo('holder@example.org', 'Reminder')).toHaveLength(1);
  });

  it('that have fired come again only for a time that is much later', async () => {
    const session = await forum.schedule('2030-06-10T12:00:00Z');
    await forum.seat(session, 'Told');
    await forum.moveClockTo('2030-06-09T12:00:01Z');
    const slightly = await forum.move(session, '2030-06-10T14:00:00Z');
    await forum.moveClockTo('2030-06-09T14:00:01Z');
    expect(forum.mail.mailsTo('told@example.org', 'Reminder')).toHaveLength(1);
    await forum.move(slightly, '2030-06-12T14:00:00Z');
    await forum.moveClockTo('2030-06-11T14:00:01Z');
    expect(forum.mail.mailsTo('told@example.org', 'Reminder')).toHaveLength(2);
    expect(forum.mail.mailsTo('told@example.org', 'New time')).toHaveLength(2);
  });

  it('of one session that have come due together are one mail, the nearest', async () => {
    const session = await forum.schedule('2030-06-20T12:00:00Z');
    await forum.seat(session, 'Cut Off');
    await forum.settled();
    await forum.moveClockTo('2030-06-20T11:55:00Z');
    const mails = forum.mail.mailsTo('cut.off@example.org', 'Reminder');
    expect(mails.map(({ subject }) => subject)).toEqual(['Reminder: Opening plenary starts in 5 minutes']);
    expect(await forum.reminders(session.id)).toMatchObject([
      {
        rule: 'P1D',
        state: 'skipped',
        why: 'A nearer reminder of the session was due before it could be sent.',
        sent: 0,
      },
      { rule: 'PT10M', state: 'fired', sent: 1 },
    ]);
  });

  it('end with the session, and who had or waited for a seat hears once', async () => {
    const session = await forum.schedule('2030-07-10T12:00:00Z');
    const holder = await forum.seat(session, 'Sad Holder');
    const queuer = await forum.seat(session, 'Sad Queuer', { seatStatus: 'waiting' });
    await forum.settled();
    // The seats' fact overtakes the session's.
    await forum.changeSeat(holder, 'cancelled', 'session-cancelled');
    await forum.changeSeat(queuer, 'cancelled', 'session-cancelled');
    await forum.cancel(session);
    await forum.settled();

    for (const name of ['sad.holder', 'sad.queuer']) {
      expect(forum.mail.mailsTo(`${name}@example.org`, 'Cancelled')).toHaveLength(1);
    }
    expect((await statesOf(session.id)).map(([, , , state]) => state)).toEqual(['cancelled', 'cancelled']);
    await forum.moveClockTo('2030-07-10T11:55:00Z');
    expect(forum.mail.mailsTo('sad.holder@example.org', 'Reminder')).toEqual([]);
  });

  it('follow the programme’s rules', async () => {
    const session = await forum.schedule('2030-08-10T12:00:00Z');
    await forum.seat(session, 'Follower');
    await forum.settled();
    await forum.publishProgramme({ version: 2, reminderRules: ['PT10M', 'PT1H'] });
    await forum.settled();
    expect(await statesOf(session.id)).toMatchObject([
      ['P1D', 'America/New_York', '2030-08-09T12:00:00.000Z', 'cancelled'],
      ['PT1H', 'America/New_York', '2030-08-10T11:00:00.000Z', 'planned'],
      ['PT10M', 'America/New_York', '2030-08-10T11:50:00.000Z', 'planned'],
    ]);
  });
});
