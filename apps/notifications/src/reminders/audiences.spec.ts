import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  FindOwnReminders,
  SetReminderRules,
  type InputOf,
  type RoleHolder,
  type SessionState,
} from '#contracts';
import { newId } from '#platform';
import { changeOf, Forum } from '../testing/forum.js';

const HOUR = 3_600_000;
const at = (instant: string, hours: number) => new Date(Date.parse(instant) + hours * HOUR).toISOString();

jest.setTimeout(30_000);

describe('Reminders for people who do more than sit', () => {
  let forum: Forum;
  let noon: string;
  beforeAll(async () => {
    forum = await Forum.open({ reminderRules: [] });
    noon = `${at(await forum.now(), 20 * 24).slice(0, 10)}T10:00:00.000Z`;
  }, 60_000);
  afterAll(() => forum.close());

  const set = async (input: InputOf<typeof SetReminderRules>) => {
    await forum.settled();
    const grants = [{ role: 'organizer' as const, programmeId: forum.programmeId, city: null }];
    const actor = { kind: 'person' as const, id: 'organizer', grants };
    return forum.service.ask(SetReminderRules, input, { actor });
  };
  const remindersTo = ({ email }: { email: string }) => forum.mail.mailsTo(email, 'Reminder');
  const planned = async (session: SessionState) =>
    (await forum.reminders(session.id))
      .filter(({ state }) => state === 'planned')
      .map(({ rule, to, zone, people }) => `${rule} ${to} ${zone} ${people}`);

  it('are planned in the zones of those who organize, speak for its cities and speak, one row each', async () => {
    const speaker = newId();
    const session = await forum.schedule(noon, {
      parts: { rome: 'required', tokyo: 'invited', boston: 'none' },
      speakers: [{ id: speaker, city: 'tokyo' }],
    });
    await set({
      scope: 'session',
      id: session.id,
      rules: [{ rule: 'PT2H', to: ['speakers', 'liaisons', 'organizers'] }],
    });
    expect(await planned(session)).toEqual([]);
    await forum.giveRole('speaker', 'Speaker', { id: speaker, zone: 'Asia/Tokyo' });
    await forum.giveRole('speaker', 'Speaker elsewhere', { zone: 'Asia/Kolkata' });
    await forum.giveRole('liaison', 'Tokyo liaison', { city: 'tokyo', zone: 'Asia/Tokyo' });
    await forum.giveRole('liaison', 'Second Tokyo liaison', { city: 'tokyo', zone: 'Asia/Tokyo' });
    await forum.giveRole('liaison', 'Boston liaison', { city: 'boston', zone: 'America/New_York' });
    await forum.giveRole('organizer', 'Organizer', { zone: 'Europe/Rome' });
    await forum.settled();
    expect(await planned(session)).toEqual([
      'PT2H liaisons Asia/Tokyo 2',
      'PT2H speakers Asia/Tokyo 1',
      'PT2H organizers Europe/Rome 1',
    ]);
    // Who speaks instead reads elsewhere.
    const other = newId();
    await forum.giveRole('speaker', 'Other speaker', { id: other, zone: 'Asia/Ho_Chi_Minh' });
    await forum.publishSession({ ...session, version: 2, speakers: [{ id: other, city: null }] });
    await forum.settled();
    expect((await planned(session)).filter((line) => line.includes('speakers'))).toEqual([
      'PT2H speakers Asia/Ho_Chi_Minh 1',
    ]);
  });

  it('say what each is there for, and come once to who is several', async () => {
    const start = at(noon, 10 * 24);
    const speaker = newId();
    const session = await forum.schedule(start, { speakers: [{ id: speaker, city: null }] });
    await set({
      scope: 'session',
      id: session.id,
      rules: [{ rule: 'PT3H', to: ['participants', 'delegates', 'speakers', 'liaisons', 'organizers'] }],
    });
    const spoken = await forum.giveRole('speaker', 'Speaking guest', { id: speaker });
    const liaison = await forum.giveRole('liaison', 'Roman liaison', { city: 'rome' });
    const organizer = await forum.giveRole('organizer', 'Organizing guest');
    // The same person organizes too, and has a seat.
    forum.participants.organizers.push(spoken);
    await forum.service.sql(
      `INSERT INTO role_copies SELECT $1, $2, 'organizer', $3, NULL, 'America/New_York', 1`,
      [newId(), spoken.personId, forum.programmeId],
    );
    await forum.seat(session, 'Speaking guest', { ...identity(spoken), mode: 'in-person' });
    const delegate = await forum.seat(session, 'Roman delegate', { delegateOf: 'rome' });
    await forum.publishSeats(session.id, [changeOf(delegate, 'held', 'named')]);
    forum.participants.seatsByCity.push({
      sessionId: session.id,
      mode: 'online',
      city: 'rome',
      taken: 12,
      waiting: 3,
    });
    await forum.settled();
    await forum.moveClockTo(at(start, -2.9));

    const texts = [spoken, liaison, organizer, delegate].map((person) => {
      const mails = remindersTo(person).filter(({ subject }) => subject?.includes('Opening plenary'));
      expect(mails).toHaveLength(1);
      return mails[0]!.text ?? '';
    });
    expect(texts[1]).toMatch(/You speak for a city that takes part[\s\S]*Rome: 12 seats, 3 waiting/);
    expect(texts[2]).toContain('You are one of its organizers');
    expect(texts[3]).toContain('You take part as a delegate of Rome.');
    const shown = await forum.reminders(session.id);
    // Theirs, and that of the organizer who was there before.
    expect(shown.reduce((sum, { sent }) => sum + sent, 0)).toBe(5);
  });

  it('of a day come in one mail to an organizer too, and reach nobody who has lost the role', async () => {
    const start = at(noon, 30 * 24);
    const [first, second] = [
      await forum.schedule(start, { title: 'Debate' }),
      await forum.schedule(at(start, 2), { title: 'Concert' }),
    ];
    await set({
      scope: 'event',
      id: forum.eventId,
      rules: [{ rule: 'P1D', to: ['organizers'] }],
    });
    const steady = await forum.giveRole('organizer', 'Steady organizer', { zone: 'Europe/Rome' });
    const gone = await forum.giveRole('organizer', 'Former organizer', { zone: 'Europe/Rome' });
    forum.participants.organizers.splice(forum.participants.organizers.indexOf(gone), 1);
    await forum.settled();
    await forum.moveClockTo(at(start, -20));
    const mails = remindersTo(steady);
    expect(mails).toHaveLength(1);
    for (const title of ['Debate', 'Concert']) expect(mails[0]?.text).toContain(title);
    expect(remindersTo(gone)).toEqual([]);
    // The clock has made both due at once: whichever came first has told of the other.
    const states = [
      ...(await forum.deliveriesOf(first.id, 'reminder')),
      ...(await forum.deliveriesOf(second.id, 'reminder')),
    ];
    expect(states).toEqual(expect.arrayContaining(['sent', 'suppressed']));
  });

  it('may be set for a whole programme, and an event’s own rules stand in for them', async () => {
    const session = await forum.schedule(at(noon, 60 * 24));
    await set({ scope: 'event', id: forum.eventId, rules: null });
    const rules = [{ rule: 'P2D', to: ['organizers' as const] }];
    expect(await set({ scope: 'programme', id: forum.programmeId, rules })).toEqual({
      rules,
      setBy: 'programme',
    });
    expect((await planned(session)).every((line) => line.startsWith('P2D organizers'))).toBe(true);
    expect(await planned(session)).not.toEqual([]);
    await set({ scope: 'event', id: forum.eventId, rules: [] });
    expect(await planned(session)).toEqual([]);
    await set({ scope: 'event', id: forum.eventId, rules: null });
    expect(await set({ scope: 'programme', id: forum.programmeId, rules: null })).toEqual({
      rules: [],
      setBy: 'programme',
    });
    expect(await planned(session)).toEqual([]);
    await expect(set({ scope: 'programme', id: 'none', rules: null })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('are foreseen by each person: theirs, by their own clock, as what they are', async () => {
    const start = at(noon, 90 * 24);
    const session = await forum.schedule(start, { title: 'Forum' });
    await set({
      scope: 'session',
      id: session.id,
      rules: [
        { rule: 'PT2H', to: ['participants', 'organizers'] },
        { rule: 'PT1H', to: ['waiting'] },
      ],
    });
    const organizer = await forum.giveRole('organizer', 'Foresighted', { zone: 'Asia/Tokyo' });
    const guest = await forum.seat(session, 'Guest ahead');
    await forum.settled();
    const ownOf = async (id: string) => {
      const actor = { kind: 'person' as const, id, grants: [] };
      const { items } = await forum.service.ask(FindOwnReminders, {}, { actor });
      return items.filter(({ sessionId }) => sessionId === session.id);
    };
    expect(await ownOf(organizer.personId)).toMatchObject([
      { rule: 'PT2H', to: 'organizers', zone: 'Asia/Tokyo', comes: true, dueAt: at(start, -2) },
    ]);
    expect(await ownOf(guest.personId)).toMatchObject([
      { rule: 'PT2H', to: 'participants', zone: 'America/New_York', comes: true },
    ]);
    expect(await ownOf('nobody')).toEqual([]);
    await expect(forum.service.ask(FindOwnReminders, {})).rejects.toMatchObject({
      code: 'access.unauthenticated',
    });
  });

  it('are refused for an audience that there is not, named twice, or nobody', async () => {
    const ask = (to: string[]) =>
      set({ scope: 'event', id: forum.eventId, rules: [{ rule: 'P1D', to: to as ['speakers'] }] });
    for (const to of [['ministers'], ['speakers', 'speakers'], []]) {
      await expect(ask(to)).rejects.toMatchObject({ code: 'validation.failed' });
    }
  });
});

function identity({ personId, email, zone }: RoleHolder) {
  return { personId, email, zone };
}

describe('Speakers', () => {
  let forum: Forum;
  beforeAll(async () => {
    forum = await Forum.open({ reminderRules: [] });
  }, 60_000);
  afterAll(() => forum.close());

  it('are invited once to each session, as soon as it is released and it is known who they are', async () => {
    const id = newId();
    const start = at(await forum.now(), 200);
    const speakers = [{ id, city: null }];
    const released = await forum.schedule(start, { title: 'Debate', speakers });
    const draft = await forum.schedule(at(start, 5), {
      title: 'Concert',
      speakers,
      status: 'draft',
      release: null,
    });
    const speaker = await forum.giveRole('speaker', 'Invited speaker', { id });
    await forum.settled();
    const invitations = () => forum.mail.mailsTo(speaker.email, 'You are invited to speak');
    expect(invitations().map(({ subject }) => subject)).toEqual(['You are invited to speak: Debate']);
    expect(invitations()[0]?.text).toContain('You get this mail because you are named as a speaker');
    await forum.publishSession({ ...draft, version: 2, status: 'scheduled', release: 1 });
    await forum.publishSession({ ...released, version: 2, durationMinutes: 75 });
    await forum.settled();
    expect(invitations()).toHaveLength(2);
  });

  it('hear once that their session moved or does not take place, whether or not they have a seat', async () => {
    const id = newId();
    const start = at(await forum.now(), 300);
    const session = await forum.schedule(start, { title: 'Talk', speakers: [{ id, city: null }] });
    const speaker = await forum.giveRole('speaker', 'Moved speaker', { id });
    await forum.seat(session, 'Moved speaker', identity(speaker));
    await forum.settled();
    const moved = await forum.move(session, at(start, 2));
    await forum.settled();
    expect(forum.mail.mailsTo(speaker.email, 'New time')).toHaveLength(1);
    await forum.cancel(moved);
    await forum.settled();
    expect(forum.mail.mailsTo(speaker.email, 'Cancelled')).toHaveLength(1);
  });

  it('are told that they no longer speak, the session leaves their calendar, and comes back when they speak again', async () => {
    const [id, other] = [newId(), newId()];
    const start = at(await forum.now(), 400);
    const both = [id, other].map((speaker) => ({ id: speaker, city: null }));
    const session = await forum.schedule(start, { title: 'Round table', speakers: both });
    const speaker = await forum.giveRole('speaker', 'Leaving speaker', { id });
    const staying = await forum.giveRole('speaker', 'Staying speaker', { id: other });
    await forum.settled();
    const without = { ...session, version: 2, sequence: 1, speakers: both.slice(1) };
    await forum.publishSession(without);
    await forum.publishSession({ ...without, version: 3, title: 'The round table' });
    await forum.settled();
    const [told, ...more] = forum.mail.mailsTo(speaker.email, 'No longer speaking');
    expect(more).toEqual([]);
    expect(told!.text).toContain('The attached calendar file takes it out of your calendar.');
    expect(told!.text).toContain('because you were named as a speaker');
    await forum.publishSession({ ...without, version: 4, sequence: 2, speakers: both });
    await forum.settled();
    expect(calendarOf(forum, speaker)).toEqual(['REQUEST 0', 'CANCEL 2', 'REQUEST 4']);
    expect(calendarOf(forum, staying)).toEqual(['REQUEST 0']);
  });

  it('who have a seat too keep the session in their calendar when they no longer speak', async () => {
    const id = newId();
    const start = at(await forum.now(), 500);
    const session = await forum.schedule(start, { title: 'Fireside', speakers: [{ id, city: null }] });
    const speaker = await forum.giveRole('speaker', 'Seated speaker', { id });
    await forum.seat(session, 'Seated speaker', identity(speaker));
    await forum.settled();
    await forum.publishSession({ ...session, version: 2, sequence: 1, speakers: [] });
    await forum.settled();
    const [told] = forum.mail.mailsTo(speaker.email, 'No longer speaking');
    expect(told!.text).toContain('You keep your seat in it.');
    expect(calendarOf(forum, speaker).filter((entry) => entry.startsWith('CANCEL'))).toEqual([]);
  });

  it('hear nothing when they are taken off a session before they were told of it, or are back at once', async () => {
    const id = newId();
    const start = at(await forum.now(), 600);
    const speakers = [{ id, city: null }];
    const speaker = await forum.giveRole('speaker', 'Brief speaker', { id });
    await forum.settled();
    let version = 1;
    await forum.whileMailIsPaused(async () => {
      const session = await forum.schedule(start, { title: 'Salon', speakers });
      await forum.publishSession({ ...session, version: ++version, speakers: [] });
    });
    expect(forum.mail.mailsTo(speaker.email, 'Salon')).toEqual([]);
    const concert = await forum.schedule(start, { title: 'Concert', speakers });
    await forum.settled();
    await forum.whileMailIsPaused(async () => {
      await forum.publishSession({ ...concert, version: 2, speakers: [] });
      await forum.publishSession({ ...concert, version: 3, speakers });
    });
    expect(forum.mail.mailsTo(speaker.email, 'No longer speaking')).toEqual([]);
  });
});

/** METHOD and SEQUENCE of the calendar parts that came, oldest first. */
function calendarOf(forum: Forum, { email }: RoleHolder): string[] {
  return forum.mail.mailsTo(email).flatMap(({ attachments }) =>
    attachments
      .filter(({ contentType }) => contentType === 'text/calendar')
      .map(({ content }) => {
        const read = (name: string) => new RegExp(`^${name}:(.*)\r$`, 'm').exec(content.toString())![1]!;
        return `${read('METHOD')} ${read('SEQUENCE')}`;
      }),
  );
}
