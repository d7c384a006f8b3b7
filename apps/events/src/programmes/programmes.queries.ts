import { notFound, type Actor } from '#contracts';
import { isId } from '#platform';
import type { EntityManager } from 'typeorm';
import { ProgrammeEntity } from './programme.entity.js';
import { maySeeDrafts } from './visibility.rules.js';

export function findProgramme(manager: EntityManager, idOrSlug: string): Promise<ProgrammeEntity | null> {
  return manager.findOne(ProgrammeEntity, {
    where: [{ slug: idOrSlug }, ...(isId(idOrSlug) ? [{ id: idOrSlug }] : [])],
  });
}

/**
 * The programme, locked until the transaction ends. It is the parent of its events and partners: who adds or
 * publishes one, or takes away a city, locks the programme first and the event after it.
 */
export function lockProgramme(manager: EntityManager, id: string): Promise<ProgrammeEntity> {
  return manager.findOneOrFail(ProgrammeEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
}

/**
 * The programme, locked, if the actor may know of it.
 * @throws RuleViolation `not-found`
 */
export async function lockVisibleProgramme(
  manager: EntityManager,
  idOrSlug: string,
  actor: Actor,
): Promise<ProgrammeEntity> {
  const found = await findProgramme(manager, idOrSlug);
  if (!found || !(found.published || maySeeDrafts(actor, found.id))) throw notFound('programme', idOrSlug);
  return lockProgramme(manager, found.id);
}
