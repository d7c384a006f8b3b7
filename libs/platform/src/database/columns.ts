import type { EntityManager, ObjectType } from 'typeorm';

/**
 * The columns of an entity's table under the names of its fields, for a SELECT by hand of the table under this alias:
 * `slot.session_id AS "sessionId", …`.
 */
export function columnsOf<E extends object>(
  { dataSource }: EntityManager,
  entity: ObjectType<E>,
  alias: string,
): string {
  return dataSource
    .getMetadata(entity)
    .columns.map(({ databaseName, propertyName }) => `${alias}.${databaseName} AS "${propertyName}"`)
    .join(', ');
}
