import {
  RoleChanged,
  type OutputOf,
  type PageRoleHolders,
  type ParsedInputOf,
  type RoleState,
} from '#contracts';
import type { Tx } from '#platform';
import type { EntityManager } from 'typeorm';

type RoleHolder = OutputOf<typeof PageRoleHolders>['items'][number];

/** Where somebody with a role reads times, for queries that join HOLDER. Never null. */
const HOLDER_ZONE = `coalesce(person.zone, own.zone, spoken_for.zone, 'Etc/UTC')`;
const HOLDER = `
  JOIN persons person ON person.id = role.person_id
  LEFT JOIN cities own ON own.slug = person.city
  LEFT JOIN cities spoken_for ON spoken_for.slug = role.city`;
const KEY = `(person.id || ' ' || coalesce(role.city, '')) COLLATE "C"`;

/** People with this role in a programme, by person and city after `after`; who speaks twice at an event is one row. */
export function findRoleHolders(
  manager: EntityManager,
  {
    programmeId,
    role,
    cities,
    speakers,
    zone,
    personIds,
    after,
    limit,
  }: ParsedInputOf<typeof PageRoleHolders>,
): Promise<RoleHolder[]> {
  return manager.query(
    `SELECT DISTINCT ON (${KEY}) person.id AS "personId", person.email, person.name, person.language, role.city,
            ${HOLDER_ZONE} AS zone
     FROM roles role ${HOLDER}
     WHERE role.programme_id = $1 AND role.role = $2
       AND ($3::text[] IS NULL OR role.city = ANY($3))
       AND ($4::text[] IS NULL OR person.id = ANY($4))
       AND ($5::text IS NULL OR ${KEY} > $5 COLLATE "C")
       AND ($7::text[] IS NULL OR role.id = ANY($7))
       AND ($8::text IS NULL OR ${HOLDER_ZONE} = $8)
     ORDER BY ${KEY} LIMIT $6`,
    [
      programmeId,
      role,
      cities ?? null,
      personIds ?? null,
      after ?? null,
      limit,
      speakers ?? null,
      zone ?? null,
    ],
  );
}

/** What a page of role holders goes on after. */
export const roleHolderKey = ({ personId, city }: RoleHolder): string => `${personId} ${city ?? ''}`;

/** Publishes the roles of somebody who reads times in another zone now. */
export async function publishRolesRezoned(tx: Tx, personId: string): Promise<void> {
  const changed = await tx.manager.query<{ id: string }[]>(
    `WITH granted AS (
       UPDATE grants SET version = version + 1 WHERE person_id = $1 AND role <> 'admin' RETURNING id
     ), spoken AS (
       UPDATE speaker_persons SET version = version + 1 WHERE person_id = $1 RETURNING speaker_id
     )
     SELECT id FROM granted UNION ALL SELECT speaker_id FROM spoken`,
    [personId],
  );
  await publishRoles(
    tx,
    changed.map(({ id }) => id),
  );
}

/** Publishes these roles as they are now; ids of nothing are left out. @returns how many */
export async function publishRoles(tx: Tx, ids: readonly string[]): Promise<number> {
  const roles = await tx.manager.query<RoleState[]>(
    `SELECT role.id, role.version, role.person_id AS "personId", role.role, role.programme_id AS "programmeId", role.city,
            ${HOLDER_ZONE} AS zone
     FROM roles role ${HOLDER} WHERE role.id = ANY($1) ORDER BY role.id`,
    [ids],
  );
  for (const role of roles) tx.publish(RoleChanged, role);
  return roles.length;
}
