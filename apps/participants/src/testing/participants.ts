import type { Actor, FactDataOf, Grant, SessionChanged } from '#contracts';
import { newId } from '#platform';
import { TestService } from '#platform/testing';
import { readParticipantsConfig } from '../config.js';
import { dataSourceOptions } from '../data-source.js';
import { ParticipantsModule } from '../participants.module.js';

export const PROGRAMME = 'programme-forum';
export const ADMIN: Actor = person('admin', { role: 'admin', programmeId: null, city: null });
export const ORGANIZER: Actor = person('organizer', {
  role: 'organizer',
  programmeId: PROGRAMME,
  city: null,
});
export const NOTIFICATIONS: Actor = { kind: 'service', name: 'notifications' };

/** Somebody as the gateway names them after Authenticate. */
export function person(id: string, ...grants: Grant[]): Actor {
  return { kind: 'person', id, grants };
}

/** The participants service; with `instance`, a second process on the same database and NATS. */
export function startParticipants(instance?: TestService): Promise<TestService> {
  return TestService.start({
    name: 'participants',
    dataSourceOptions,
    module: (env) => ParticipantsModule.register(readParticipantsConfig(env)),
    extraEnv: { TOKEN_SECRET: 'a secret of the tests, long enough' },
    ...(instance && { nats: instance.nats, database: instance.database }),
  });
}

type State = FactDataOf<typeof SessionChanged>;

/** A released session in Nha Trang, far in the future, as its owner publishes it. */
export function sessionState(overrides: Partial<State> = {}): State {
  return {
    id: newId(),
    eventId: 'event-sea-festival',
    programmeId: PROGRAMME,
    slug: 'opening',
    title: 'Opening',
    format: 'plenary',
    purpose: 'work',
    languages: ['en'],
    place: null,
    parts: {},
    status: 'scheduled',
    version: 1,
    sequence: 0,
    timeVersion: 1,
    release: 1,
    start: {
      local: '2040-06-10T19:00:00',
      zone: 'Asia/Ho_Chi_Minh',
      offset: '+07:00',
      instant: '2040-06-10T12:00:00.000Z',
      tzdb: '2026f',
    },
    durationMinutes: 60,
    window: null,
    relations: [],
    speakers: [],
    ownCity: 'nha-trang',
    ...overrides,
  };
}
