import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { newId } from '#platform';
import { waitFor } from '#platform/testing';
import { Forum } from '../testing/forum.js';
import { addressOf, type Behaviour } from '../testing/mail-server.js';

// Tries are spaced by real time.
jest.setTimeout(20_000);

describe('Delivery', () => {
  let forum: Forum;
  beforeAll(async () => {
    forum = await Forum.open();
  }, 60_000);
  afterAll(() => forum.close());
  afterEach(() => {
    forum.mail.behave = () => 'accept';
  });

  /** The server takes the first messages to this address so, and accepts the rest. */
  const behaveTo = (address: string, ...behaviours: Behaviour[]) => {
    forum.mail.behave = (mail) => (addressOf(mail) === address && behaviours.shift()) || 'accept';
  };
  const givenTo = (address: string) => forum.mail.given.filter((mail) => addressOf(mail) === address);

  it('is a mail that says no machine should answer, with text, HTML and a calendar part', async () => {
    const session = await forum.schedule('2030-01-09T12:00:00Z', { sequence: 4 });
    const { personId } = await forum.seat(session, 'Reader');
    await forum.settled();
    const [mail] = forum.mail.mailsTo('reader@example.org');
    const [row] = await forum.service.sql<{ id: string }>('SELECT id FROM deliveries WHERE person_id = $1', [
      personId,
    ]);
    expect(mail!.messageId).toBe(`<${row!.id}@meridian.example>`);
    expect(mail!.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail!.from!.value).toEqual([{ name: 'Meridian', address: 'no-reply@meridian.example' }]);
    expect(mail!.text).toContain('You have a seat in this session.');
    expect(mail!.html).toContain('<html lang="en"');
    const parts = mail!.attachments.map(({ contentType, filename }) => [contentType, filename]);
    expect(parts).toEqual([
      ['text/calendar', undefined],
      ['application/ics', 'invite.ics'],
    ]);
    for (const { content } of mail!.attachments) {
      const lines = content.toString().split('\r\n');
      expect(lines).toEqual(
        expect.arrayContaining(['METHOD:REQUEST', 'SEQUENCE:4', `UID:${session.id}@meridian`]),
      );
    }
  });

  it('tries again after a 451, and delivers once', async () => {
    behaveTo('busy@example.org', 451);
    const session = await forum.schedule('2030-01-10T12:00:00Z');
    await forum.seat(session, 'Busy');
    await forum.settled();
    expect(givenTo('busy@example.org')).toHaveLength(2);
    expect(forum.mail.mailsTo('busy@example.org')).toHaveLength(1);
    expect(await forum.deliveriesOf(session.id, 'seat-confirmed')).toEqual(['sent']);
  });

  it('tells news of a session in the order in which it happened, also when the first mail has to wait', async () => {
    behaveTo('patient@example.org', 451);
    const session = await forum.schedule('2030-01-10T12:00:00Z');
    await forum.seat(session, 'Patient');
    await waitFor(() => givenTo('patient@example.org').length === 1);
    const live = { state: 'technical-problem' as const, message: null, since: '2030-01-10T12:05:00Z' };
    await forum.publishSession({ ...session, version: 2, live });
    await forum.settled();
    const subjects = forum.mail.mailsTo('patient@example.org').map(({ subject }) => subject!.split(':')[0]);
    expect(subjects).toEqual(['Your seat', 'Technical problem']);
  });

  it('gives up after a 550, and the neighbours go on', async () => {
    behaveTo('nobody@example.org', 550);
    const session = await forum.schedule('2030-01-10T12:00:00Z');
    await forum.seat(session, 'Nobody');
    await forum.seat(session, 'Neighbour');
    await forum.settled();
    expect(givenTo('nobody@example.org')).toHaveLength(1);
    expect(await forum.deliveriesOf(session.id, 'seat-confirmed')).toEqual(
      expect.arrayContaining(['failed', 'sent']),
    );
    const [row] = await forum.service.sql<{ why: string }>(
      `SELECT why FROM deliveries WHERE state = 'failed'`,
    );
    expect(row!.why).toBe('SMTP 550');
  });

  it('after a lost answer tries once more with the same Message-ID, and counts the mail as unknown', async () => {
    behaveTo('lost@example.org', 'hang-up');
    const session = await forum.schedule('2030-01-10T12:00:00Z');
    await forum.seat(session, 'Lost');
    await forum.settled();
    const given = givenTo('lost@example.org');
    expect(given).toHaveLength(2);
    expect(new Set(given.map((mail) => mail.messageId)).size).toBe(1);
    expect(await forum.deliveriesOf(session.id, 'seat-confirmed')).toEqual(['unknown']);
  });

  it('after a lost answer does not try again once the session has begun', async () => {
    behaveTo('too.late@example.org', 'hang-up');
    const session = await forum.schedule('2030-01-12T12:00:00Z');
    await forum.seat(session, 'Too Late');
    await waitFor(async () => (await forum.deliveriesOf(session.id, 'seat-confirmed'))[0] === 'unknown');
    await forum.moveClockTo('2030-01-12T12:00:00Z');
    expect(
      givenTo('too.late@example.org').filter(({ subject }) => subject?.includes('Your seat')),
    ).toHaveLength(1);
    expect(await forum.deliveriesOf(session.id, 'seat-confirmed')).toEqual(['unknown']);
  });

  it('treats a mail whose sender died while sending as one whose answer was lost', async () => {
    const session = await forum.schedule('2030-02-10T12:00:00Z');
    await forum.service.sql(
      `INSERT INTO deliveries (id, notice, person_id, session_id, state, attempts, claim, lease_until)
       VALUES ($1, 'seat-confirmed', $2, $3, 'sending', 1, $4, clock_timestamp())`,
      [newId(), (await forum.seat(session, 'Half Sent')).personId, session.id, newId()],
    );
    await forum.settled();
    expect((await forum.deliveriesOf(session.id, 'seat-confirmed')).sort()).toEqual(['sent', 'unknown']);
  });

  it('waits for participants, who alone know the addresses', async () => {
    const session = await forum.schedule('2030-02-10T12:00:00Z');
    forum.participants.pageSize = 2;
    forum.participants.failures = 2;
    for (const name of ['One', 'Two', 'Three', 'Four', 'Five']) await forum.seat(session, name);
    await forum.moveClockTo('2030-02-09T12:00:01Z');
    for (const name of ['one', 'two', 'three', 'four', 'five']) {
      expect(forum.mail.mailsTo(`${name}@example.org`, 'Reminder')).toHaveLength(1);
    }
    expect(forum.participants.failures).toBe(0);
    const rows = await forum.service.sql<object>('SELECT * FROM deliveries, presences, dispatches');
    expect(JSON.stringify(rows)).not.toContain('@example.org');
  });

  it('drops what is no longer true when it could go out', async () => {
    const session = await forum.schedule('2030-03-10T12:00:00Z');
    forum.participants.failures = 1;
    const person = await forum.seat(session, 'Changed Mind');
    await waitFor(() => forum.participants.failures === 0);
    person.seatStatus = 'cancelled';
    await forum.settled();
    expect(await forum.deliveriesOf(session.id, 'seat-confirmed')).toEqual(['suppressed']);
    expect(givenTo('changed.mind@example.org')).toEqual([]);
  });

  it('sends a link to sign in, made of the public address', async () => {
    await forum.askToSignIn('guest@example.org');
    await forum.settled();
    const [mail] = forum.mail.mailsTo('guest@example.org', 'Sign in');
    expect(mail!.text).toContain('https://meridian.example/sign-in/one.time%2Ftoken');
    expect(mail!.text).toMatch(/within 1[45] minutes/);
  });

  it('names in it the session in which a seat is held, and for how long', async () => {
    const session = await forum.schedule('2030-03-11T12:00:00Z', { title: 'Held session' });
    await forum.askToSignIn('holder@example.org', session);
    await forum.settled();
    const [mail] = forum.mail.mailsTo('holder@example.org');
    expect(mail!.subject).toBe('Confirm your seat: Held session');
    expect(mail!.text).toMatch(/is held for you, for (?:9|10) minutes/);
  });
});
