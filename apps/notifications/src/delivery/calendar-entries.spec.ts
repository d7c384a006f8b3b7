import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { newId } from '#platform';
import { v7 } from 'uuid';
import { changeOf, Forum } from '../testing/forum.js';
import type { Person } from '../testing/participants-process.js';

jest.setTimeout(30_000);

describe('The session in a person’s calendar', () => {
  let forum: Forum;
  beforeAll(async () => void (forum = await Forum.open()), 60_000);
  afterAll(() => forum.close());

  /** METHOD, UID and SEQUENCE of all calendar parts that came, oldest first. */
  const entriesOf = ({ email }: Person) =>
    forum.mail.mailsTo(email).flatMap(({ attachments }) => {
      const part = attachments.find(({ contentType }) => contentType === 'text/calendar');
      if (!part) return [];
      const text = part.content.toString();
      const read = (name: string) => new RegExp(`^${name}:(.*)\r$`, 'm').exec(text)![1]!;
      return [[read('METHOD'), read('UID').split('@')[0], Number(read('SEQUENCE'))]];
    });

  it('leaves it when they give up their seat, and comes back with the next, each above the last', async () => {
    const session = await forum.schedule('2030-02-01T12:00:00Z', { sequence: 2 });
    const [guest, neighbour] = [await forum.seat(session, 'Guest'), await forum.seat(session, 'Neighbour')];
    await forum.settled();
    await forum.giveUpSeat(guest);
    await forum.settled();
    const [, mail] = forum.mail.mailsTo(guest.email);
    expect(mail!.subject).toMatch(/^You gave up your seat: /);
    const again = { ...guest, seatId: newId() };
    forum.participants.people.splice(forum.participants.people.indexOf(guest), 1, again);
    await forum.changeSeat(again, 'confirmed', 'taken');
    await forum.settled();
    await forum.giveUpSeat(again);
    await forum.settled();
    await forum.changeSeat(again, 'confirmed', 'taken');
    await forum.settled();
    const moved = await forum.move(session, '2030-02-01T13:00:00Z');
    await forum.settled();

    const steps = [
      ...[['REQUEST', 2] as const, ['CANCEL', 3] as const, ['REQUEST', 4] as const],
      ...[['CANCEL', 5] as const, ['REQUEST', 6] as const, ['REQUEST', moved.sequence + 4] as const],
    ];
    expect(entriesOf(guest)).toEqual(steps.map(([method, sequence]) => [method, session.id, sequence]));
    expect(entriesOf(neighbour).map(([, , sequence]) => sequence)).toEqual([2, moved.sequence]);
  });

  it('comes back above its end, though the end was written by a process whose clock is ahead', async () => {
    const session = await forum.schedule('2030-02-04T12:00:00Z');
    const guest = await forum.seat(session, 'Ahead');
    await forum.settled();
    await forum.giveUpSeat(guest);
    await forum.settled();
    const inTwoHours = v7({ msecs: Date.now() + 2 * 3_600_000 });
    await forum.service.sql(
      `UPDATE deliveries SET id = $1 WHERE notice = 'seat-given-up' AND session_id = $2`,
      [inTwoHours, session.id],
    );
    await forum.changeSeat(guest, 'confirmed', 'taken');
    await forum.settled();
    const [ended, again] = entriesOf(guest).slice(1);
    expect(ended).toEqual(['CANCEL', session.id, expect.any(Number)]);
    expect(again).toEqual(['REQUEST', session.id, Number(ended![2]) + 1]);
  });

  it('keeps its room for who takes a seat online besides, and their mails say of both', async () => {
    const session = await forum.schedule('2030-02-05T12:00:00Z');
    const inTheRoom = await forum.seat(session, 'Both', { mode: 'in-person' });
    await forum.settled();
    await forum.seat(session, 'Both', { personId: inTheRoom.personId });
    await forum.settled();
    const mails = forum.mail.mailsTo(inTheRoom.email);
    const seats = mails.map(({ text }) => /^Seat: (.*)$/m.exec(text!)![1]);
    expect(seats).toEqual(['In person', 'In person and online']);
    for (const { attachments } of mails) {
      const part = attachments.find(({ contentType }) => contentType === 'text/calendar')!;
      expect(part.content.toString()).toContain(`LOCATION:${session.place!.name}`);
    }
  });

  it('stays for who has another seat in the session, and gets no mail of the one that they gave up', async () => {
    const session = await forum.schedule('2030-02-02T12:00:00Z');
    const inTheRoom = await forum.seat(session, 'Traveller', { mode: 'in-person' });
    await forum.settled();
    const online = { ...inTheRoom, seatId: newId(), mode: 'online' as const };
    forum.participants.people.push(online);
    await forum.publishSeats(session.id, [changeOf(online, null, 'taken')]);
    await forum.settled();
    await forum.giveUpSeat(online);
    await forum.settled();
    expect(entriesOf(inTheRoom).map(([method]) => method)).toEqual(['REQUEST', 'REQUEST']);
    expect(await forum.deliveriesOf(session.id, 'seat-given-up')).toEqual(['suppressed']);

    await forum.changeSeat(online, 'lapsed', 'lapsed');
    await forum.settled();
    expect(forum.mail.mailsTo(inTheRoom.email, 'Your seat was given on')).toHaveLength(1);
    expect(entriesOf(inTheRoom)).toHaveLength(2);
    await forum.giveUpSeat(inTheRoom);
    await forum.settled();
    expect(entriesOf(inTheRoom).at(-1)).toEqual(['CANCEL', session.id, expect.any(Number)]);
  });

  it('is not there while a seat is held: neither put in by a change, nor left over when nobody confirms', async () => {
    const session = await forum.schedule('2030-02-03T12:00:00Z');
    const held = await forum.seat(session, 'Unconfirmed', { seatStatus: 'held' });
    await forum.move(session, '2030-02-03T13:00:00Z');
    await forum.settled();
    expect(forum.mail.mailsTo(held.email, 'New time')).toHaveLength(1);
    await forum.changeSeat(held, 'expired', 'expired');
    await forum.settled();
    expect(entriesOf(held)).toEqual([]);
  });
});
