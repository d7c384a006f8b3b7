import { notFound, type DelegateName } from '#contracts';
import type { Tx } from '#platform';
import type { z } from 'zod';
import { insertPerson } from './people.queries.js';
import { Person } from './person.entity.js';

/**
 * Somebody who was named by id, or by address: who is new is registered.
 * @param city of who is new
 * @throws RuleViolation `not-found` for an id of nobody
 */
export async function findNamed(
  { manager, now }: Tx,
  who: z.output<typeof DelegateName>,
  city: string | null,
): Promise<Person> {
  if ('participantId' in who) {
    const person = await manager.findOneBy(Person, { id: who.participantId });
    if (!person) throw notFound('participant', who.participantId);
    return person;
  }
  const { email, name, language } = who;
  await insertPerson(manager, { email, name, ...(city && { city }), ...(language && { language }) }, now);
  return manager.findOneByOrFail(Person, { email });
}
