import type { FindMe, OutputOf } from '#contracts';
import type { EntityManager } from 'typeorm';
import { grantsOf } from '../access/access.queries.js';
import { CityCopy } from '../programme/city-copy.entity.js';
import { Person } from './person.entity.js';

/** A person's own data; `zone` is where their times are read: their own, else their city's, else null. */
export async function readMe(manager: EntityManager, personId: string): Promise<OutputOf<typeof FindMe>> {
  const person = await manager.findOneByOrFail(Person, { id: personId });
  const { id, email, name, city, zone, language } = person;
  const home = city === null ? null : await manager.findOneBy(CityCopy, { slug: city });
  const grants = await grantsOf(manager, id);
  return { id, email, name, city, zone: zone ?? home?.zone ?? null, language, grants };
}
