import { notFound, type Actor, type FindEvents, type ParsedInputOf } from '#contracts';
import { isId, readCursor } from '#platform';
import { In, type EntityManager } from 'typeorm';
import { maySeeDrafts, programmesWithVisibleDrafts } from '../programmes/visibility.rules.js';
import { EventEntity } from './event.entity.js';

const WITH_PARTNERS = { relations: { partners: true }, order: { partners: { city: 'ASC' } } } as const;

/** At most `limit` + 1 of the events that the actor may see, by start and id; drafts only to those who may. */
export async function findVisibleEvents(
  manager: EntityManager,
  { ids, programmeIds, cursor, limit }: ParsedInputOf<typeof FindEvents>,
  actor: Actor,
): Promise<EventEntity[]> {
  const query = manager
    .createQueryBuilder(EventEntity, 'event')
    .select('event.id')
    .orderBy('event.startsOn')
    .addOrderBy('event.id')
    .limit(limit + 1);
  const after = readCursor(cursor, 2);
  const mine = programmesWithVisibleDrafts(actor);
  if (ids) query.andWhere('event.id = ANY (:ids)', { ids: ids.filter(isId) });
  if (programmeIds) {
    query.andWhere('event.programmeId = ANY (:programmeIds)', { programmeIds: programmeIds.filter(isId) });
  }
  if (mine !== 'all') {
    query.andWhere('(event.publishedAt IS NOT NULL OR event.programmeId = ANY (:mine))', { mine });
  }
  if (after) query.andWhere('(event.startsOn, event.id) > (:day, :id)', { day: after[0], id: after[1] });
  const found = await query.getMany();
  return manager.find(EventEntity, {
    where: { id: In(found.map(({ id }) => id)) },
    relations: { partners: true },
    order: { startsOn: 'ASC', id: 'ASC', partners: { city: 'ASC' } },
  });
}

export function findEventsOf(manager: EntityManager, programmeId: string): Promise<EventEntity[]> {
  return manager.find(EventEntity, { where: { programmeId }, ...WITH_PARTNERS });
}

/** The event, if the actor may know of it. @throws RuleViolation `not-found` */
export async function requireVisibleEvent(
  manager: EntityManager,
  id: string,
  actor: Actor,
): Promise<EventEntity> {
  const event = isId(id) ? await manager.findOneBy(EventEntity, { id }) : null;
  if (!event || !(event.publishedAt || maySeeDrafts(actor, event.programmeId))) throw notFound('event', id);
  return event;
}

/**
 * The event with its partners as they are now, locked until the transaction ends. Who locks the programme too,
 * locks it first.
 */
export async function lockEvent(manager: EntityManager, id: string): Promise<EventEntity> {
  await manager.findOneOrFail(EventEntity, {
    where: { id },
    select: { id: true },
    lock: { mode: 'pessimistic_write' },
  });
  return manager.findOneOrFail(EventEntity, { where: { id }, ...WITH_PARTNERS });
}
