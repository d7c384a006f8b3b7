import { RuleViolation } from '#contracts';
import { In, type EntityManager } from 'typeorm';
import { unknownCities, type CityReference } from './cities.rules.js';
import { CityEntity } from './city.entity.js';

/** The city, locked until the transaction ends. */
export function lockCity(manager: EntityManager, slug: string): Promise<CityEntity | null> {
  return manager.findOne(CityEntity, { where: { slug }, lock: { mode: 'pessimistic_write' } });
}

/**
 * Refuses references that lead to no city. Cities are never removed, so the answer holds without a lock.
 * @throws RuleViolation `city.unknown` with the path of each
 */
export async function requireCities(
  manager: EntityManager,
  references: readonly CityReference[],
): Promise<void> {
  const rows = await manager.find(CityEntity, {
    where: { slug: In(references.map(({ slug }) => slug)) },
    select: { slug: true },
  });
  const errors = unknownCities(references, new Set(rows.map(({ slug }) => slug)));
  if (errors.length === 0) return;
  const paths = errors.map(({ path, message }) => `${path}: ${message}`).join('; ');
  throw new RuleViolation('city.unknown', paths, undefined, errors);
}
