import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  ChangePreferences,
  FindOwnReminders,
  SetReminderRules,
  type InputOf,
  type SessionState,
} from '#contracts';
import { newId } from '#platform';
import { Forum } from '../testing/forum.js';
import type { Person } from '../testing/participants-process.js';

jest.setTimeout(30_000);

const HOUR_MS = 3_600_000;

describe('A confirmed seat comes with the promise of a reminder', () => {
  let forum: Forum;
  beforeAll(async () => {
    forum = await Forum.open({ reminderRules: ['PT1H'] });
  }, 60_000);
  afterAll(() => forum.close());

  const inHours = async (hours: number) =>
    new Date(Date.parse(await forum.now()) + hours * HOUR_MS).toISOString();
  const self = (id: string) => ({ kind: 'person' as const, id, grants: [] });

  /** Whether the mail says so; what each person is shown of their reminders says the same. */
  async function isPromised(session: SessionState, { personId, email }: Person): Promise<boolean> {
    await forum.settled();
    const [mail] = forum.mail.mailsTo(email, 'Your seat');
    const { items } = await forum.service.ask(FindOwnReminders, {}, { actor: self(personId) });
    const isSaid = mail!.text!.includes(
      'You have a seat in this session. We will remind you before it starts.',
    );
    expect(items.some(({ sessionId, comes }) => sessionId === session.id && comes)).toBe(isSaid);
    if (!isSaid) expect(mail!.text).toContain('You have a seat in this session.\n');
    return isSaid;
  }
  async function seated(
    name: string,
    hours: number,
    before?: (person: Partial<Person>, id: string) => Promise<unknown>,
  ) {
    const session = await forum.schedule(await inHours(hours));
    const person = { personId: newId() };
    await before?.(person, session.id);
    return isPromised(session, await forum.seat(session, name, person));
  }
  const prefer = (personId: string, patch: InputOf<typeof ChangePreferences>) =>
    forum.service.ask(ChangePreferences, patch, { actor: self(personId) });
  const rules = (id: string, of: string[]) => {
    const grants = [{ role: 'organizer' as const, programmeId: forum.programmeId, city: null }];
    const actor = { kind: 'person' as const, id: 'organizer', grants };
    const wanted = of.map((rule) => ({ rule, to: ['participants' as const] }));
    return forum.service.ask(SetReminderRules, { scope: 'session', id, rules: wanted }, { actor });
  };

  it('where a rule has one ahead', async () => {
    expect(await seated('One', 20)).toBe(true);
  });

  it('not when its time has passed already', async () => {
    expect(await seated('Two', 0.5)).toBe(false);
  });

  it('not where there are no rules', async () => {
    expect(await seated('Three', 20, (_person, id) => rules(id, []))).toBe(false);
  });

  it('not to who does without reminders', async () => {
    expect(await seated('Four', 20, ({ personId }) => prefer(personId!, { off: ['reminders'] }))).toBe(false);
  });

  it('for a rule that somebody set for themselves, to them alone', async () => {
    const session = await forum.schedule(await inHours(20));
    await rules(session.id, []);
    const personId = newId();
    await prefer(personId, { reminders: ['PT3H'] });
    const own = await forum.seat(session, 'Five', { personId });
    const neighbour = await forum.seat(session, 'Six');
    expect([await isPromised(session, own), await isPromised(session, neighbour)]).toEqual([true, false]);
  });

  it('not when the last one was sent before they came', async () => {
    const session = await forum.schedule(await inHours(2));
    const early = await forum.seat(session, 'Seven');
    expect(await isPromised(session, early)).toBe(true);
    await forum.moveClockTo(await inHours(1.2));
    expect(await isPromised(session, await forum.seat(session, 'Eight'))).toBe(false);
  });

  it('not for a week’s notice of an event that they have been reminded of', async () => {
    const first = await forum.schedule(await inHours(8 * 24));
    const second = await forum.schedule(await inHours(9 * 24));
    for (const { id } of [first, second]) await rules(id, ['P7D']);
    const reader = await forum.seat(first, 'Nine');
    expect(await isPromised(first, reader)).toBe(true);
    await forum.moveClockTo(await inHours(25));
    expect(forum.mail.mailsTo(reader.email, 'Reminder')).toHaveLength(1);
    const again = await forum.seat(second, 'Nine again', { personId: reader.personId });
    expect(await isPromised(second, again)).toBe(false);
  });
});
