import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { SessionState } from '#contracts';
import { newId } from '#platform';
import { waitFor } from '#platform/testing';
import { v7 } from 'uuid';
import { changeOf, Forum } from '../testing/forum.js';
import type { Person } from '../testing/participants-process.js';

jest.setTimeout(30_000);

describe('A mail that later changes overtake', () => {
  let forum: Forum;
  beforeAll(async () => {
    forum = await Forum.open({ reminderRules: [] });
  }, 60_000);
  afterAll(() => forum.close());

  const mailsTo = ({ email }: Person) => forum.mail.mailsTo(email);
  const kinds = (person: Person) => mailsTo(person).map(({ subject }) => subject!.split(':')[0]);
  const oneTo = (person: Person, kind: string) => forum.mail.mailsTo(person.email, kind).at(-1)!.text!;

  async function replace(session: SessionState, name: string): Promise<SessionState> {
    const next = {
      ...session,
      version: session.version + 1,
      sequence: session.sequence + 1,
      place: { ...session.place!, name },
    };
    await forum.publishSession(next);
    return next;
  }

  async function anyone(instant: string, name: string, person: Partial<Person> = {}) {
    const session = await forum.schedule(instant);
    const guest = await forum.seat(session, name, person);
    await forum.settled();
    return { session, guest };
  }

  it('about a place does not say that the time is the same when it has changed too', async () => {
    const { session, guest } = await anyone('2031-01-10T12:00:00Z', 'One', { mode: 'in-person' });
    await forum.whileMailIsPaused(async () => {
      await forum.move(await replace(session, 'Sala Rossa'), '2031-01-11T12:00:00Z');
    });
    expect(kinds(guest)).toEqual(['Your seat', 'New time']);
    expect(oneTo(guest, 'New time')).toContain('Sala Rossa');
  });

  it('about a place comes once, and names the last', async () => {
    const { session, guest } = await anyone('2031-01-12T12:00:00Z', 'Two', { mode: 'in-person' });
    await forum.whileMailIsPaused(async () => {
      await replace(await replace(session, 'Sala Rossa'), 'Sala Verde');
    });
    expect(kinds(guest)).toEqual(['Your seat', 'New place']);
    expect(oneTo(guest, 'New place')).toContain('Sala Verde');
  });

  it('comes before what has happened later, though it was written by a process whose clock is ahead', async () => {
    const session = await forum.schedule('2031-01-20T12:00:00Z');
    const inTwoHours = v7({ msecs: Date.now() + 2 * 3_600_000 });
    let guest!: Person;
    await forum.whileMailIsPaused(async () => {
      guest = await forum.seat(session, 'Ten', { mode: 'in-person' });
      await waitFor(async () => (await forum.deliveriesOf(session.id, 'seat-confirmed')).length === 1, {
        what: 'the first to be written',
      });
      await forum.service.sql(`UPDATE deliveries SET id = $1 WHERE session_id = $2`, [
        inTwoHours,
        session.id,
      ]);
      await replace(session, 'Sala Rossa');
    });
    expect(kinds(guest)).toEqual(['Your seat', 'New place']);
  });

  it('about a time names the one before that its reader knows', async () => {
    const { session, guest } = await anyone('2031-01-13T12:00:00Z', 'Three', { zone: 'UTC' });
    await forum.whileMailIsPaused(async () => {
      await forum.move(await forum.move(session, '2031-01-13T14:00:00Z'), '2031-01-13T16:00:00Z');
    });
    expect(kinds(guest)).toEqual(['Your seat', 'New time']);
    expect(oneTo(guest, 'New time')).toMatch(/Before the change: .*12:00/);
  });

  it('about a time is left out for who knows that time already', async () => {
    const { session, guest } = await anyone('2031-01-14T12:00:00Z', 'Four');
    await forum.whileMailIsPaused(async () => {
      const away = await forum.move(session, '2031-01-14T14:00:00Z');
      const late = await forum.seat(away, 'Late four');
      await forum.move(away, '2031-01-14T12:00:00Z');
      expect(mailsTo(late)).toEqual([]);
    });
    expect(kinds(guest)).toEqual(['Your seat']);
    expect(forum.mail.mailsTo('late.four@example.org').map(({ subject }) => subject)).toHaveLength(1);
  });

  it('about a time comes when the mail that it takes back may have arrived', async () => {
    const { session, guest } = await anyone('2031-01-15T12:00:00Z', 'Five');
    const moved = await forum.move(session, '2031-01-15T14:00:00Z');
    await forum.settled();
    await forum.move(moved, '2031-01-15T12:00:00Z');
    await forum.settled();
    expect(kinds(guest)).toEqual(['Your seat', 'New time', 'New time']);
  });

  it('about a seat comes once, however often it was given up and taken meanwhile', async () => {
    const session = await forum.schedule('2031-01-16T12:00:00Z');
    const guest = await forum.seatInSilence(session, 'Six');
    await forum.whileMailIsPaused(async () => {
      await forum.publishSeats(session.id, [changeOf(guest, null, 'taken')]);
      await forum.publishSeats(session.id, [{ ...changeOf(guest, 'confirmed', 'swapped'), to: 'cancelled' }]);
      guest.seatId = newId();
      await forum.publishSeats(session.id, [changeOf(guest, null, 'taken')]);
    });
    expect(kinds(guest)).toEqual(['Your seat']);
  });

  it('about an offered seat does not name a time that has passed', async () => {
    const { session, guest } = await anyone('2031-01-17T12:00:00Z', 'Seven', { seatStatus: 'waiting' });
    expect(session.status).toBe('scheduled');
    guest.keptUntil = '2020-05-01T12:00:00Z';
    await forum.changeSeat(guest, 'offered', 'offered');
    await forum.settled();
    expect(kinds(guest)).toEqual(['In the queue']);
  });

  it('about a seat does not come to who was substituted as a delegate before they were told of it', async () => {
    const session = await forum.schedule('2031-01-21T12:00:00Z');
    const delegate = await forum.seatInSilence(session, 'Eleven', { delegateOf: 'rome' });
    const own = await forum.seatInSilence(session, 'Twelve');
    await forum.whileMailIsPaused(async () => {
      for (const guest of [delegate, own]) {
        await forum.publishSeats(session.id, [changeOf(guest, null, 'named')]);
        await forum.changeSeat(guest, 'cancelled', 'substituted');
      }
    });
    expect(kinds(delegate)).toEqual([]);
    expect(kinds(own)).toEqual(['Your seat was cancelled']);
  });

  it('about a seat does not come to who kept it when there were fewer', async () => {
    const { guest } = await anyone('2031-01-22T12:00:00Z', 'Thirteen');
    await forum.whileMailIsPaused(async () => {
      await forum.changeSeat(guest, 'waiting', 'overflow');
      await forum.changeSeat(guest, 'confirmed', 'capacity');
    });
    expect(kinds(guest)).toEqual(['Your seat']);
  });

  it('about a technical problem comes once', async () => {
    const { session, guest } = await anyone('2031-01-18T12:00:00Z', 'Eight');
    const problem = (since: string) => ({ state: 'technical-problem' as const, message: 'No sound', since });
    await forum.whileMailIsPaused(async () => {
      await forum.publishSession({ ...session, version: 2, live: problem('2031-01-18T11:50:00Z') });
      await forum.publishSession({
        ...session,
        version: 3,
        live: { state: 'on-time', message: null, since: '2031-01-18T11:52:00Z' },
      });
      await forum.publishSession({ ...session, version: 4, live: problem('2031-01-18T11:54:00Z') });
    });
    expect(kinds(guest)).toEqual(['Your seat', 'Technical problem']);
  });

  it('that a session is cancelled comes once to who speaks there and has a seat', async () => {
    const speaker = await forum.giveRole('speaker', 'Nine', { id: newId() });
    const [[id]] = [[...forum.participants.speakers.keys()]];
    const session = await forum.schedule('2031-01-19T12:00:00Z', {
      speakers: [{ id: id!, city: 'rome' }],
    });
    const guest = await forum.seat(session, 'Nine', { personId: speaker.personId });
    await forum.settled();
    await forum.cancel(session);
    await forum.settled();
    await forum.changeSeat(guest, 'cancelled', 'session-cancelled');
    await forum.settled();
    expect(kinds(guest).filter((kind) => kind === 'Cancelled')).toHaveLength(1);
  });
});
