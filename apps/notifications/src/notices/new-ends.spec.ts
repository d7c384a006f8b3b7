import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { SessionState } from '#contracts';
import { newId } from '#platform';
import type { ParsedMail } from 'mailparser';
import { Forum } from '../testing/forum.js';
import type { Person } from '../testing/participants-process.js';

jest.setTimeout(30_000);

describe('A session that ends at another time', () => {
  let forum: Forum;
  beforeAll(async () => {
    forum = await Forum.open({ reminderRules: [] });
  }, 60_000);
  afterAll(() => forum.close());

  /** Mails since the one about the seat. */
  const newsTo = ({ email }: { email: string }) =>
    forum.mail.mailsTo(email).filter(({ subject }) => !/seat|queue|speak/.test(subject!));
  const kinds = (person: { email: string }) => newsTo(person).map(({ subject }) => subject!.split(':')[0]);
  const calendarOf = ({ attachments }: ParsedMail) => attachments[0]?.content.toString().split('\r\n') ?? [];

  async function last(session: SessionState, minutes: number, change: Partial<SessionState> = {}) {
    const { version, sequence } = session;
    const next = {
      ...session,
      version: version + 1,
      sequence: sequence + 1,
      durationMinutes: minutes,
      ...change,
    };
    await forum.publishSession(next);
    return next;
  }

  async function anyone(instant: string, name: string, person: Partial<Person> = {}) {
    const session = await forum.schedule(instant);
    const guest = await forum.seat(session, name, { zone: 'Asia/Tokyo', ...person });
    await forum.settled();
    return { session, guest };
  }

  it('is told once to who has a seat, on their clock beside what they knew, and in the same calendar entry', async () => {
    const { session, guest } = await anyone('2031-01-10T12:00:00Z', 'One');
    await last(session, 120);
    await forum.settled();
    expect(kinds(guest)).toEqual(['New end']);
    const [mail] = newsTo(guest);
    expect(mail!.text).toContain('This session has a new end: 11:00 PM, later than before.');
    expect(mail!.text).toContain('The attached calendar file updates your entry.');
    expect(mail!.text).toMatch(/Before the change: 9:00 PM – 10:00 PM, Friday, January 10, 2031\n/);
    const calendar = calendarOf(mail!);
    const before = calendarOf(forum.mail.mailsTo(guest.email)[0]!);
    expect(calendar).toEqual(
      expect.arrayContaining(['METHOD:REQUEST', 'SEQUENCE:1', before.find((line) => line.startsWith('UID'))]),
    );
    const from = (lines: string[]) => lines.find((line) => line.startsWith('DTSTART;'));
    expect(from(calendar)).toBe(from(before));
    expect(calendar.find((line) => line.startsWith('DTEND;'))).toContain('T150000');
  });

  it('is told as well when it ends earlier', async () => {
    const { session, guest } = await anyone('2031-01-11T12:00:00Z', 'Two');
    await last(session, 30);
    await forum.settled();
    expect(newsTo(guest)[0]!.text).toContain('This session has a new end: 9:30 PM, earlier than before.');
  });

  it('is told with its day where that is another than the day of its start', async () => {
    const { session, guest } = await anyone('2031-01-11T13:00:00Z', 'Two nights');
    await last(session, 180);
    await forum.settled();
    expect(newsTo(guest)[0]!.text).toContain('has a new end: Sun, Jan 12, 1:00 AM, later than before.');
  });

  it('is told to who waits and to who speaks there', async () => {
    const speaker = await forum.giveRole('speaker', 'Three', { id: newId() });
    const [id] = [...forum.participants.speakers.keys()];
    const session = await forum.schedule('2031-01-12T12:00:00Z', { speakers: [{ id: id!, city: 'rome' }] });
    const waiting = await forum.seat(session, 'Four', { seatStatus: 'waiting' });
    await forum.settled();
    await last(session, 90);
    await forum.settled();
    expect([kinds(speaker), kinds(waiting)]).toEqual([['New end'], ['New end']]);
    expect(newsTo(waiting)[0]!.text).toContain('You are still in the queue.');
    expect(newsTo(waiting)[0]!.attachments).toEqual([]);
    expect(calendarOf(newsTo(speaker)[0]!)).toContain('SEQUENCE:1');
  });

  it('is told in the one mail about its start when that has moved too', async () => {
    const { session, guest } = await anyone('2031-01-13T12:00:00Z', 'Five');
    const moved = await forum.move({ ...session, durationMinutes: 90 }, '2031-01-14T12:00:00Z');
    await forum.settled();
    expect(kinds(guest)).toEqual(['New time']);
    expect(newsTo(guest)[0]!.text).toMatch(/Before the change: 9:00 PM – 10:00 PM, .*13, 2031\n/);
    // Either way round, while no mail gets through.
    await forum.whileMailIsPaused(async () => {
      await last(await forum.move(await last(moved, 60), '2031-01-15T12:00:00Z'), 45);
    });
    expect(kinds(guest)).toEqual(['New time', 'New time']);
    expect(newsTo(guest)[1]!.text).toMatch(/Before the change: 9:00 PM – 10:30 PM, .*14, 2031\n/);
  });

  it('is not told to who knows it so already, and names the place when that has changed too', async () => {
    const { session, guest } = await anyone('2031-01-16T12:00:00Z', 'Six', { mode: 'in-person' });
    let now = session;
    await forum.whileMailIsPaused(async () => {
      now = await last(await last(session, 120), 60);
    });
    expect(kinds(guest)).toEqual([]);
    await last(now, 50, { place: { ...session.place!, name: 'Sala Rossa' } });
    await forum.settled();
    expect(kinds(guest)).toEqual(['New end']);
    expect(newsTo(guest)[0]!.text).toContain('Sala Rossa');
  });

  it('is no time that has stayed the same for who is told of a new place meanwhile', async () => {
    const { session, guest } = await anyone('2031-01-17T12:00:00Z', 'Seven', { mode: 'in-person' });
    await forum.whileMailIsPaused(async () => {
      await last(await last(session, 60, { place: { ...session.place!, name: 'Sala Verde' } }), 90);
    });
    expect(kinds(guest).sort()).toEqual(['New end', 'New place']);
    const place = newsTo(guest).find(({ subject }) => subject!.startsWith('New place'))!;
    expect(place.text).toContain('This session now takes place here: Sala Verde, Rome.\n');
  });

  it('is told while it goes on, and no more when it is over', async () => {
    const { session, guest } = await anyone('2031-01-18T12:00:00Z', 'Eight');
    await forum.moveClockTo('2031-01-18T12:30:00Z');
    const longer = await last(session, 90);
    await forum.settled();
    await last(longer, 20);
    await forum.settled();
    expect(kinds(guest).filter((kind) => kind === 'New end')).toHaveLength(1);
    expect(await forum.deliveriesOf(session.id, 'time-changed')).toEqual(['sent', 'suppressed']);
  });
});
