import { RegisterPerson, type Actor } from '#contracts';
import { newId } from '#platform';
import type { TestService } from '#platform/testing';
import { ORGANIZER, person } from './participants.js';

/** Registers somebody and gives them as an actor. The city must be known to the service. */
export async function register(
  service: TestService,
  from: { city?: string; zone?: string } = {},
): Promise<Actor & { kind: 'person' }> {
  const input = { email: `${newId()}@example.org`, name: 'Participant', ...from };
  const reply = await service.ask(RegisterPerson, input, { actor: ORGANIZER });
  if (reply.outcome !== 'created') throw new Error('an organizer creates people');
  return person(reply.id) as Actor & { kind: 'person' };
}

/** Registers this many people, one after the other. */
export async function registerMany(
  service: TestService,
  count: number,
  from: { city?: string } = {},
): Promise<(Actor & { kind: 'person' })[]> {
  const people: (Actor & { kind: 'person' })[] = [];
  while (people.length < count) people.push(await register(service, from));
  return people;
}
