import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { FindReminderRules, SetReminderRules, type InputOf } from '#contracts';
import { Forum } from '../testing/forum.js';

jest.setTimeout(30_000);

describe('Rules of an event or a session', () => {
  let forum: Forum;
  beforeAll(async () => {
    forum = await Forum.open({ reminderRules: ['P1D'] });
  }, 60_000);
  afterAll(() => forum.close());

  const organizer = () => ({
    kind: 'person' as const,
    id: 'organizer',
    grants: [{ role: 'organizer' as const, programmeId: forum.programmeId, city: null }],
  });
  const set = (input: InputOf<typeof SetReminderRules>) =>
    forum.service.ask(SetReminderRules, input, { actor: organizer() });
  const planned = async (sessionId: string) =>
    (await forum.reminders(sessionId))
      .filter(({ state }) => state === 'planned')
      .map(({ rule, to }) => `${rule} ${to}`);

  it('stand in for the programme’s, the nearest first, and give way when they are taken back', async () => {
    const inAMonth = new Date(Date.parse(await forum.now()) + 30 * 86_400_000).toISOString();
    const session = await forum.schedule(inAMonth);
    await forum.seat(session, 'Guest', { zone: 'Europe/Rome' });
    await forum.settled();
    expect(await planned(session.id)).toEqual(['P1D participants']);

    const ofEvent = { scope: 'event' as const, id: forum.eventId };
    const ofSession = { scope: 'session' as const, id: session.id };
    await set({ ...ofEvent, rules: [{ rule: 'P2D@18:00' }, { rule: 'PT10M' }] });
    expect(await planned(session.id)).toEqual(['P2D@18:00 participants', 'PT10M participants']);
    const none = await set({ ...ofSession, rules: [] });
    expect(none).toEqual({ rules: [], setBy: 'session' });
    expect(await planned(session.id)).toEqual([]);
    await set({ ...ofSession, rules: null });
    expect(await planned(session.id)).toEqual(['P2D@18:00 participants', 'PT10M participants']);
    expect(await set({ ...ofEvent, rules: null })).toMatchObject({ setBy: 'programme' });
    expect(await planned(session.id)).toEqual(['P1D participants']);
  });

  it('may be for those who wait, who are told that they still do', async () => {
    const start = new Date(Date.parse(await forum.now()) + 40 * 86_400_000);
    const session = await forum.schedule(start.toISOString());
    const seated = await forum.seat(session, 'Seated guest', { zone: 'Europe/Rome' });
    const waiting = await forum.seat(session, 'Waiting guest', {
      zone: 'Europe/Rome',
      seatStatus: 'waiting',
    });
    await set({ scope: 'session', id: session.id, rules: [{ rule: 'PT2H', to: ['waiting'] }] });
    await forum.settled();
    expect(await forum.reminders(session.id)).toContainEqual(
      expect.objectContaining({ rule: 'PT2H', to: 'waiting', people: 1 }),
    );
    await forum.moveClockTo(new Date(start.getTime() - 3_600_000).toISOString());
    expect(forum.mail.mailsTo(seated.email, 'Reminder')).toEqual([]);
    const [mail] = forum.mail.mailsTo(waiting.email, 'Reminder');
    expect(mail?.text).toContain('You are still in the queue for a seat.');
  });

  it('are for the organizers of the programme alone, and of sessions that there are', async () => {
    const stranger = { kind: 'person' as const, id: 'stranger', grants: [] };
    const ofEvent = { scope: 'event' as const, id: forum.eventId };
    const asked = (input: InputOf<typeof FindReminderRules>, actor: typeof stranger) =>
      forum.service.ask(FindReminderRules, input, { actor });
    await expect(asked(ofEvent, stranger)).rejects.toMatchObject({ code: 'access.forbidden' });
    await expect(
      forum.service.ask(FindReminderRules, { scope: 'session', id: 'none' }, { actor: organizer() }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });
});
