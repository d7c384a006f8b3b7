import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FindReminders } from '#contracts';
import { waitFor } from '#platform/testing';
import { Forum } from '../testing/forum.js';

const organizerOf = (programmeId: string) => ({
  kind: 'person' as const,
  id: 'organizer',
  grants: [{ role: 'organizer' as const, programmeId, city: null }],
});

describe('Reminders', () => {
  let forum: Forum;
  beforeAll(async () => {
    forum = await Forum.open();
  }, 60_000);
  afterAll(() => forum.close());

  const remindersOf = async (sessionId: string) =>
    (await forum.service.ask(FindReminders, { sessionId }, { actor: organizerOf(forum.programmeId) })).items;

  it('are planned for each rule and zone present, a day being a day in the reader’s zone', async () => {
    const session = await forum.schedule('2030-03-10T18:00:00Z');
    await forum.seat(session, 'Reader in Boston');
    await forum.seat(session, 'Other Reader in Boston');
    await forum.seat(session, 'Reader in Rome', { zone: 'Europe/Rome' });
    const reminders = await waitFor(async () => {
      const found = await remindersOf(session.id);
      return found.length === 4 && found;
    });
    expect(reminders.map(({ rule, zone, dueAt, state }) => [rule, zone, dueAt, state])).toEqual([
      // New York's clocks go forward on that Sunday: 14:00 there the day before is 23 hours earlier.
      ['P1D', 'Europe/Rome', '2030-03-09T18:00:00.000Z', 'planned'],
      ['P1D', 'America/New_York', '2030-03-09T19:00:00.000Z', 'planned'],
      ['PT10M', 'America/New_York', '2030-03-10T17:50:00.000Z', 'planned'],
      ['PT10M', 'Europe/Rome', '2030-03-10T17:50:00.000Z', 'planned'],
    ]);
    await waitFor(() => forum.mail.mailsTo('reader.in.rome@example.org', 'Your seat').length === 1);
  });
});
