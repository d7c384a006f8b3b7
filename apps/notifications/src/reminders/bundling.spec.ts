import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ChangePreferences } from '#contracts';
import { newId } from '#platform';
import { waitFor } from '#platform/testing';
import { Forum } from '../testing/forum.js';
import type { Person } from '../testing/participants-process.js';

const HOUR = 3_600_000;
const at = (instant: string, hours: number) => new Date(Date.parse(instant) + hours * HOUR).toISOString();

jest.setTimeout(30_000);

describe('Reminders of one person', () => {
  let forum: Forum;
  let noon: string;
  beforeAll(async () => {
    forum = await Forum.open({ reminderRules: ['P7D', 'P1D', 'PT10M'] });
    // Noon in Rome, so far ahead that nothing is due before the clock is moved.
    noon = `${at(await forum.now(), 20 * 24).slice(0, 10)}T10:00:00.000Z`;
  }, 60_000);
  afterAll(() => forum.close());

  const roman = { zone: 'Europe/Rome' };
  const remindersTo = ({ email }: Person) => forum.mail.mailsTo(email, 'Reminder');

  it('come once a week before the event, once a day before each day, and before each session', async () => {
    const first = await forum.schedule(noon, { title: 'Opening' });
    const second = await forum.schedule(at(noon, 3), { title: 'Panel' });
    const nextDay = await forum.schedule(at(noon, 24), { title: 'Closing' });
    const guest = await forum.seat(first, 'Busy guest', roman);
    for (const session of [second, nextDay]) await again(guest, session.id);

    await forum.moveClockTo(at(noon, -7 * 24 + 0.1));
    await forum.moveClockTo(at(noon, -6 * 24 + 1));
    const [week, ...others] = remindersTo(guest);
    expect(others).toEqual([]);
    expect(week!.text).toMatch(/Opening[\s\S]*Panel[\s\S]*Closing/);

    await forum.moveClockTo(at(noon, -24 + 0.1));
    await forum.moveClockTo(at(noon, -12));
    const [day, ...more] = remindersTo(guest).filter(({ messageId }) => messageId !== week!.messageId);
    expect(more).toEqual([]);
    expect(day!.text).toMatch(/Opening[\s\S]*Panel/);
    expect(day!.text).not.toContain('Closing');

    await forum.moveClockTo(at(noon, -0.1));
    await forum.moveClockTo(at(noon, 2.9));
    const all = remindersTo(guest);
    // The week's, the first day's, ten minutes before each of its two sessions, and the second day's.
    expect(all).toHaveLength(5);
    const told = await forum.reminders(second.id);
    expect(told.map(({ rule, sent, suppressed }) => [rule, sent, suppressed])).toEqual([
      ['P7D', 0, 1],
      ['P1D', 0, 1],
      ['PT10M', 1, 0],
    ]);
  });

  it('are kept back for who turned them off, and come by their own rules for who set some', async () => {
    const start = at(noon, 30 * 24);
    const session = await forum.schedule(start, { title: 'Workshop' });
    const [silent, eager] = [
      await forum.seat(session, 'Silent guest', roman),
      await forum.seat(session, 'Eager guest', roman),
    ];
    await prefer(silent, { off: ['reminders'] });
    await prefer(eager, { reminders: ['PT3H'] });
    expect((await forum.reminders(session.id)).map(({ rule, to, people }) => [rule, to, people])).toEqual([
      ['P7D', 'participants', 1],
      ['P1D', 'participants', 1],
      ['PT3H', 'own', 1],
      ['PT10M', 'participants', 1],
    ]);
    for (const hours of [-6 * 24, -23, -2.9, -0.05]) await forum.moveClockTo(at(start, hours));
    expect(remindersTo(silent)).toEqual([]);
    expect(remindersTo(eager)).toHaveLength(4);
    const [, , own] = await forum.reminders(session.id);
    expect(own).toMatchObject({ rule: 'PT3H', sent: 1, suppressed: 0 });
  });

  it('come again for a session that another’s mail would have told of, when that mail was not sent', async () => {
    const start = at(noon, 60 * 24);
    const [early, late] = [await forum.schedule(start), await forum.schedule(at(start, 2))];
    const guest = await forum.seat(early, 'Patient guest', roman);
    await again(guest, late.id);
    await forum.moveClockTo(at(start, -6 * 24));
    const given = forum.mail.given.length;
    forum.mail.behave = () => 451;
    await forum.service.moveClockTo(at(start, -23.5));
    await waitFor(() => forum.mail.given.length > given, { what: 'the mail of the first to be refused' });
    await forum.cancel(early);
    await forum.settled();
    forum.mail.behave = () => 'accept';
    await forum.moveClockTo(at(start, -21));
    const day = await forum.reminders(late.id);
    expect(day.find(({ rule }) => rule === 'P1D')).toMatchObject({ sent: 1, suppressed: 0 });
  });

  it('come for a session that another’s mail was to tell of, also when its own was kept back for that mail', async () => {
    const start = at(noon, 90 * 24);
    const [early, later] = [
      await forum.schedule(start),
      await forum.schedule(at(start, 2), { title: 'Later' }),
    ];
    const last = await forum.schedule(at(start, 4), { title: 'Last' });
    const guest = await forum.seat(early, 'Lucky guest', roman);
    for (const session of [later, last]) await again(guest, session.id);
    await forum.moveClockTo(at(start, -6 * 24));
    const before = remindersTo(guest).length;
    await forum.whileMailIsPaused(async () => {
      await forum.service.moveClockTo(at(start, -23.5));
      await waitFor(async () => (await forum.deliveriesOf(early.id, 'reminder')).includes('pending'), {
        what: 'the first’s reminder to be written',
      });
      await forum.service.moveClockTo(at(start, -19));
      await waitFor(
        async () =>
          (await forum.reminders(last.id)).some(({ rule, suppressed }) => rule === 'P1D' && suppressed),
        { what: 'the others’ reminders to be kept back' },
      );
      await forum.cancel(early);
    });
    const [mail, ...more] = remindersTo(guest).slice(before);
    expect(more).toEqual([]);
    expect(mail!.subject).toContain('Later');
    expect(mail!.text).toContain('Last');
  });

  it('tell of no session in which the seat was given up meanwhile', async () => {
    const start = at(noon, 120 * 24);
    const [kept, left] = [await forum.schedule(start), await forum.schedule(at(start, 2), { title: 'Left' })];
    const guest = await forum.seat(kept, 'Picky guest', roman);
    const other = await again(guest, left.id);
    await forum.moveClockTo(at(start, -6 * 24));
    const before = remindersTo(guest).length;
    await forum.whileMailIsPaused(async () => {
      await forum.service.moveClockTo(at(start, -23.5));
      await waitFor(async () => (await forum.deliveriesOf(kept.id, 'reminder')).includes('pending'), {
        what: 'the reminder to be written',
      });
      await forum.giveUpSeat(other);
    });
    const [mail, ...more] = remindersTo(guest).slice(before);
    expect(more).toEqual([]);
    expect(mail!.text).not.toContain('Left');
  });

  /** The same person takes a seat in another session. */
  async function again(person: Person, sessionId: string): Promise<Person> {
    const seat = { ...person, sessionId, seatId: newId() };
    forum.participants.people.push(seat);
    await forum.changeSeat(seat, 'confirmed', 'taken');
    return seat;
  }

  async function prefer({ personId }: Person, patch: { off?: ['reminders']; reminders?: ['PT3H'] }) {
    const actor = { kind: 'person' as const, id: personId, grants: [] };
    await forum.settled();
    await forum.service.ask(ChangePreferences, patch, { actor });
  }
});
