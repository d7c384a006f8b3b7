import { readFileSync } from 'node:fs';
import {
  ProgrammeFile,
  type Actor,
  type City,
  type CreateSession,
  type Event,
  type Grant,
  type InputOf,
  type Programme,
} from '#contracts';
import { TestService } from '#platform/testing';
import { readSessionsConfig } from '../config.js';
import { dataSourceOptions } from '../data-source.js';
import { SessionsModule } from '../sessions.module.js';

export const PROGRAMME = 'programme-forum';
export const SEA_FESTIVAL = 'event-sea-festival';

export const ORGANIZER = person('organizer', { role: 'organizer', programmeId: PROGRAMME, city: null });
export const STRANGER = person('organizer-elsewhere', {
  role: 'organizer',
  programmeId: 'programme-elsewhere',
  city: null,
});
export const LIAISON = person('liaison-rome', { role: 'liaison', programmeId: PROGRAMME, city: 'rome' });
export const PARTICIPANT = person('participant');
export const PARTICIPANTS_SERVICE: Actor = { kind: 'service', name: 'participants' };

/** The demo's programme file, fresh for each caller. */
export function forumFile(): ProgrammeFile {
  const path = new URL('../../../../deploy/demo/aiws-forum.json', import.meta.url);
  return ProgrammeFile.parse(JSON.parse(readFileSync(path, 'utf8')));
}

export function forumCities(): City[] {
  return forumFile().cities.map((city) => ({ comfort: null, observances: [], ...city, version: 1 }));
}

export function forumProgramme(): Programme {
  return { ...forumFile().programme, id: PROGRAMME, published: true, version: 1 };
}

/** The festival in Nha Trang: five partners online, of which Rome gives no input. */
export function seaFestival(overrides: Partial<Event> = {}): Event {
  const file = forumFile().events.find(({ slug }) => slug === 'sea-festival')!;
  return eventOf(file, SEA_FESTIVAL, overrides);
}

/** An event of a file as its owner would show it. */
export function eventOf(
  file: ProgrammeFile['events'][number],
  id: string,
  overrides: Partial<Event> = {},
): Event {
  return {
    id,
    programmeId: PROGRAMME,
    slug: file.slug,
    title: file.title,
    hostCity: file.hostCity,
    startsOn: file.startsOn,
    endsOn: file.endsOn,
    status: 'published',
    partners: file.partners.map(({ city, modes }) => ({
      id: `partner-${city}`,
      eventId: id,
      city,
      modes,
      status: 'accepted',
      respondBy: '2027-01-01T00:00:00Z',
      note: null,
    })),
    version: 1,
    ...overrides,
  };
}

/** A talk in Hall 1 of Nha Trang on the evening of 10 June 2027, in the morning of Boston. */
export function talk(overrides: Partial<InputOf<typeof CreateSession>> = {}): InputOf<typeof CreateSession> {
  return {
    eventId: SEA_FESTIVAL,
    title: 'Opening',
    durationMinutes: 60,
    place: { name: 'Hall 1', city: 'nha-trang' },
    start: { local: '2027-06-10T19:00:00', zone: 'Asia/Ho_Chi_Minh' },
    ...overrides,
  };
}

/** The sessions service; with `instance`, a second process on the same database and NATS; with `nats`, among others. */
export function startSessions(
  instance?: TestService,
  { nats }: Partial<Pick<TestService, 'nats'>> = {},
): Promise<TestService> {
  return TestService.start({
    name: 'sessions',
    dataSourceOptions,
    extraEnv: { LINK_SECRET: 'a secret of the tests, long enough' },
    module: (env) => SessionsModule.register(readSessionsConfig(env)),
    ...(nats && { nats }),
    ...(instance && { nats: instance.nats, database: instance.database }),
  });
}

function person(id: string, ...grants: Grant[]): Actor {
  return { kind: 'person', id, grants };
}
