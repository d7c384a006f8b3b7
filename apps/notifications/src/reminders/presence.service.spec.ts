import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SeatsChanged } from '#contracts';
import { newId, Transactions, type Fact } from '#platform';
import { waitFor } from '#platform/testing';
import { changeOf, Forum } from '../testing/forum.js';
import type { Person } from '../testing/participants-process.js';
import { PresenceService } from './presence.service.js';

describe('Who is present in a zone', () => {
  let forum: Forum;
  beforeAll(async () => {
    forum = await Forum.open({ reminderRules: ['PT10M'] });
  }, 60_000);
  afterAll(() => forum.close());

  /** Notes facts as their consumer does, in the order in which they arrive. */
  const note = async (...facts: Fact<typeof SeatsChanged>[]) => {
    const { app } = forum.service;
    for (const fact of facts) {
      await app.get(Transactions).run((tx) => app.get(PresenceService).note(tx, fact));
    }
  };
  const factOf = (person: Person, time: string, change: Partial<Person>, cause: string) => ({
    id: newId(),
    time,
    actor: { kind: 'anonymous' as const },
    data: {
      slotId: newId(),
      sessionId: person.sessionId,
      changes: [changeOf({ ...person, ...change }, null, cause)],
    },
  });
  const somebody = async (): Promise<Person> => {
    const session = await forum.schedule('2030-01-10T12:00:00Z');
    const person = { sessionId: session.id, personId: newId(), seatId: newId(), zone: 'Asia/Tokyo' };
    return { ...person, seatStatus: 'confirmed' } as Person;
  };
  const statesOf = async ({ sessionId }: Person) =>
    (await forum.reminders(sessionId)).map(({ zone, state }) => `${zone} ${state}`);

  it('is known from the last change of each seat, in whatever order facts arrive', async () => {
    const person = await somebody();
    const taken = factOf(person, '2029-01-01T10:00:00Z', {}, 'taken');
    const cancelled = factOf(person, '2029-01-01T11:00:00Z', { seatStatus: 'cancelled' }, 'cancelled');
    await note(taken);
    expect(await statesOf(person)).toEqual(['Asia/Tokyo planned']);
    await note(cancelled, taken);
    expect(await statesOf(person)).toEqual(['Asia/Tokyo cancelled']);
  });

  it('lets a reminder come back with the reader', async () => {
    const person = await somebody();
    await note(
      factOf(person, '2029-01-01T10:00:00Z', {}, 'taken'),
      factOf(person, '2029-01-01T11:00:00Z', { seatStatus: 'cancelled' }, 'cancelled'),
      factOf(person, '2029-01-01T12:00:00Z', { seatId: newId(), seatStatus: 'waiting' }, 'taken'),
    );
    expect(await statesOf(person)).toEqual(['Asia/Tokyo planned']);
  });

  it('follows a reader who moves to another zone', async () => {
    const person = await somebody();
    await note(
      factOf(person, '2029-01-01T10:00:00Z', {}, 'taken'),
      factOf(person, '2029-01-01T11:00:00Z', { zone: 'Europe/Rome' }, 'promoted'),
    );
    expect(await statesOf(person)).toEqual(['Asia/Tokyo cancelled', 'Europe/Rome planned']);
  });

  it('sees two facts that empty and fill a zone at once', async () => {
    const person = await somebody();
    // Seats come and go in pairs; after each pair one reader is there.
    let last = person;
    await note(factOf(last, '2029-01-01T00:00:00Z', {}, 'taken'));
    for (let hour = 10; hour < 24; hour++) {
      const time = `2029-01-01T${hour}:00:00Z`;
      const next = { ...person, seatId: newId() };
      await Promise.all([
        note(factOf(last, time, { seatStatus: 'cancelled' }, 'cancelled')),
        note(factOf(next, time, {}, 'taken')),
      ]);
      expect(await statesOf(person)).toEqual(['Asia/Tokyo planned']);
      last = next;
    }
  });

  it('moves with the session also where a seat is taken while the move waits for it', async () => {
    const { app } = forum.service;
    const session = await forum.schedule('2030-01-10T12:00:00Z');
    const person = {
      sessionId: session.id,
      personId: newId(),
      seatId: newId(),
      zone: 'Asia/Tokyo',
    } as Person;
    const taken = factOf(person, '2029-01-01T10:00:00Z', { seatStatus: 'confirmed' }, 'taken');
    const moving = await app.get(Transactions).run(async (tx) => {
      await app.get(PresenceService).note(tx, taken);
      const moved = forum.move(session, '2030-01-12T12:00:00Z');
      await waitFor(async () => (await lockedOut()) > 0, { what: 'the move to wait for the session' });
      return { moved };
    });
    await moving.moved;
    const [reminder, ...others] = await forum.reminders(session.id);
    expect(others).toEqual([]);
    expect(reminder).toMatchObject({
      zone: 'Asia/Tokyo',
      state: 'planned',
      dueAt: '2030-01-12T11:50:00.000Z',
    });
  });

  const lockedOut = async () =>
    (
      await forum.service.sql(
        `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
      )
    ).length;
});
