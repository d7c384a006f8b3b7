import { notFound, type ProgrammeFile } from '#contracts';
import { isId } from '#platform';
import { In, type EntityManager } from 'typeorm';
import { CityEntity } from '../cities/city.entity.js';
import { EventEntity } from '../events/event.entity.js';
import { findEventsOf } from '../events/events.queries.js';
import { ProgrammeEntity } from '../programmes/programme.entity.js';
import { referencesIn } from './import-check.rules.js';
import type { Known } from './import-plan.rules.js';
import { ImportEntity } from './import.entity.js';

/** Any number will do, as long as nothing else in this schema's database uses it. */
const IMPORT_LOCK = 6_310_602;

/** What the database has of the things that the file names. */
export async function findKnown(manager: EntityManager, file: ProgrammeFile): Promise<Known> {
  const cities = await manager.find(CityEntity, { where: { slug: In(citySlugs(file)) } });
  const programme = await manager.findOneBy(ProgrammeEntity, { slug: file.programme.slug });
  return { cities, programme, events: programme ? await findEventsOf(manager, programme.id) : [] };
}

/**
 * As `findKnown`, locked until the transaction ends: cities, then programme, then its events. One import at a time,
 * because what two of them make anew has no row yet that could be locked.
 */
export async function lockKnown(manager: EntityManager, file: ProgrammeFile): Promise<Known> {
  await manager.query('SELECT pg_advisory_xact_lock($1)', [IMPORT_LOCK]);
  // Cities and programme are parents of rows that others insert meanwhile: their slugs and ids don't change here.
  await manager.find(CityEntity, {
    where: { slug: In(citySlugs(file)) },
    select: { slug: true },
    order: { slug: 'ASC' },
    lock: { mode: 'for_no_key_update' },
  });
  const programme = await manager.findOne(ProgrammeEntity, {
    where: { slug: file.programme.slug },
    select: { id: true },
    lock: { mode: 'for_no_key_update' },
  });
  if (programme) {
    await manager.find(EventEntity, {
      where: { programmeId: programme.id },
      select: { id: true },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
  }
  return findKnown(manager, file);
}

/** @throws RuleViolation `not-found` */
export async function requireImport(manager: EntityManager, id: string): Promise<ImportEntity> {
  const found = isId(id) ? await manager.findOneBy(ImportEntity, { id }) : null;
  if (!found) throw notFound('import', id);
  return found;
}

function citySlugs(file: ProgrammeFile): string[] {
  const slugs = [...file.cities, ...referencesIn(file)].map(({ slug }) => slug);
  return [...new Set(slugs)];
}
