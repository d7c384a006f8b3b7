import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import {
  CancelSession,
  ChangeSession,
  CreateSession,
  FindReleases,
  FindSessions,
  PublishRelease,
  SessionChanged,
  type Event,
  type InputOf,
  type Session,
} from '#contracts';
import { newId } from '#platform';
import type { TestService } from '#platform/testing';
import { answerForEvents, type OwnedByEvents } from './events-owner.js';
import { forumCities, forumProgramme, ORGANIZER, seaFestival, startSessions, talk } from './forum.js';

/**
 * A sessions service for one test file, and for each test a festival of its own, which the service has not heard of:
 * it has to ask. What follows asks as the organizer unless another actor is given.
 */
export function withFestival() {
  let service: TestService;
  let end: () => Promise<void>;
  const owned: OwnedByEvents = {
    cities: forumCities(),
    programmes: [forumProgramme()],
    events: [],
    imports: new Map(),
  };
  const world = {
    owned,
    /** Changes as its owner would make them; the service hears of them only when it asks. */
    festival: undefined as unknown as Event,
    get service() {
      return service;
    },
    create: (input: Partial<InputOf<typeof CreateSession>> = {}, actor = ORGANIZER) =>
      service.ask(CreateSession, talk({ eventId: world.festival.id, ...input }), { actor }),
    change: (
      { id }: Session,
      patch: InputOf<typeof ChangeSession>['patch'],
      more: { ifVersion?: number } = {},
    ) => service.ask(ChangeSession, { id, patch, ...more }, { actor: ORGANIZER }),
    cancel: ({ id }: Session, actor = ORGANIZER) => service.ask(CancelSession, { id }, { actor }),
    release: (actor = ORGANIZER) => service.ask(PublishRelease, { eventId: world.festival.id }, { actor }),
    releases: async () => (await service.ask(FindReleases, { eventId: world.festival.id })).items,
    find: async (actor = ORGANIZER) =>
      (await service.ask(FindSessions, { eventIds: [world.festival.id] }, { actor })).items,
    /** What other services were told of a session, oldest first. */
    statesOf: async ({ id }: Session) =>
      (await service.factsOf(SessionChanged)).filter((state) => state.id === id),
  };

  beforeAll(async () => {
    service = await startSessions();
    end = await answerForEvents(service, owned);
  });
  afterAll(async () => {
    await end();
    await service.stop();
  });
  beforeEach(() => {
    world.festival = seaFestival({ id: newId() });
    owned.events.push(world.festival);
  });
  return world;
}
