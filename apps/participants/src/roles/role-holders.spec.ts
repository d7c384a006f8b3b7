import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  CityChanged,
  CountSeatsByCity,
  CreateSlot,
  PageRoleHolders,
  SessionChanged,
  TakeSeat,
  type InputOf,
} from '#contracts';
import { newId } from '#platform';
import type { TestService } from '#platform/testing';
import { aCity } from '../testing/events.js';
import { tell } from '../testing/facts.js';
import { ADMIN, NOTIFICATIONS, ORGANIZER, sessionState, startParticipants } from '../testing/participants.js';
import { register } from '../testing/people.js';

describe('people behind roles', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startParticipants();
    await tell(service, CityChanged, aCity('rome', 'Europe/Rome'));
    await tell(service, CityChanged, aCity('tokyo', 'Asia/Tokyo'));
  });
  afterAll(() => service.stop());

  const page = (input: InputOf<typeof PageRoleHolders>) =>
    service.ask(PageRoleHolders, input, { actor: NOTIFICATIONS });

  /** Grants are of programmes that events know; here rows say so. */
  async function grant(personId: string, role: 'organizer' | 'liaison', programmeId: string, city?: string) {
    await service.sql(
      `INSERT INTO grants (id, person_id, role, programme_id, city, given_by, created_at)
       VALUES ($1, $2, $3, $4, $5, 'test', now())`,
      [newId(), personId, role, programmeId, city ?? null],
    );
  }

  it('are the organizers of this programme, with where they read the time', async () => {
    const [programmeId, other] = [newId(), newId()];
    const [roman, far, foreign] = [
      await register(service, { city: 'rome' }),
      await register(service, { zone: 'Asia/Kolkata' }),
      await register(service),
    ];
    await grant(roman.id, 'organizer', programmeId);
    await grant(far.id, 'organizer', programmeId);
    await grant(foreign.id, 'organizer', other);
    const { items, next } = await page({ programmeId, role: 'organizer' });
    expect(next).toBeNull();
    expect(items).toMatchObject([
      { personId: roman.id, zone: 'Europe/Rome', city: null },
      { personId: far.id, zone: 'Asia/Kolkata', city: null },
    ]);
    expect(items[0]!.email).toContain('@example.org');
  });

  it('are the liaisons of these cities, one row per city, page by page, by the city’s time', async () => {
    const programmeId = newId();
    const [both, one] = [await register(service), await register(service)];
    await grant(both.id, 'liaison', programmeId, 'rome');
    await grant(both.id, 'liaison', programmeId, 'tokyo');
    await grant(one.id, 'liaison', programmeId, 'boston');
    const cities = ['rome', 'tokyo'];
    const first = await page({ programmeId, role: 'liaison', cities, limit: 1 });
    const second = await page({ programmeId, role: 'liaison', cities, limit: 1, after: first.next! });
    expect([...first.items, ...second.items]).toMatchObject([
      { personId: both.id, city: 'rome', zone: 'Europe/Rome' },
      { personId: both.id, city: 'tokyo', zone: 'Asia/Tokyo' },
    ]);
    expect((await page({ programmeId, role: 'liaison', cities, after: second.next! })).items).toEqual([]);
    expect((await page({ programmeId, role: 'liaison', personIds: [one.id] })).items).toMatchObject([
      { personId: one.id, city: 'boston' },
    ]);
  });

  it('are told to services only', async () => {
    const asked = service.ask(PageRoleHolders, { programmeId: 'any', role: 'organizer' }, { actor: ADMIN });
    await expect(asked).rejects.toMatchObject({ code: 'access.forbidden' });
  });

  it('see how many seats the people of each city have', async () => {
    const session = sessionState();
    await tell(service, SessionChanged, session);
    const slot = await service.ask(
      CreateSlot,
      { sessionId: session.id, mode: 'online', capacity: 3 },
      { actor: ORGANIZER },
    );
    const [roman, group, late] = [
      await register(service, { city: 'rome' }),
      await register(service, { city: 'rome' }),
      await register(service),
    ];
    await service.ask(TakeSeat, { slotId: slot.id }, { actor: roman });
    await service.ask(TakeSeat, { slotId: slot.id, groupSize: 2 }, { actor: group });
    await service.ask(TakeSeat, { slotId: slot.id }, { actor: late });
    const counted = await service.ask(
      CountSeatsByCity,
      { sessionIds: [session.id] },
      { actor: NOTIFICATIONS },
    );
    expect(counted.items).toEqual([
      { sessionId: session.id, mode: 'online', city: 'rome', taken: 3, waiting: 0 },
      { sessionId: session.id, mode: 'online', city: null, taken: 0, waiting: 1 },
    ]);
    const asked = service.ask(CountSeatsByCity, { sessionIds: [session.id] }, { actor: ADMIN });
    await expect(asked).rejects.toMatchObject({ code: 'access.forbidden' });
  });
});
