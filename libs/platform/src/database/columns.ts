import type { EntityManager, ObjectLiteral, ObjectType } from 'typeorm';

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

export interface RowUpdate<E> {
  readonly text: string;
  /** The parameters that write this row. */
  valuesOf(row: E): unknown[];
}

/** An UPDATE of all columns of an entity's row, found by its key: one statement, to be sent along with others. */
export function updateOf<E extends ObjectLiteral>(
  { dataSource }: EntityManager,
  entity: ObjectType<E>,
): RowUpdate<E> {
  const { columns, tableName } = dataSource.getMetadata(entity);
  const parameters = columns.map(({ databaseName, isPrimary }, index) => ({
    isPrimary,
    sql: `${databaseName} = $${index + 1}`,
  }));
  const sql = (isPrimary: boolean) =>
    parameters.filter((each) => each.isPrimary === isPrimary).map((each) => each.sql);
  return {
    text: `UPDATE ${tableName} SET ${sql(false).join(', ')} WHERE ${sql(true).join(' AND ')}`,
    valuesOf: (row) =>
      columns.map(
        (column) => dataSource.driver.preparePersistentValue(column.getEntityValue(row), column) as unknown,
      ),
  };
}
