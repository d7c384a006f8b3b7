import { readFileSync } from 'node:fs';
import {
  CreateCity,
  CreateEvent,
  CreateProgramme,
  ProgrammeFile,
  RuleViolation,
  type Actor,
  type Event,
  type Programme,
} from '#contracts';
import { newId } from '#platform';
import { TestService } from '#platform/testing';
import { readEventsConfig } from '../config.js';
import { dataSourceOptions } from '../data-source.js';
import { EventsModule } from '../events.module.js';

/** The events service on a Postgres and a NATS of its own. */
export const startEvents = (): Promise<TestService> =>
  TestService.start({
    name: 'events',
    dataSourceOptions,
    module: (env) => EventsModule.register(readEventsConfig(env)),
  });

export const ADMIN = person([{ role: 'admin', programmeId: null, city: null }]);
export const SESSIONS: Actor = { kind: 'service', name: 'sessions' };
/** Signed in, without any role. */
export const PARTICIPANT = person([]);
/** Organizes some other programme. */
export const ORGANIZER_ELSEWHERE = organizerOf(newId());

export function organizerOf(programmeId: string): Actor {
  return person([{ role: 'organizer', programmeId, city: null }]);
}

export function liaisonOf(programmeId: string, city: string): Actor {
  return person([{ role: 'liaison', programmeId, city }]);
}

function person(grants: Extract<Actor, { kind: 'person' }>['grants']): Actor {
  return { kind: 'person', id: newId(), grants };
}

const FORUM = ProgrammeFile.parse(
  JSON.parse(readFileSync(new URL('../../../../deploy/demo/aiws-forum.json', import.meta.url), 'utf8')),
);

/** The product's own demo, to be edited at will. */
export const forumFile = (): ProgrammeFile => structuredClone(FORUM);

/** Puts the six cities of the demo into the service. */
export async function makeCities(service: TestService): Promise<void> {
  for (const city of forumFile().cities) await service.ask(CreateCity, city, { actor: ADMIN });
}

/** A programme of these cities. */
export function makeProgramme(
  service: TestService,
  slug: string,
  cities = ['nha-trang', 'boston', 'rome'],
): Promise<Programme> {
  return service.ask(CreateProgramme, { slug, title: 'Forum', cities }, { actor: ORGANIZER_ELSEWHERE });
}

/** A draft event in Nha Trang. */
export function makeEvent(service: TestService, programme: Programme, slug = 'sea-festival'): Promise<Event> {
  const input = {
    programme: programme.id,
    slug,
    title: { en: 'Sea Festival', vi: 'Festival Biển' },
    hostCity: 'nha-trang',
    startsOn: '2027-06-10',
    endsOn: '2027-06-13',
  };
  return service.ask(CreateEvent, input, { actor: organizerOf(programme.id) });
}

/** The refusal that a promise ends in, as `code` and the paths of its fields. */
export async function refusalOf(asked: Promise<unknown>): Promise<{ code: string; paths: string[] }> {
  const refused = await asked.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(refused instanceof RuleViolation)) throw new Error(`was not refused: ${String(refused)}`);
  return { code: refused.code, paths: (refused.errors ?? []).map(({ path }) => path) };
}
